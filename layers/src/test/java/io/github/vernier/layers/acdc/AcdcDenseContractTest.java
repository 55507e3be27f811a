/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.testing.FeedForwardContract;
import io.github.vernier.layers.testing.LayerCase;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.nd4j.linalg.activations.Activation;

class AcdcDenseContractTest extends FeedForwardContract {

    /** The contract's five outputs, which are odd, and one input, which divides them. */
    @Override
    protected AcdcDense.Builder builder() {
        return new AcdcDense.Builder()
                .factors(2)
                .original(true)
                .permutation(new RandomPermutation(3));
    }

    @Override
    protected InputType inputType() {
        return InputType.feedForward(5);
    }

    /** By each path, with the published permutations and in groups as well. */
    @Override
    protected List<LayerCase> options() {
        return Stream.concat(
                        super.options().stream(),
                        Stream.of(AcdcPath.values())
                                .map(
                                        path ->
                                                new LayerCase(
                                                        path.name(),
                                                        new AcdcDense.Builder()
                                                                .factors(3)
                                                                .groups(5)
                                                                .path(path)
                                                                .nOut(10)
                                                                .activation(Activation.TANH)
                                                                .build(),
                                                        inputType())))
                .toList();
    }

    @Override
    protected List<LayerCase> differentiableOptions() {
        return options();
    }
}
