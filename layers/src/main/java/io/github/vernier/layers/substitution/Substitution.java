/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.cost.BudgetSolver;
import io.github.vernier.layers.cost.LayerParameters;
import io.github.vernier.layers.substitution.SubstitutionReport.SubstitutedLayer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.DoubleToLongFunction;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

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
 * trainable parameter of the network as it will be. Everything else stays: geometry, activation,
 * regularization, updaters and their schedules, dropout, constraints, preprocessors, input types,
 * iteration and epoch counts; and, given a network, all other parameters, batch normalization's
 * running mean and variance and the biases of the substituted layers included. Updater state starts
 * anew and listeners are not carried over. The seed of a layer is {@link LayerSeed#of} the
 * substitution's seed and the layer's name.
 *
 * <p>The original is read only, and ND4J's random state is left as it was. An instance is immutable
 * and may be used for many networks.
 */
public final class Substitution {

    private final Substitute substitute;
    private final Selection selection;
    private final Target target;
    private final Initialization initialization;
    private final long seed;

    private Substitution(Builder builder) {
        this.substitute = builder.substitute;
        this.selection =
                new Selection(
                        builder.names,
                        builder.filter,
                        builder.minKernel,
                        builder.keepFirst,
                        builder.keepLast);
        this.target = builder.target;
        this.initialization = builder.initialization;
        this.seed = builder.seed;
    }

    /** A substitution that replaces every plain 2-D convolution, until told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** Decides the common ratio. */
    @FunctionalInterface
    private interface Target {
        /**
         * @param before parameters of the original network
         * @param size parameters of the new one at a ratio
         */
        double ratio(long before, DoubleToLongFunction size);
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
                    Plan plan = new Plan(LayerSlot.of(copy), 0);
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
                    Plan plan = plan(copy);
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
                    Plan plan = new Plan(LayerSlot.of(copy), 0);
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
                    Plan plan = plan(copy);
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

    private Plan plan(ComputationGraphConfiguration graph) {
        return new Plan(LayerSlot.of(graph), LayerSlot.parametersElsewhere(graph));
    }

    /** A substitution carried out on the layers of one configuration. */
    private final class Plan {
        private final Map<LayerSlot, ConvolutionLayer> originals = new LinkedHashMap<>();
        private final long before;
        private final long after;
        private final double ratio;

        Plan(List<LayerSlot> slots, long elsewhere) {
            for (LayerSlot slot : selection.of(slots)) {
                originals.put(slot, (ConvolutionLayer) slot.layer());
            }
            before = elsewhere + slots.stream().mapToLong(LayerSlot::parameters).sum();
            long kept = before - originals.keySet().stream().mapToLong(LayerSlot::parameters).sum();
            ratio = target.ratio(before, h -> kept + substituted(h));
            after = kept + substituted(ratio);
            originals.keySet().forEach(slot -> slot.replace(replacement(slot, ratio)));
        }

        private long substituted(double h) {
            return originals.keySet().stream()
                    .mapToLong(slot -> LayerParameters.trainable(replacement(slot, h)))
                    .sum();
        }

        private ConvolutionLayer replacement(LayerSlot slot, double h) {
            ConvolutionLayer original = originals.get(slot);
            ConvolutionLayer layer =
                    substitute.replace(original, h, LayerSeed.of(seed, slot.name()));
            ConvolutionSettings.copy(original, layer);
            return layer;
        }

        /** Copies and initializes parameters; returns the residuals by layer. */
        Map<String, Double> transfer(Map<String, INDArray> from, Map<String, INDArray> to) {
            Set<String> replaced = new HashSet<>();
            originals.keySet().forEach(slot -> replaced.add(weightKey(slot)));
            from.forEach(
                    (name, parameter) -> {
                        if (!replaced.contains(name)) {
                            to.get(name).assign(parameter);
                        }
                    });
            Map<String, Double> residuals = new LinkedHashMap<>();
            if (initialization == Initialization.FROM_TRAINED) {
                for (LayerSlot slot : originals.keySet()) {
                    residuals.put(
                            slot.name(),
                            substitute.initialize(
                                    (ConvolutionLayer) slot.layer(),
                                    from.get(weightKey(slot)).dup('c'),
                                    parameters(slot, to)));
                }
            }
            return residuals;
        }

        private static String weightKey(LayerSlot slot) {
            return slot.prefix() + ConvolutionParamInitializer.WEIGHT_KEY;
        }

        private static Map<String, INDArray> parameters(
                LayerSlot slot, Map<String, INDArray> network) {
            Map<String, INDArray> own = new LinkedHashMap<>();
            for (String key : slot.keys()) {
                own.put(key.substring(slot.prefix().length()), network.get(key));
            }
            return own;
        }

        SubstitutionReport report(Map<String, Double> residuals) {
            List<SubstitutedLayer> layers = new ArrayList<>();
            originals.forEach(
                    (slot, original) ->
                            layers.add(
                                    new SubstitutedLayer(
                                            slot.name(),
                                            slot.layer().getClass().getSimpleName(),
                                            LayerParameters.trainable(original),
                                            slot.parameters(),
                                            residuals.containsKey(slot.name())
                                                    ? OptionalDouble.of(residuals.get(slot.name()))
                                                    : OptionalDouble.empty())));
            return new SubstitutionReport(ratio, before, after, layers);
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
        private Target target;
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
         * The whole network shall have at most so many trainable parameters.
         *
         * @param parameters the budget
         */
        public Builder budget(long parameters) {
            return solveFor(before -> parameters);
        }

        /**
         * The whole network shall have at most this share of the original's trainable parameters.
         *
         * @param share the budget, in (0, 1]
         */
        public Builder share(double share) {
            if (!(share > 0 && share <= 1)) {
                throw new IllegalArgumentException("share must be in (0, 1], got " + share);
            }
            return solveFor(before -> (long) (share * before));
        }

        private Builder solveFor(LongUnaryOperator budget) {
            this.target =
                    (before, size) ->
                            BudgetSolver.real(size, 0, 1, budget.applyAsLong(before))
                                    .orThrow()
                                    .value();
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
            this.target = (before, size) -> ratio;
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
            if (target == null) {
                throw new IllegalStateException(
                        "How small is missing: call budget(...), share(...) or ratio(...)");
            }
            return new Substitution(this);
        }
    }
}
