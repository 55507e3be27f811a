/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import io.github.vernier.layers.cost.CostAware;
import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.state.AdaptiveState;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.LayerValidation;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * What the dense and the recurrent Pop-Art head have in common: everything but the shapes.
 *
 * <p>{@code f(h) = σ (W h + b) + μ}; parameters, in the order of the parameter vector: {@code W
 * [nIn, nOut]}, {@code b [nOut]}, then, for S statistics and moved by no gradient, {@code
 * statistics [10, S]}.
 */
public abstract class AbstractPopArtOutputLayer extends BaseOutputLayer
        implements CostAware, AdaptiveState {

    private static final long serialVersionUID = 1;

    @JsonProperty private AdaptiveRescaling art = new VarianceRescaling();
    @JsonProperty private double beta;
    @JsonProperty private StepSchedule schedule = StepSchedule.CONSTANT;
    @JsonProperty private BatchReduction reduction = BatchReduction.MEAN;
    @JsonProperty private double lowerBound;
    @JsonProperty private double upperBound;
    @JsonProperty private double desiredDeviation = 1;
    @JsonProperty private double initialMean;
    @JsonProperty private double initialVariance;
    @JsonProperty private StatisticsScope scope = StatisticsScope.PER_OUTPUT;
    @JsonProperty private int tasks;
    @JsonProperty private PopArtMode mode = PopArtMode.POP_ART;
    @JsonProperty private boolean preserveOutputs = true;
    @JsonProperty private boolean frozen;
    @JsonProperty private boolean scoreInOriginalUnits;
    @JsonProperty private boolean rescaleUpdaterState;
    @JsonProperty private long warmUp;

    /** Connects the running layer with the updater of its weights; not configuration. */
    @JsonIgnore private transient StateTransport transport;

    /** For JSON. */
    protected AbstractPopArtOutputLayer() {}

    /**
     * Takes a builder's settings and checks them.
     *
     * @param builder the builder
     * @throws IllegalArgumentException if they contradict each other
     */
    protected AbstractPopArtOutputLayer(Builder<?> builder) {
        super(builder);
        art = builder.art;
        beta = builder.beta;
        schedule = builder.schedule;
        reduction = builder.reduction;
        lowerBound = builder.lowerBound;
        upperBound = builder.upperBound;
        desiredDeviation = builder.desiredDeviation;
        initialMean = builder.initialMean;
        initialVariance = builder.initialVariance;
        scope = builder.scope;
        tasks = builder.tasks;
        mode = builder.mode;
        preserveOutputs = builder.preserveOutputs;
        frozen = builder.frozen;
        scoreInOriginalUnits = builder.scoreInOriginalUnits;
        rescaleUpdaterState = builder.rescaleUpdaterState;
        warmUp = builder.warmUp;
        if (tasks > 0 && nOut == 0) {
            nOut = tasks;
        }
        HeadValidation.checkSettings(this);
        initializeConstraints(builder);
        setConstraints(getConstraints());
    }

    /** How location and scale follow the targets. */
    public AdaptiveRescaling getArt() {
        return art;
    }

    /** β. */
    public double getBeta() {
        return beta;
    }

    /**
     * Changes β of a head, also of one that is running.
     *
     * @param beta β from 0 to 1; for percentiles any from 0
     */
    public void setBeta(double beta) {
        HeadValidation.checkBeta(beta, schedule, art);
        this.beta = beta;
    }

    /** How the step size depends on the number of the update. */
    public StepSchedule getSchedule() {
        return schedule;
    }

    /** What a minibatch is to a statistic. */
    public BatchReduction getReduction() {
        return reduction;
    }

    /** Smallest σ, in units of the targets. */
    public double getLowerBound() {
        return lowerBound;
    }

    /** Largest σ, in units of the targets. */
    public double getUpperBound() {
        return upperBound;
    }

    /**
     * Changes the bounds of a head, also of one that is running or restored; the next training step
     * goes over to the σ they give and keeps the outputs.
     *
     * @param lower smallest σ, above 0
     * @param upper largest σ, at least the smallest
     */
    public void setBounds(double lower, double upper) {
        HeadValidation.checkBounds(lower, upper);
        this.lowerBound = lower;
        this.upperBound = upper;
    }

    /** Standard deviation s that normalized targets shall have. */
    public double getDesiredDeviation() {
        return desiredDeviation;
    }

    /** μ before the first update. */
    public double getInitialMean() {
        return initialMean;
    }

    /** Variance before the first update. */
    public double getInitialVariance() {
        return initialVariance;
    }

    /** How many statistics there are. */
    public StatisticsScope getScope() {
        return scope;
    }

    /** Number of tasks if labels carry a task index, else 0. */
    public int getTasks() {
        return tasks;
    }

    /** Which algorithm. */
    public PopArtMode getMode() {
        return mode;
    }

    /** Whether weights follow the scale; false for ART without POP. */
    public boolean isPreserveOutputs() {
        return preserveOutputs;
    }

    /** Whether statistics and scale stay as they are. */
    public boolean isFrozen() {
        return frozen;
    }

    /**
     * Stops or resumes ART and POP of a head, also of one that is running; its weights go on being
     * trained.
     *
     * @param frozen whether statistics and scale stay as they are
     */
    @Override
    public void setFrozen(boolean frozen) {
        this.frozen = frozen;
    }

    /** Whether the score is in units of the targets rather than normalized. */
    public boolean isScoreInOriginalUnits() {
        return scoreInOriginalUnits;
    }

    /** Whether the updater's state follows the weights. */
    public boolean isRescaleUpdaterState() {
        return rescaleUpdaterState;
    }

    /** Updates of a statistic during which its output is not trained. */
    public long getWarmUp() {
        return warmUp;
    }

    int statisticsCount() {
        return scope.count(nOut);
    }

    /** Whether the weights are normalized ones that have to follow the scale. */
    boolean preserves() {
        return mode == PopArtMode.POP_ART && preserveOutputs;
    }

    StateTransport transport() {
        if (transport == null) {
            transport = new StateTransport();
        }
        return transport;
    }

    /** The running layer. */
    abstract PopArtLayer<?> newLayer(NeuralNetConfiguration conf, DataType type);

    /** Rows of the head for one example: 1, or the length of a sequence. */
    abstract long positions(InputType input);

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
        HeadValidation.checkNetwork(this, conf, networkDataType);
        PopArtLayer<?> layer = newLayer(conf, networkDataType);
        layer.setListeners(trainingListeners);
        layer.setIndex(layerIndex);
        layer.setParamsViewArray(layerParamsView);
        layer.setParamTable(initializer().init(conf, layerParamsView, initializeParams));
        layer.setConf(conf);
        return layer;
    }

    @Override
    public ParamInitializer initializer() {
        return PopArtParamInitializer.INSTANCE;
    }

    /** None for the statistics, whatever the network's. */
    @Override
    public IUpdater getUpdaterByParam(String paramName) {
        if (PopArtParamInitializer.isState(paramName)) {
            return new NoOp();
        }
        IUpdater updater = super.getUpdaterByParam(paramName);
        return rescaleUpdaterState && updater != null
                ? new TransportedUpdater(updater, transport(), nIn, nOut)
                : updater;
    }

    /** Constraints of all parameters do not reach the statistics. */
    @Override
    public void setConstraints(List<LayerConstraint> constraints) {
        if (constraints != null) {
            for (LayerConstraint constraint : constraints) {
                Set<String> names = constraint.getParams();
                if (names != null) {
                    Set<String> trained = new HashSet<>(names);
                    trained.removeIf(PopArtParamInitializer::isState);
                    constraint.setParams(trained);
                }
            }
        }
        super.setConstraints(constraints);
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType inputType) {
        LayerMemoryReport report = super.getMemoryReport(inputType);
        report.setLayerType(getClass());
        return report;
    }

    /** As a dense layer, and one for each output to leave the normalized units. */
    @Override
    public long multAdds(InputType input, CountingRule rule) {
        long affine = nIn * nOut + (hasBias() ? nOut : 0);
        long scaling = mode == PopArtMode.POP_ART ? rule.elementWise(nOut) : 0;
        return (affine + scaling) * positions(input);
    }

    @Override
    public long statistics() {
        return PopArtParamInitializer.stateLength(this);
    }

    @Override
    public AbstractPopArtOutputLayer clone() {
        AbstractPopArtOutputLayer clone = (AbstractPopArtOutputLayer) super.clone();
        clone.transport = null;
        return clone;
    }

    private List<Object> settings() {
        return List.of(
                art,
                beta,
                schedule,
                reduction,
                lowerBound,
                upperBound,
                desiredDeviation,
                initialMean,
                initialVariance,
                scope,
                tasks,
                mode,
                preserveOutputs,
                frozen,
                scoreInOriginalUnits,
                rescaleUpdaterState,
                warmUp);
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof AbstractPopArtOutputLayer that
                && settings().equals(that.settings());
    }

    @Override
    protected boolean canEqual(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public int hashCode() {
        return Objects.hash(super.hashCode(), settings());
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
                + ", loss="
                + getLossFn()
                + ", "
                + mode
                + ", art="
                + art
                + ", beta="
                + beta
                + ", "
                + schedule
                + ", bounds="
                + lowerBound
                + ".."
                + upperBound
                + ", "
                + scope
                + ")";
    }

    /**
     * The options of a head.
     *
     * @param <T> the builder's own type, for fluent calls
     */
    @SuppressWarnings("unchecked")
    public abstract static class Builder<T extends Builder<T>> extends BaseOutputLayer.Builder<T> {

        private AdaptiveRescaling art = new VarianceRescaling();
        private double beta = 1e-3;
        private StepSchedule schedule = StepSchedule.CONSTANT;
        private BatchReduction reduction = BatchReduction.MEAN;
        private double lowerBound = 1e-4;
        private double upperBound = 1e6;
        private double desiredDeviation = 1;
        private double initialMean;
        private double initialVariance = 1;
        private StatisticsScope scope = StatisticsScope.PER_OUTPUT;
        private int tasks;
        private PopArtMode mode = PopArtMode.POP_ART;
        private boolean preserveOutputs = true;
        private boolean frozen;
        private boolean scoreInOriginalUnits;
        private boolean rescaleUpdaterState;
        private long warmUp;

        /** Starts a head with mean squared error and, as every head must have, no activation. */
        protected Builder() {
            super(new LossMSE());
            setActivationFn(new ActivationIdentity());
        }

        /**
         * How location and scale follow the targets.
         *
         * @param art the rule; default {@link VarianceRescaling}
         * @return this builder
         */
        public T art(AdaptiveRescaling art) {
            this.art = Objects.requireNonNull(art, "art must be given");
            return (T) this;
        }

        /**
         * Step size of the statistics.
         *
         * @param beta β from 0 to 1, for each minibatch; default 1e-3. The paper's toy has 10^-0.5,
         *     its Atari agents 1e-4, PopArt-IMPALA 3e-4. In units of the targets for percentiles
         * @return this builder
         */
        public T beta(double beta) {
            this.beta = beta;
            return (T) this;
        }

        /**
         * How the step size depends on the number of the update.
         *
         * @param schedule the rule; default {@link StepSchedule#CONSTANT}
         * @return this builder
         */
        public T schedule(StepSchedule schedule) {
            this.schedule = Objects.requireNonNull(schedule, "schedule must be given");
            return (T) this;
        }

        /**
         * What a minibatch is to a statistic.
         *
         * @param reduction default {@link BatchReduction#MEAN}
         * @return this builder
         */
        public T reduction(BatchReduction reduction) {
            this.reduction = Objects.requireNonNull(reduction, "reduction must be given");
            return (T) this;
        }

        /**
         * Bounds of σ: the variance is clipped to their squares, then the root is taken.
         *
         * @param lower in units of the targets, above 0; default 1e-4
         * @param upper at least the lower; default 1e6
         * @return this builder
         */
        public T bounds(double lower, double upper) {
            this.lowerBound = lower;
            this.upperBound = upper;
            return (T) this;
        }

        /**
         * Standard deviation s that normalized targets shall have: σ = sqrt(variance) / s.
         *
         * @param deviation s above 0; default 1
         * @return this builder
         */
        public T desiredDeviation(double deviation) {
            this.desiredDeviation = deviation;
            return (T) this;
        }

        /**
         * The moments before the first update; 0 and 1, the default, are what makes the two
         * algorithms equal.
         *
         * @param mean μ_0
         * @param variance ν_0 − μ_0², at least 0
         * @return this builder
         */
        public T initialMoments(double mean, double variance) {
            this.initialMean = mean;
            this.initialVariance = variance;
            return (T) this;
        }

        /**
         * How many statistics there are.
         *
         * @param scope default {@link StatisticsScope#PER_OUTPUT}
         * @return this builder
         */
        public T scope(StatisticsScope scope) {
            this.scope = Objects.requireNonNull(scope, "scope must be given");
            return (T) this;
        }

        /**
         * Several tasks, one output and one statistic each: labels have two columns, the target and
         * the index of its task from 0, and only that output learns from the example. See {@link
         * TaskLabels}.
         *
         * @param tasks number of tasks, which is nOut; 0, the default, for ordinary labels
         * @return this builder
         */
        public T tasks(int tasks) {
            this.tasks = tasks;
            return (T) this;
        }

        /**
         * Which algorithm.
         *
         * @param mode default {@link PopArtMode#POP_ART}
         * @return this builder
         */
        public T mode(PopArtMode mode) {
            this.mode = Objects.requireNonNull(mode, "mode must be given");
            return (T) this;
        }

        /**
         * Whether weights follow the scale.
         *
         * @param preserve default true; false is ART alone, for comparison
         * @return this builder
         */
        public T preserveOutputs(boolean preserve) {
            this.preserveOutputs = preserve;
            return (T) this;
        }

        /**
         * Whether statistics and scale stay as they are.
         *
         * @param frozen default false; true for gradient checks, whose loss must not change between
         *     evaluations
         * @return this builder
         */
        public T frozen(boolean frozen) {
            this.frozen = frozen;
            return (T) this;
        }

        /**
         * Units of the score.
         *
         * @param original default false: normalized, so that it falls merely because σ grows; true:
         *     the loss of unnormalized outputs and targets. Gradients are those of the normalized
         *     loss either way
         * @return this builder
         */
        public T scoreInOriginalUnits(boolean original) {
            this.scoreInOriginalUnits = original;
            return (T) this;
        }

        /**
         * Whether the updater's state for W and b follows their change of units: first moments
         * times r = σ/σ', second ones times r².
         *
         * @param rescale default false, as in all published work; it makes little difference
         * @return this builder
         */
        public T rescaleUpdaterState(boolean rescale) {
            this.rescaleUpdaterState = rescale;
            return (T) this;
        }

        /**
         * Updates of a statistic during which its output sends no gradient, neither to the head nor
         * to the layers below.
         *
         * @param updates at least 0, the default
         * @return this builder
         */
        public T warmUp(long updates) {
            this.warmUp = updates;
            return (T) this;
        }
    }
}
