/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

/**
 * What counts as a multiply-add, for one forward pass of one example.
 *
 * <p>Both rules agree on the bulk:
 *
 * <ul>
 *   <li>convolution: {@code in * out * kH * kW * outH * outW / groups}, its additions included;
 *   <li>dense layer: weights + biases;
 *   <li>max and average pooling with a window: {@code channels * outH * outW * kH * kW};
 *   <li>an activation function: one for each element, whether a layer of its own or not; identity
 *       costs nothing, and neither does what an output layer applies (it belongs to the loss);
 *   <li>dropout, reshaping, padding, cropping, concatenation, nearest-neighbour upsampling: 0.
 * </ul>
 *
 * They differ in the methods below, which state both values.
 */
public enum CountingRule {
    /**
     * The rule behind the published tables of compressed networks: {@code count.py} of
     * BayesWatch/deficient-efficient. Convolution biases, batch normalization, residual additions
     * and global pooling cost nothing.
     */
    PUBLISHED(0),
    /**
     * The same with nothing left out: every addition or scaling of an element that the published
     * rule takes for free counts one. Batch normalization at inference is one multiply-add for each
     * element; it is not taken as folded into a convolution, which pre-activation networks do not
     * allow.
     */
    CORRECTED(1);

    private final long omitted;

    CountingRule(long omitted) {
        this.omitted = omitted;
    }

    /**
     * Adding a convolution's bias: 0 published, one for each output element corrected.
     *
     * @param outputElements elements of the convolution's output
     */
    public long convolutionBias(long outputElements) {
        return omitted * outputElements;
    }

    /**
     * Batch normalization with fixed statistics: 0 published, one for each element corrected.
     *
     * @param elements elements of the normalized activations
     */
    public long batchNormalization(long elements) {
        return omitted * elements;
    }

    /**
     * Pooling over all positions: 0 published, one for each input element corrected.
     *
     * @param inputElements elements of the pooled activations
     */
    public long globalPooling(long inputElements) {
        return omitted * inputElements;
    }

    /**
     * Element-wise arithmetic between or on activations, such as a residual addition: 0 published,
     * one for each operation corrected.
     *
     * @param operations number of scalar operations
     */
    public long elementWise(long operations) {
        return omitted * operations;
    }

    /**
     * ReLU6: 0 published, whose code takes no notice of it, one for each element corrected.
     *
     * @param elements elements of the activations
     */
    public long relu6(long elements) {
        return omitted * elements;
    }

    /**
     * A layer that computes what the published code computes in another way: their products or
     * ours.
     *
     * @param published products that the published code counts
     * @param computed products that are computed
     */
    public long products(long published, long computed) {
        return this == PUBLISHED ? published : computed;
    }
}
