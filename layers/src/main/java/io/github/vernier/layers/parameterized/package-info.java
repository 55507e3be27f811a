/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a compact convolution is a stock convolution whose weight tensor W is a function of
 * other, fewer parameters θ.
 *
 * <p>{@link io.github.vernier.layers.parameterized.WeightParameterization} is that function's
 * configuration: it names θ and travels in the network's JSON. {@link
 * io.github.vernier.layers.parameterized.WeightFunction} is the function bound to one layer: θ → W,
 * and dL/dW → dL/dθ. Everything else (kernel, stride, padding modes, dilation, NCHW and NHWC,
 * dropout, weight noise, regularisation and constraints on θ, oneDNN and cuDNN helpers, masks,
 * JSON, serialization, transfer learning, frozen layers) is inherited from DL4J's own convolution.
 *
 * <h2>Writing your own in one class</h2>
 *
 * <pre>{@code
 * public final class PositiveWeight implements WeightParameterization, WeightFunction {
 *     public List<WeightParameter> parameters(WeightShape shape) {
 *         return List.of(WeightParameter.regularized("logW", shape.toArray()));
 *     }
 *     public WeightFunction bind(WeightShape shape, DataType type) { return this; }
 *     public INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training) {
 *         return Transforms.exp(buffer.assign(theta.get("logW")), false);
 *     }
 *     public void backprop(Map<String, INDArray> theta, INDArray weight, INDArray weightGradient,
 *             Map<String, INDArray> gradients) {
 *         weightGradient.muli(weight, gradients.get("logW"));
 *     }
 * }
 * new ParameterizedConvolution2D.Builder(new PositiveWeight(), 3, 3).nOut(64).build();
 * }</pre>
 *
 * <h2>Forms</h2>
 *
 * <p>{@link io.github.vernier.layers.parameterized.ParameterizedConvolution2D} (depthwise with as
 * many groups as input channels), {@link
 * io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D}, {@link
 * io.github.vernier.layers.parameterized.ParameterizedConvolution1D} (images one pixel wide) and
 * {@link io.github.vernier.layers.parameterized.ParameterizedDense} (a 1×1 convolution) take the
 * same functions.
 *
 * <h2>Functions of the input</h2>
 *
 * <p>An {@link io.github.vernier.layers.parameterized.InputTransform} does to the input what a
 * parameterization does to the weight: y = f(x) · W(θ) + b, dropout first. {@code layer.input()}
 * stays what came in. A transform may ask for padding with another value than 0, which is then put
 * around the transformed map before the convolution. Memory for f(x) stays allocated between
 * training steps.
 *
 * <h2>When W is built</h2>
 *
 * <p>Once per training iteration: forward and backward see the same tensor. At inference once until
 * the parameters change, which is noticed by comparing θ bit by bit with the copy that W was built
 * from (θ is small), so that any way of changing parameters is noticed.
 *
 * <p>A function of a 1×1 kernel may also multiply activations by W without building it where that
 * is faster; it then implements {@link io.github.vernier.layers.parameterized.ColumnFunction}.
 *
 * <h2>Without building W</h2>
 *
 * <p>A {@link io.github.vernier.layers.parameterized.FactoredWeight} is a product of matrices; a
 * 1×1 convolution applies them one after the other where that takes fewer products. Groups are
 * convolved one by one, each taking its share of the products, and may leave their channels
 * interleaved (ShuffleNet's channel shuffle) at no cost.
 *
 * <h2>Several convolutions as one layer</h2>
 *
 * <p>{@link io.github.vernier.layers.parameterized.ConvolutionChain2D} runs convolutions one after
 * the other; a subclass lists them. {@link
 * io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D} is one.
 *
 * <h2>Regularization</h2>
 *
 * <p>Parameters that stand for more weights than they are can be decayed less than others: {@code
 * compressedRegularization(factor)} of every builder multiplies l1, l2 and weight decay of those
 * alone. See {@link io.github.vernier.layers.substitution.CompressedWeightDecay} for the factor.
 */
package io.github.vernier.layers.parameterized;
