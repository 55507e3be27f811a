/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.parameterized.DenseWeight;
import io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.List;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * Depthwise convolution followed by a 1×1 convolution whose kernel is a product of ACDC factors, as
 * one layer.
 *
 * <p>y = act(conv1x1(depthwise(x, dW), W(A, D)) [+ b]), W as {@link AcdcWeight} makes it, for c =
 * nOut channels (nIn where that is more). Nothing stands between the two, and neither has a bias
 * unless asked for. With a 1×1 kernel there is no depthwise part and the 1×1 convolution carries
 * stride, padding and dilation.
 *
 * <p>Shapes: {@code [minibatch, nIn, h, w] -> [minibatch, nOut, h', w']}, or NHWC. Parameters, in
 * the order of the parameter vector: {@code dW [nIn, 1, kH, kW]}, {@code b [nOut]} if there is a
 * bias, {@code pA [factors, c]}, {@code pD [factors, c]}. dW starts by the layer's weight
 * initialisation, A and D from N(1, 0.01²). No state besides the parameters.
 *
 * <p>Errors, when the layer is built if nIn and nOut are known, else when the network is: fewer
 * than two layers; an odd c where a riffle is used; nOut neither a multiple of nIn, extended by
 * some of its own channels, nor a divisor.
 *
 * <p>Source: {@code FastStackedConvACDC} of gngdb/pytorch-acdc (pytorch_acdc/layers.py); {@code
 * ACDC} of BayesWatch/deficient-efficient.
 */
public class AcdcConvolution2D extends ParameterizedSeparableConvolution2D {

    private static final long serialVersionUID = 1;

    /** For JSON. */
    protected AcdcConvolution2D() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     * @throws IllegalArgumentException if there is no such layer
     */
    protected AcdcConvolution2D(Builder builder) {
        super(builder);
        this.depthwise = new DenseWeight();
        this.pointwise = builder.weight();
        if (nIn > 0 && nOut > 0) {
            pointwise.parameters(weightShape());
        }
        initializeConstraints(builder);
    }

    /**
     * The factors.
     *
     * @return the parameterization of the 1×1 kernel
     */
    @Override
    public AcdcWeight getPointwise() {
        return (AcdcWeight) pointwise;
    }

    private WeightShape weightShape() {
        return new WeightShape(nOut, nIn, 1, 1);
    }

    /**
     * Depthwise: {@code nIn · kH · kW} for each output position. Factors: {@code 4c + 5c·log₂c} for
     * each factor and each position of the layer's input (published, if there is a depthwise part)
     * or of the 1×1 convolution's output (corrected); with stride 1 they agree.
     */
    @Override
    public double exactMultAdds(InputType input, CountingRule rule) {
        InputType.InputTypeConvolutional out = image(getOutputType(-1, input));
        long positions = out.getHeight() * out.getWidth();
        long counted =
                rule == CountingRule.PUBLISHED && !isPointwiseOnly()
                        ? image(input).getHeight() * image(input).getWidth()
                        : positions;
        long separated = isPointwiseOnly() ? 0 : nIn * kernelSize[0] * kernelSize[1] * positions;
        return separated
                + getPointwise().multAdds(weightShape()) * counted
                + (hasBias ? rule.convolutionBias(nOut * positions) : 0)
                + (depthwiseBias && !isPointwiseOnly() ? rule.convolutionBias(nIn * positions) : 0);
    }

    @Override
    public long multAdds(InputType input, CountingRule rule) {
        return (long) exactMultAdds(input, rule);
    }

    private static InputType.InputTypeConvolutional image(InputType type) {
        return (InputType.InputTypeConvolutional) type;
    }

    @Override
    public AcdcConvolution2D clone() {
        return (AcdcConvolution2D) super.clone();
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof AcdcConvolution2D;
    }

    /** Builder; everything has a default but nOut. */
    @SuppressWarnings("unchecked")
    public static class Builder extends AbstractBuilder<Builder> {

        private int factors = 11;
        private boolean original;
        private List<? extends ChannelPermutation> permutations = List.of(new Riffle());
        private AcdcPath path = AcdcPath.AUTO;

        /**
         * Starts an ACDC convolution.
         *
         * @param kernelSize kernel height and width of the depthwise convolution
         */
        public Builder(int... kernelSize) {
            super(kernelSize);
            hasBias(false);
        }

        /**
         * Sets the number of layers as published: one more than there are factors, because the
         * published code drops the last (default 12, that is 11 factors).
         *
         * @param layers at least 2
         * @return this builder
         * @throws IllegalArgumentException if there are fewer
         */
        public Builder layers(int layers) {
            if (layers < 2) {
                throw new IllegalArgumentException(
                        "ACDC: the published number of layers must be at least 2, because the last"
                                + " is dropped, but is "
                                + layers);
            }
            return factors(layers - 1);
        }

        /**
         * Sets the number of factors (default 11).
         *
         * @param factors at least 1
         * @return this builder
         */
        public Builder factors(int factors) {
            this.factors = factors;
            return this;
        }

        /**
         * Leaves out the riffle inside the factors, as the ACDC paper does (default: not).
         *
         * @param original whether to
         * @return this builder
         */
        public Builder original(boolean original) {
            this.original = original;
            return this;
        }

        /**
         * Sets what permutes the channels after each factor (default {@link Riffle}).
         *
         * @param permutations one for all factors, or one for each
         * @return this builder
         */
        public Builder permutation(ChannelPermutation... permutations) {
            this.permutations = List.of(permutations);
            return this;
        }

        /**
         * Sets how the layer computes (default {@link AcdcPath#AUTO}).
         *
         * @param path how
         * @return this builder
         */
        public Builder path(AcdcPath path) {
            this.path = path;
            return this;
        }

        private AcdcWeight weight() {
            return new AcdcWeight(factors).original(original).permutations(permutations).path(path);
        }

        @Override
        public AcdcConvolution2D build() {
            validate();
            return new AcdcConvolution2D(this);
        }
    }
}
