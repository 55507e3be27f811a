/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.examples.training.Network.Activation;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapsTest {

    @Test
    void takesTheLastLayerOfEachStageThatDoesNotPool() {
        List<Activation> activations =
                List.of(
                        layer("conv1", 8, 28, 28),
                        layer("relu1", 8, 28, 28),
                        pooling("pool1", 8, 14, 14),
                        layer("conv2", 8, 14, 14),
                        pooling("pool2", 8, 7, 7),
                        layer("conv3", 8, 1, 1),
                        new Activation("dense", new long[] {1, 10}, false));
        assertThat(Taps.of(activations)).containsExactly("relu1", "conv2");
    }

    @Test
    void findsNoneInANetworkWithoutImages() {
        assertThat(Taps.of(List.of(new Activation("dense", new long[] {1, 10}, false)))).isEmpty();
    }

    private static Activation layer(String name, long... shape) {
        return new Activation(name, batch(shape), false);
    }

    private static Activation pooling(String name, long... shape) {
        return new Activation(name, batch(shape), true);
    }

    private static long[] batch(long[] shape) {
        return new long[] {1, shape[0], shape[1], shape[2]};
    }
}
