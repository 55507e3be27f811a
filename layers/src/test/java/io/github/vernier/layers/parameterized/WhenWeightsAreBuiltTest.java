/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Counts how often W is built, with a user's own parameterization in one class. */
class WhenWeightsAreBuiltTest {

    /** W = exp(θ), as the package's description writes it. */
    static final class PositiveWeight implements WeightParameterization, WeightFunction {

        private static final long serialVersionUID = 1;
        private static final AtomicInteger BUILT = new AtomicInteger();

        @Override
        public List<WeightParameter> parameters(WeightShape shape) {
            return List.of(WeightParameter.regularized("logW", shape.toArray()));
        }

        @Override
        public WeightFunction bind(WeightShape shape, DataType type) {
            return this;
        }

        @Override
        public INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training) {
            BUILT.incrementAndGet();
            return Transforms.exp(buffer.assign(theta.get("logW")), false);
        }

        @Override
        public void backprop(
                Map<String, INDArray> theta,
                INDArray weight,
                INDArray weightGradient,
                Map<String, INDArray> gradients) {
            weightGradient.muli(weight, gradients.get("logW"));
        }
    }

    /** The layers that hold weights. */
    enum Kind {
        CONVOLUTION(p -> new ParameterizedConvolution2D.Builder(p, 3, 3).nOut(4).build(), 1),
        DEPTHWISE(
                p -> new ParameterizedConvolution2D.Builder(p, 3, 3).groups(2).nOut(4).build(), 1),
        SEPARABLE(
                p -> new ParameterizedSeparableConvolution2D.Builder(p, p, 3, 3).nOut(4).build(),
                2);

        private final Function<WeightParameterization, ConvolutionLayer> layer;
        private final int weights;

        Kind(Function<WeightParameterization, ConvolutionLayer> layer, int weights) {
            this.layer = layer;
            this.weights = weights;
        }
    }

    @BeforeEach
    void reset() {
        PositiveWeight.BUILT.set(0);
    }

    private static MultiLayerNetwork net(Kind kind) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .updater(new Sgd(0.1))
                                .list()
                                .layer(kind.layer.apply(new PositiveWeight()))
                                .layer(new GlobalPoolingLayer.Builder().build())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(2)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(6, 6, 2))
                                .build());
        net.init();
        return net;
    }

    @ParameterizedTest
    @EnumSource
    void oncePerTrainingIteration(Kind kind) {
        MultiLayerNetwork net = net(kind);
        for (int i = 1; i <= 3; i++) {
            net.fit(Nd4j.rand(2, 2, 6, 6), Nd4j.eye(2));
            assertThat(PositiveWeight.BUILT).hasValue(i * kind.weights);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onceAtInferenceUntilParametersChange(Kind kind) {
        MultiLayerNetwork net = net(kind);
        INDArray x = Nd4j.rand(2, 2, 6, 6);
        net.output(x);
        net.output(x);
        net.output(x);
        assertThat(PositiveWeight.BUILT).hasValue(kind.weights);
        net.params().addi(0.01);
        net.output(x);
        net.output(x);
        assertThat(PositiveWeight.BUILT).hasValue(2 * kind.weights);
        net.fit(x, Nd4j.eye(2));
        assertThat(PositiveWeight.BUILT).hasValue(3 * kind.weights);
        net.output(x);
        net.output(x);
        assertThat(PositiveWeight.BUILT).hasValue(4 * kind.weights);
    }
}
