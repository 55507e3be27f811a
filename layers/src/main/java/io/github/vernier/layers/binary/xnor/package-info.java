/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * XNOR-Net (Rastegari et al. 2016, arXiv 1603.05279).
 *
 * <p>{@link io.github.vernier.layers.binary.xnor.XnorWeight} is its weight, for {@link
 * io.github.vernier.layers.parameterized.ParameterizedConvolution2D}. {@link
 * io.github.vernier.layers.binary.xnor.InputScaleVertex} is the input's scale K, which no published
 * code uses.
 *
 * <pre>{@code
 * ConvolutionLayer conv = new ParameterizedConvolution2D.Builder(
 *         new XnorWeight(Centering.PERSISTENT, GradientFactor.PUBLISHED), 3, 3)
 *     .nOut(64).padding(1, 1).hasBias(false).activation(Activation.IDENTITY)
 *     .constrainWeights(new MeanCentreClamp()).build();
 * graph.addLayer("sign", new SignActivationLayer(SignEstimators.named("ste-sign-strict")), "x")
 *     .addLayer("conv", conv, "sign")
 *     .addVertex("scaled", new InputScaleVertex(conv, Gradient.STOPPED), "conv", "x");
 * }</pre>
 */
package io.github.vernier.layers.binary.xnor;
