/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.deeplearning4j.exception.DL4JInvalidConfigException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A bad configuration ends in one error that names what is wrong, the value, and what was expected;
 * the test of a family of layers extends it.
 */
public abstract class BadConfigurationContract {

    /** Channels of the images that {@link #network} is made for. */
    protected static final int CHANNELS = 4;

    /** Height and width of those images. */
    protected static final int SIZE = 6;

    /**
     * A bad configuration.
     *
     * @param what what is bad about it
     * @param make makes it, as a user would
     * @param named what the error has to name: the layer or option, the value, what is expected
     */
    public record Bad(String what, ThrowingCallable make, String... named) {}

    /**
     * The bad configurations.
     *
     * @return each with what its error has to name
     */
    protected abstract List<Bad> badConfigurations();

    /**
     * A network of the layer, for what is only known with the number of inputs.
     *
     * @param layer a layer for images
     */
    protected static void network(Layer layer) {
        new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(layer)
                                .layer(new GlobalPoolingLayer())
                                .layer(new OutputLayer.Builder().nOut(2).build())
                                .setInputType(InputType.convolutional(SIZE, SIZE, CHANNELS))
                                .build())
                .init();
    }

    @TestFactory
    Stream<DynamicTest> aBadConfigurationIsNamed() {
        return badConfigurations().stream()
                .map(bad -> dynamicTest(bad.what(), () -> assertNamed(bad)));
    }

    private static void assertNamed(Bad bad) {
        Throwable error = catchThrowable(bad.make());
        assertThat(error)
                .as("an error of the configuration, not of what it leads to")
                .isInstanceOfAny(
                        IllegalArgumentException.class,
                        IllegalStateException.class,
                        DL4JInvalidConfigException.class)
                .hasMessageContainingAll(bad.named());
    }
}
