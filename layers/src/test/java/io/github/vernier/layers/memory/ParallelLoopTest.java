/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.hashed.HashedConvolution2D;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ParallelLoopTest {

    private static final int CHANNELS = 256;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 20})
    void everyPieceIsDoneOnceByAShareOfItsOwnNumber(int shares) {
        AtomicIntegerArray done = new AtomicIntegerArray(13);
        Set<Integer> numbers = ConcurrentHashMap.newKeySet();
        ParallelLoop.run(
                shares,
                done.length(),
                (number, from, to) -> {
                    assertThat(numbers.add(number)).isTrue();
                    for (int i = from; i < to; i++) {
                        done.incrementAndGet(i);
                    }
                });
        assertThat(done.toString()).isEqualTo("[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]");
        assertThat(numbers).hasSize(shares);
    }

    @Test
    void smallLoopsAreNotSharedAndLargeOnesAmongThreadsThatThereAre() {
        assertThat(ParallelLoop.shares(0)).isEqualTo(1);
        assertThat(ParallelLoop.shares(1000)).isEqualTo(1);
        assertThat(ParallelLoop.shares(1L << 40))
                .isBetween(1, Runtime.getRuntime().availableProcessors());
    }

    @Test
    void aBinaryLayerOfManyFiltersTrainsAsInDoubleWhereNoLoopIsShared() {
        assertSame(trained(binary(), DataType.FLOAT), trained(binary(), DataType.DOUBLE));
    }

    @Test
    void aHashedLayerOfManyFiltersTrainsAsInDouble() {
        assertSame(trained(hashed(), DataType.FLOAT), trained(hashed(), DataType.DOUBLE));
    }

    private static void assertSame(INDArray floats, INDArray doubles) {
        INDArray difference = floats.castTo(DataType.DOUBLE).subi(doubles);
        assertThat(difference.norm2Number().doubleValue())
                .isLessThan(1e-5 * doubles.norm2Number().doubleValue());
        assertThat(difference.amaxNumber().doubleValue())
                .isLessThan(1e-4 * doubles.amaxNumber().doubleValue());
    }

    private static ConvolutionLayer binary() {
        return new BinaryConvolution2D.Builder(3, 3)
                .tau(0.9)
                .nOut(CHANNELS)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static ConvolutionLayer hashed() {
        return new HashedConvolution2D.Builder(3, 3)
                .decimate()
                .nOut(CHANNELS)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY)
                .build();
    }

    /** Weights of 589 824 values, inputs of 524 288: more than two of the smallest shares. */
    private static INDArray trained(ConvolutionLayer layer, DataType type) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(7)
                                .dataType(type)
                                .updater(new Sgd(0.1))
                                .list()
                                .layer(layer)
                                .layer(
                                        new CnnLossLayer.Builder(LossFunction.MSE)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .setInputType(InputType.convolutional(4, 4, CHANNELS))
                                .build());
        net.init();
        Nd4j.getRandom().setSeed(11);
        net.setParams(Nd4j.randn(DataType.FLOAT, 1, net.numParams()).muli(0.02).castTo(type));
        INDArray input = Nd4j.randn(DataType.FLOAT, 128, CHANNELS, 4, 4).castTo(type);
        INDArray labels = Nd4j.randn(DataType.FLOAT, 128, CHANNELS, 4, 4).castTo(type);
        net.fit(input, labels);
        return net.params();
    }
}
