/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.cost.SizeMeasure;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Replaces plain 2-D convolutions of a network by compact ones.
 *
 * <pre>{@code
 * Substituted<MultiLayerNetwork> small = Substitution.builder()
 *         .with(new HashedSubstitute())
 *         .keepFirst()
 *         .share(0.1)                  // a tenth of all parameters of the network
 *         .build()
 *         .apply(trained);
 * small.result().fit(data);            // goes on where the trained network stood
 * log.info("{}", small.report());
 * }</pre>
 *
 * <p>All substituted layers share one compression ratio; a budget is solved for it, counting every
 * trainable parameter of the network as it will be, or their bits. Layers of a family that has one
 * size only, such as binary ones, have no ratio to solve for: the budget then decides which
 * convolutions are replaced, as few as possible, the largest first, and the others keep what they
 * have learned:
 *
 * <pre>{@code
 * Substitution.builder()
 *         .with(new BinarySubstitute(conv -> conv.tau(new ExponentialTau(epochs))))
 *         .keepFirst().keepOutput()            // better left in float
 *         .measure(SizeMeasure.BITS).share(0.1)
 * }</pre>
 *
 * <p>Everything else stays: geometry, activation, regularization, updaters and their schedules,
 * dropout, constraints, preprocessors, input types, iteration and epoch counts; and, given a
 * network, all other parameters, batch normalization's running mean and variance and the biases of
 * the substituted layers included. Updater state starts anew and listeners are not carried over.
 * The seed of a layer is {@link LayerSeed#of} the substitution's seed and the layer's name.
 *
 * <p>The original is read only, and ND4J's random state is left as it was. An instance is immutable
 * and may be used for many networks.
 */
public final class Substitution {

    private final Plan.Settings settings;

    private Substitution(Plan.Settings settings) {
        this.settings = settings;
    }

    /** A substitution that replaces every plain 2-D convolution, until told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A multi-layer configuration with substituted layers.
     *
     * @param configuration the original
     * @throws IllegalArgumentException if nothing is to be replaced or the budget is infeasible
     */
    public Substituted<MultiLayerConfiguration> apply(MultiLayerConfiguration configuration) {
        return RandomState.kept(
                () -> {
                    MultiLayerConfiguration copy =
                            MultiLayerConfiguration.fromJson(configuration.toJson());
                    Plan plan = new Plan(settings, LayerSlots.of(copy));
                    return new Substituted<>(copy, plan.report(Map.of()));
                });
    }

    /**
     * A graph configuration with substituted layers.
     *
     * @param configuration the original
     * @throws IllegalArgumentException if nothing is to be replaced or the budget is infeasible
     */
    public Substituted<ComputationGraphConfiguration> apply(
            ComputationGraphConfiguration configuration) {
        return RandomState.kept(
                () -> {
                    ComputationGraphConfiguration copy =
                            ComputationGraphConfiguration.fromJson(configuration.toJson());
                    Plan plan = new Plan(settings, LayerSlots.of(copy));
                    return new Substituted<>(copy, plan.report(Map.of()));
                });
    }

    /**
     * A multi-layer network with substituted layers.
     *
     * @param network the original, initialized
     * @throws IllegalArgumentException if nothing is to be replaced or the budget is infeasible
     * @throws IllegalStateException if the network is not initialized
     */
    public Substituted<MultiLayerNetwork> apply(MultiLayerNetwork network) {
        requireInitialized(network.isInitCalled());
        return RandomState.kept(
                () -> {
                    MultiLayerConfiguration copy =
                            MultiLayerConfiguration.fromJson(
                                    network.getLayerWiseConfigurations().toJson());
                    Plan plan = new Plan(settings, LayerSlots.of(copy));
                    MultiLayerNetwork result = new MultiLayerNetwork(copy);
                    result.init();
                    Map<String, Double> residuals =
                            plan.transfer(network.paramTable(), result.paramTable());
                    return new Substituted<>(result, plan.report(residuals));
                });
    }

    /**
     * A computation graph with substituted layers.
     *
     * @param graph the original, initialized
     * @throws IllegalArgumentException if nothing is to be replaced or the budget is infeasible
     * @throws IllegalStateException if the graph is not initialized
     */
    public Substituted<ComputationGraph> apply(ComputationGraph graph) {
        requireInitialized(graph.params() != null);
        return RandomState.kept(
                () -> {
                    ComputationGraphConfiguration copy =
                            ComputationGraphConfiguration.fromJson(
                                    graph.getConfiguration().toJson());
                    Plan plan = new Plan(settings, LayerSlots.of(copy));
                    ComputationGraph result = new ComputationGraph(copy);
                    result.init();
                    Map<String, Double> residuals =
                            plan.transfer(graph.paramTable(), result.paramTable());
                    return new Substituted<>(result, plan.report(residuals));
                });
    }

    private static void requireInitialized(boolean initialized) {
        if (!initialized) {
            throw new IllegalStateException(
                    "The network has no parameters to keep: call init() first, or substitute its"
                            + " configuration");
        }
    }

    /** Settings of a substitution. */
    public static final class Builder {
        private Substitute substitute;
        private Pattern names;
        private Predicate<ConvolutionLayer> filter = convolution -> true;
        private int minKernel = 1;
        private boolean keepFirst;
        private boolean keepLast;
        private boolean keepOutput;
        private SizeMeasure measure = SizeMeasure.PARAMETERS;
        private LongUnaryOperator budget;
        private Double ratio;
        private Initialization initialization = Initialization.FROM_TRAINED;
        private long seed = 1;

        private Builder() {}

        /**
         * The family of layers to put in; required.
         *
         * @param substitute the family
         */
        public Builder with(Substitute substitute) {
            this.substitute = Objects.requireNonNull(substitute, "substitute must be given");
            return this;
        }

        /**
         * Only layers whose whole name matches. A convolution that matches but is not a plain 2-D
         * one is an error, not passed over.
         *
         * @param regex regular expression
         */
        public Builder layers(String regex) {
            this.names = Pattern.compile(regex);
            return this;
        }

        /**
         * Only convolutions for which this holds.
         *
         * @param filter the condition
         */
        public Builder where(Predicate<ConvolutionLayer> filter) {
            this.filter = Objects.requireNonNull(filter, "filter must be given");
            return this;
        }

        /**
         * Only convolutions whose kernel is at least as large on one side; 2 passes over 1x1 ones.
         *
         * @param size least extent
         */
        public Builder minKernel(int size) {
            this.minKernel = size;
            return this;
        }

        /** Leaves the network's first plain convolution as it is. */
        public Builder keepFirst() {
            this.keepFirst = true;
            return this;
        }

        /** Leaves the network's last plain convolution as it is. */
        public Builder keepLast() {
            this.keepLast = true;
            return this;
        }

        /**
         * Leaves convolutions as they are that no other layer with weights follows: those that
         * compute the network's result. In most networks that is a dense layer, and this changes
         * nothing.
         */
        public Builder keepOutput() {
            this.keepOutput = true;
            return this;
        }

        /**
         * What budgets and shares count; trainable parameters unless set.
         *
         * @param measure the measure
         */
        public Builder measure(SizeMeasure measure) {
            this.measure = Objects.requireNonNull(measure, "measure must be given");
            return this;
        }

        /**
         * The whole network shall have at most this size.
         *
         * @param size the budget, in trainable parameters or what {@link #measure} says
         */
        public Builder budget(long size) {
            return solveFor(before -> size);
        }

        /**
         * The whole network shall have at most this share of the original's size.
         *
         * @param share the budget, in (0, 1]
         */
        public Builder share(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share must be in (0, 1], got " + share);
            }
            return solveFor(before -> (long) (share * before));
        }

        private Builder solveFor(LongUnaryOperator size) {
            this.budget = size;
            this.ratio = null;
            return this;
        }

        /**
         * The ratio itself, without a budget for the network.
         *
         * @param ratio what the family makes of it, in [0, 1]
         */
        public Builder ratio(double ratio) {
            if (!(ratio >= 0 && ratio <= 1)) {
                throw new IllegalArgumentException("ratio must be in [0, 1], got " + ratio);
            }
            this.ratio = ratio;
            this.budget = null;
            return this;
        }

        /**
         * Where the substituted layers' parameters come from; the trained weights unless set.
         *
         * @param initialization where from
         */
        public Builder initialization(Initialization initialization) {
            this.initialization = Objects.requireNonNull(initialization, "initialization");
            return this;
        }

        /**
         * Seed that the substituted layers' own seeds come from.
         *
         * @param seed seed
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * The substitution.
         *
         * @throws IllegalStateException if there is no family, or neither budget, share nor ratio
         */
        public Substitution build() {
            if (substitute == null) {
                throw new IllegalStateException("What to put in is missing: call with(...)");
            }
            return new Substitution(
                    new Plan.Settings(
                            substitute,
                            new Selection(
                                    names, filter, minKernel, keepFirst, keepLast, keepOutput),
                            measure,
                            sizing(),
                            initialization,
                            seed));
        }

        private Sizing sizing() {
            if (ratio != null) {
                return new GivenRatio(ratio);
            }
            if (budget == null) {
                throw new IllegalStateException(
                        "How small is missing: call budget(...), share(...) or ratio(...)");
            }
            return substitute.isScalable() ? new CommonRatio(budget) : new FewestLayers(budget);
        }
    }
}
