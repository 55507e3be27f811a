/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.cost.CostAware;
import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import io.github.vernier.layers.parameterized.PointwiseParamInitializer;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Dense layer whose matrix is a product of ACDC factors.
 *
 * <p>{@code y = act((x̃ · M_1 P_1 · M_2 P_2 ⋯ M_n + b) P_n)} with {@code M_l = R(diag(A_l) C)
 * diag(D_l) C⁻¹}, c×c with c = nOut; x̃ is x repeated nOut / nIn times, C the transform of {@link
 * Dct}, R the inner riffle, P_l a permutation of the features. With {@link
 * Builder#diagonalBeforeRiffle} the factor is {@code x ↦ idct(riffle(dct(A ⊙ x) ⊙ D))}; {@link
 * Builder#groups} makes transform and inner riffle act in contiguous groups.
 *
 * <p>The published layers: {@code StackedLinearACDC} is the default; {@code LinearACDC} is one
 * factor with {@link NoPermutation}; {@code ACDC} is one factor with {@link NoPermutation} and the
 * diagonal before the riffle.
 *
 * <p>Shapes: {@code [minibatch, nIn] -> [minibatch, nOut]}. Parameters, in the order of the
 * parameter vector: {@code b [nOut]} if there is a bias, {@code A [factors, nOut]}, {@code D
 * [factors, nOut]}. A and D start from N(1, 0.01²). No state besides the parameters. A minibatch
 * smaller than nIn is transformed itself; see {@link AcdcPath}.
 *
 * <p>Errors, when the layer is built if nIn and nOut are known, else when the network is: nOut not
 * a multiple of nIn; an odd size where a riffle is used; groups that do not divide nOut.
 *
 * <p>Source: gngdb/pytorch-acdc, pytorch_acdc/layers.py.
 */
public class AcdcDense extends FeedForwardLayer implements CostAware {

    private static final long serialVersionUID = 1;

    private static final ParamInitializer INITIALIZER =
            new PointwiseParamInitializer(
                    layer -> {
                        AcdcDense dense = (AcdcDense) layer;
                        return dense.convolution(dense.hasBias());
                    });

    @JsonProperty private AcdcWeight weight;
    @JsonProperty private boolean hasBias;

    /** For JSON. */
    protected AcdcDense() {}

    /**
     * Takes a builder's settings.
     *
     * @param builder the builder
     * @throws IllegalArgumentException if there is no such layer
     */
    protected AcdcDense(Builder builder) {
        super(builder);
        this.weight = builder.weight();
        this.hasBias = builder.hasBias;
        if (nIn > 0 && nOut > 0) {
            weight.parameters(weightShape());
        }
        initializeConstraints(builder);
    }

    /**
     * The factors.
     *
     * @return the parameterization of the matrix
     */
    public AcdcWeight getWeight() {
        return weight;
    }

    /**
     * Whether there is a bias.
     *
     * @return whether the layer has the parameter {@code b}
     */
    public boolean hasBias() {
        return hasBias;
    }

    private WeightShape weightShape() {
        return new WeightShape(nOut, nIn, 1, 1);
    }

    /** The product as a 1×1 convolution of images of one pixel; null while nothing is known. */
    ParameterizedConvolution2D convolution(boolean bias) {
        if (weight == null) {
            return null;
        }
        ParameterizedConvolution2D convolution =
                new ParameterizedConvolution2D.Builder(weight, 1, 1)
                        .nIn(nIn)
                        .nOut(nOut)
                        .hasBias(bias)
                        .build();
        convolution.setLayerName(layerName);
        convolution.setActivationFn(new ActivationIdentity());
        convolution.setBiasInit(biasInit);
        convolution.setWeightNoise(weightNoise);
        return convolution;
    }

    @Override
    public AcdcDense clone() {
        return (AcdcDense) super.clone();
    }

    @Override
    public ParamInitializer initializer() {
        return INITIALIZER;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> trainingListeners,
            int layerIndex,
            INDArray layerParamsView,
            boolean initializeParams,
            DataType networkDataType) {
        LayerValidation.assertNInNOutSet(
                getClass().getSimpleName(), getLayerName(), layerIndex, getNIn(), getNOut());
        AcdcDenseLayer layer =
                new AcdcDenseLayer(conf, networkDataType, layerIndex, layerParamsView);
        layer.setListeners(trainingListeners);
        layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        return layer;
    }

    /** {@code 4c + 5c·log₂(c / groups)} for each factor, and the biases, by both rules. */
    @Override
    public double exactMultAdds(InputType input, CountingRule rule) {
        return weight.multAdds(weightShape()) + (hasBias ? nOut : 0);
    }

    @Override
    public long multAdds(InputType input, CountingRule rule) {
        return (long) exactMultAdds(input, rule);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        InputType output = getOutputType(-1, inputType);
        long parameters = initializer().numParams(this);
        long built = weight.path() == AcdcPath.ACTIVATIONS ? 0 : nIn * nOut;
        return new LayerMemoryReport.Builder(layerName, getClass(), inputType, output)
                .standardMemory(parameters, getIUpdater().stateSize(parameters))
                .workingMemory(built, nIn + nOut, 2 * built, 2 * (nIn + nOut))
                .cacheMemory(MemoryReport.CACHE_MODE_ALL_ZEROS, MemoryReport.CACHE_MODE_ALL_ZEROS)
                .build();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof AcdcDense that
                && hasBias == that.hasBias
                && Objects.equals(weight, that.weight);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof AcdcDense;
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), weight, hasBias);
    }

    @Override
    public String toString() {
        return getClass().getSimpleName()
                + "(name="
                + getLayerName()
                + ", nIn="
                + nIn
                + ", nOut="
                + nOut
                + ", weight="
                + weight
                + ")";
    }

    /** Builder; everything has a default but nOut. */
    @SuppressWarnings("unchecked")
    public static class Builder extends FeedForwardLayer.Builder<Builder> {

        private int factors = 12;
        private boolean original;
        private boolean diagonalBeforeRiffle;
        private int groups = 1;
        private boolean hasBias = true;
        private List<? extends ChannelPermutation> permutations = List.of(new Riffle());
        private AcdcPath path = AcdcPath.AUTO;

        /** Starts a layer. */
        public Builder() {}

        /**
         * Sets the number of factors (default 12).
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
         * Multiplies by D before the inner riffle instead of after it (default: after).
         *
         * @param diagonalBeforeRiffle whether to
         * @return this builder
         */
        public Builder diagonalBeforeRiffle(boolean diagonalBeforeRiffle) {
            this.diagonalBeforeRiffle = diagonalBeforeRiffle;
            return this;
        }

        /**
         * Splits the features into contiguous groups, within which transform and inner riffle act
         * (default 1).
         *
         * @param groups a divisor of nOut
         * @return this builder
         * @throws IllegalArgumentException if there is none
         */
        public Builder groups(int groups) {
            if (groups < 1) {
                throw new IllegalArgumentException("groups must be at least 1, but got " + groups);
            }
            this.groups = groups;
            return this;
        }

        /**
         * Sets what permutes the features after each factor (default {@link Riffle}).
         *
         * @param permutations one for all factors, or one for each
         * @return this builder
         */
        public Builder permutation(ChannelPermutation... permutations) {
            this.permutations = List.of(permutations);
            return this;
        }

        /**
         * Gives the layer a bias (default: yes), added before the last permutation.
         *
         * @param hasBias whether it has one
         * @return this builder
         */
        public Builder hasBias(boolean hasBias) {
            this.hasBias = hasBias;
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
            return new AcdcWeight(factors)
                    .original(original)
                    .permutations(permutations)
                    .path(path)
                    .form(diagonalBeforeRiffle ? AcdcForm.VECTOR : AcdcForm.LINEAR, groups);
        }

        @Override
        public AcdcDense build() {
            return new AcdcDense(this);
        }
    }
}
