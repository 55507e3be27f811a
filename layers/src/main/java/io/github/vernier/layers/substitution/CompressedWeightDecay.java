/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.cost.SizeMeasure;
import io.github.vernier.layers.hashed.HashedSeparableConvolution2D;
import io.github.vernier.layers.parameterized.CompressedLayer;
import io.github.vernier.layers.parameterized.CompressedRegularization;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

/**
 * Weakens the regularization of compressed parameters by how much smaller the network is than its
 * uncompressed twin.
 *
 * <p>{@code ratio = parameters(compressed) / parameters(original)}, of the whole networks, every
 * trainable parameter counted. The parameters that a larger weight is made from (buckets, factors,
 * cores, all weights of a shuffle layer) get {@code l2 · ratio} and likewise for l1 and weight
 * decay; all others keep what they have.
 *
 * <pre>{@code
 * MultiLayerConfiguration decayed = CompressedWeightDecay.of(small, full).applyTo(small);
 * }</pre>
 *
 * <p>DL4J adds l2 to the gradient before the updater, as PyTorch does. It never decays batch
 * normalization, and biases only by {@code l2Bias}; PyTorch decays both.
 *
 * <p>Source: BayesWatch/deficient-efficient models/wide_resnet.py {@code group_lowrank}, {@code
 * compression}; there a second call finds a ratio of 1, here it finds the same.
 *
 * @param ratio what coefficients are multiplied by, at least 0
 * @param hashedBias whether the bias of a hashed separable layer counts as compressed (its {@code
 *     l2Bias} is then multiplied too), as its name makes it there; that of a plain hashed
 *     convolution does not
 */
public record CompressedWeightDecay(double ratio, boolean hashedBias) {

    /**
     * With the ratio of two chains.
     *
     * @param compressed the compact network, with its input type or every nIn set
     * @param original the same network with ordinary convolutions
     * @return the setting
     */
    public static CompressedWeightDecay of(
            MultiLayerConfiguration compressed, MultiLayerConfiguration original) {
        return of(LayerSlots.of(compressed), LayerSlots.of(original));
    }

    /**
     * With the ratio of two graphs.
     *
     * @param compressed the compact network, with its input types or every nIn set
     * @param original the same network with ordinary convolutions
     * @return the setting
     */
    public static CompressedWeightDecay of(
            ComputationGraphConfiguration compressed, ComputationGraphConfiguration original) {
        return of(LayerSlots.of(compressed), LayerSlots.of(original));
    }

    /**
     * With the ratio of two numbers of parameters.
     *
     * @param compressed trainable parameters of the compact network
     * @param original trainable parameters of its uncompressed twin, at least 1
     * @return the setting
     */
    public static CompressedWeightDecay of(long compressed, long original) {
        if (original < 1) {
            throw new IllegalArgumentException(
                    "The uncompressed network must have parameters, but has " + original);
        }
        return new CompressedWeightDecay((double) compressed / original, false);
    }

    private static CompressedWeightDecay of(LayerSlots compressed, LayerSlots original) {
        return of(compressed.size(SizeMeasure.PARAMETERS), original.size(SizeMeasure.PARAMETERS));
    }

    /**
     * The same ratio with the bias of hashed separable layers among the compressed parameters.
     *
     * @return another setting
     */
    public CompressedWeightDecay withHashedBias() {
        return new CompressedWeightDecay(ratio, true);
    }

    /**
     * A copy of a chain with the setting in all its compressed layers.
     *
     * @param configuration not changed
     * @return the copy
     */
    public MultiLayerConfiguration applyTo(MultiLayerConfiguration configuration) {
        return RandomState.kept(
                () -> {
                    MultiLayerConfiguration copy =
                            MultiLayerConfiguration.fromJson(configuration.toJson());
                    set(LayerSlots.of(copy));
                    return copy;
                });
    }

    /**
     * A copy of a graph with the setting in all its compressed layers.
     *
     * @param configuration not changed
     * @return the copy
     */
    public ComputationGraphConfiguration applyTo(ComputationGraphConfiguration configuration) {
        return RandomState.kept(
                () -> {
                    ComputationGraphConfiguration copy =
                            ComputationGraphConfiguration.fromJson(configuration.toJson());
                    set(LayerSlots.of(copy));
                    return copy;
                });
    }

    private void set(LayerSlots layers) {
        for (LayerSlot slot : layers.inOrder()) {
            if (slot.layer() instanceof CompressedLayer layer) {
                boolean bias = hashedBias && layer instanceof HashedSeparableConvolution2D;
                layer.setCompressedRegularization(new CompressedRegularization(ratio, bias));
            }
        }
    }
}
