/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.nd4j.linalg.activations.Activation;

/**
 * Makes the convolutions of a network's blocks; which one decides how compact the network is.
 *
 * <pre>{@code
 * WideResNet.builder().convolution(ConvFactory.stock())
 * WideResNet.builder().convolution(shape -> new MyConvolution.Builder(...).build())
 * }</pre>
 */
@FunctionalInterface
public interface ConvFactory {

    /**
     * A layer configuration for the shape, with identity activation.
     *
     * @param shape channels, kernel and stride
     */
    Layer convolution(ConvShape shape);

    /** DL4J's convolution without bias. */
    static ConvFactory stock() {
        return shape ->
                new ConvolutionLayer.Builder(shape.kernel(), shape.kernel())
                        .nIn(shape.in())
                        .nOut(shape.out())
                        .stride(shape.stride(), shape.stride())
                        .padding(shape.padding(), shape.padding())
                        .convolutionMode(ConvolutionMode.Truncate)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .weightInit(new NormalDistribution(0, shape.deviation()))
                        .build();
    }

    /** DL4J's depthwise separable convolution without bias. */
    static ConvFactory separable() {
        return shape ->
                new SeparableConvolution2D.Builder(shape.kernel(), shape.kernel())
                        .nIn(shape.in())
                        .nOut(shape.out())
                        .stride(shape.stride(), shape.stride())
                        .padding(shape.padding(), shape.padding())
                        .convolutionMode(ConvolutionMode.Truncate)
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build();
    }
}
