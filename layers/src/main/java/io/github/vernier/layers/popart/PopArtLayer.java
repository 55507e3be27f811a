/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running head, on rows {@code [rows, nIn]}.
 *
 * <p>Statistics move in {@link #backpropGradient}, once for each call and before the forward pass
 * of that step, so that loss and gradient are those of the new statistics.
 *
 * @param <C> configuration
 */
abstract class PopArtLayer<C extends AbstractPopArtOutputLayer> extends BaseOutputLayer<C>
        implements PopArtHead {

    private static final long serialVersionUID = 1;
    private static final Logger log = LoggerFactory.getLogger(PopArtLayer.class);

    private static final String WEIGHT = DefaultParamInitializer.WEIGHT_KEY;
    private static final String BIAS = DefaultParamInitializer.BIAS_KEY;

    /** Beyond this, labels of a float network do not resolve σ. */
    private static final double FLOAT_RESOLUTION = 1e6;

    private transient HeadState state;
    private transient StepFacts last;
    private boolean warnedOfResolution;

    /** Sum of the loss over the step's minibatch; null once input, labels or mask are others. */
    private transient Double stepLoss;

    PopArtLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    /** What the last step was, in the units of its end. */
    private record StepFacts(
            double[] ratio, double[] normalizedRmse, double[] rmse, double residual) {}

    // --- Statistics ---------------------------------------------------------------------------

    @Override
    public PopArtStatistics statistics() {
        HeadState.Values values = state.read();
        ScaleBounds bounds = ScaleBounds.of(layerConf());
        int count = values.count();
        Clipping[] clipping = new Clipping[count];
        double[] variance = new double[count];
        long[] updates = new long[count];
        for (int s = 0; s < count; s++) {
            variance[s] = values.moments(s).variance();
            clipping[s] = bounds.clipping(variance[s]);
            updates[s] = values.updates(s);
        }
        StepFacts facts = last == null ? noStep() : last;
        return new PopArtStatistics(
                values.scale(),
                variance,
                facts.ratio.clone(),
                clipping,
                updates,
                facts.normalizedRmse.clone(),
                facts.rmse.clone(),
                facts.residual);
    }

    private StepFacts noStep() {
        double[] ratio = new double[layerConf().statisticsCount()];
        Arrays.fill(ratio, 1);
        double[] unknown = new double[outputs()];
        Arrays.fill(unknown, Double.NaN);
        return new StepFacts(ratio, unknown, unknown, 0);
    }

    @Override
    public void rescale(OutputScale scale) {
        HeadState.Values values = state.read();
        if (scale.mean().length != values.count()) {
            throw new IllegalArgumentException(
                    layerId()
                            + ": expected a scale of "
                            + values.count()
                            + " statistics, but got "
                            + scale.mean().length);
        }
        OutputScale before = values.scale();
        double s = layerConf().getDesiredDeviation();
        for (int i = 0; i < values.count(); i++) {
            double spread = scale.deviation()[i] * s;
            values.set(i, new Moments(scale.mean()[i], spread * spread), scale.deviation()[i]);
        }
        state.write(values);
        preserve(before, values.scale());
    }

    private OutputScale scale() {
        return state.read().scale();
    }

    /**
     * What ART and POP have done.
     *
     * @param scale now in force
     * @param ratio old σ over new, for each statistic
     * @param residual what rounding moved
     */
    private record Adaptation(OutputScale scale, double[] ratio, double residual) {

        static Adaptation of(OutputScale before, OutputScale after, double residual) {
            double[] ratio = new double[after.deviation().length];
            Arrays.setAll(ratio, s -> before.deviation()[s] / after.deviation()[s]);
            return new Adaptation(after, ratio, residual);
        }
    }

    private Adaptation adapt(Targets targets) {
        C conf = layerConf();
        HeadState.Values values = state.read();
        OutputScale before = values.scale();
        if (conf.isFrozen()) {
            return Adaptation.of(before, before, 0);
        }
        for (int s = 0; s < values.count(); s++) {
            double[] seen = targets.of(s, conf.getScope());
            if (seen.length > 0) {
                update(values, s, seen);
            }
        }
        state.write(values);
        OutputScale after = values.scale();
        warnOfResolution(after);
        return Adaptation.of(before, after, preserve(before, after));
    }

    private void update(HeadState.Values values, int s, double[] seen) {
        C conf = layerConf();
        long update = values.updates(s) + 1;
        double trace = values.trace(s) + conf.getBeta() * (1 - values.trace(s));
        double step =
                conf.getReduction()
                        .stepSize(
                                conf.getSchedule().step(conf.getBeta(), update, trace),
                                seen.length);
        Moments old = values.moments(s);
        Moments moments = conf.getArt().update(old, new TargetBatch(seen, step, update));
        ScaleBounds bounds = ScaleBounds.of(conf);
        if (update == 1 && bounds.clipping(moments.variance()) == Clipping.LOW) {
            checkFirstScale(old, seen);
        }
        values.set(s, moments, bounds.deviation(moments.variance()));
        values.advance(s, trace);
    }

    /**
     * Refuses a first step from which no network recovers: σ at a floor far below the targets.
     *
     * @throws IllegalStateException if the step would be one
     */
    private void checkFirstScale(Moments old, double[] seen) {
        C conf = layerConf();
        if (!conf.getSchedule().forgetsInitialMoments()
                || conf.getWarmUp() > 0
                || !conf.preserves()) {
            return;
        }
        double unit = 0;
        for (double y : seen) {
            unit = Math.max(unit, Math.abs(y - old.mean()));
        }
        if (conf.getLowerBound() < 1e-3 * unit) {
            throw new IllegalStateException(
                    layerId()
                            + ": "
                            + conf.getSchedule()
                            + " forgets the initial moments at the first step, and the first targets have no"
                            + " spread: σ = "
                            + conf.getLowerBound()
                            + " with targets of size "
                            + unit
                            + " makes the next gradient destroy the network. Expected a warmUp, a lower"
                            + " bound of at least "
                            + 1e-3 * unit
                            + ", or the schedule PRIOR_COUNT");
        }
    }

    private double preserve(OutputScale from, OutputScale to) {
        if (!layerConf().preserves()) {
            return 0;
        }
        // A noised copy made by an earlier forward pass is of the old weights.
        weightNoiseParams.clear();
        return OutputPreservation.preserve(getParam(WEIGHT), getParam(BIAS), from, to);
    }

    private void warnOfResolution(OutputScale scale) {
        if (dataType != DataType.FLOAT || warnedOfResolution) {
            return;
        }
        for (int s = 0; s < scale.mean().length; s++) {
            if (Math.abs(scale.mean()[s]) > FLOAT_RESOLUTION * scale.deviation()[s]) {
                warnedOfResolution = true;
                log.warn(
                        "{}: targets of mean {} and standard deviation {} cannot be told apart in"
                                + " float; use a double network or subtract a constant",
                        layerId(),
                        scale.mean()[s],
                        scale.deviation()[s]);
            }
        }
    }

    private int outputs() {
        return Math.toIntExact(layerConf().getNOut());
    }

    // --- Training -----------------------------------------------------------------------------

    /** The labels as rows. */
    @Override
    protected abstract INDArray getLabels2d(LayerWorkspaceMgr workspaceMgr, ArrayType arrayType);

    private Targets targets(LayerWorkspaceMgr workspaceMgr) {
        return Targets.of(
                getLabels2d(workspaceMgr, ArrayType.FF_WORKING_MEM),
                maskArray,
                outputs(),
                layerConf().getTasks(),
                layerId());
    }

    private INDArray lossMask(Targets targets, LayerWorkspaceMgr workspaceMgr) {
        return layerConf().getTasks() > 0 ? targets.mask(dataType, workspaceMgr) : maskArray;
    }

    /** The backward pass of {@code [rows, nIn]} input. */
    Pair<Gradient, INDArray> backpropRows(LayerWorkspaceMgr workspaceMgr) {
        C conf = layerConf();
        Targets targets = targets(workspaceMgr);
        Adaptation adaptation = adapt(targets);
        if (conf.isRescaleUpdaterState()) {
            conf.transport().announce(adaptation.ratio());
        }
        OutputScale scale = adaptation.scale();
        INDArray output = preOutput(true, workspaceMgr);
        INDArray mask = lossMask(targets, workspaceMgr);
        INDArray normalizedTargets = targets.normalized(scale, dataType, workspaceMgr);
        boolean normalizedWeights = conf.getMode() == PopArtMode.POP_ART;
        INDArray normalized = normalizedWeights ? output : scale.normalize(output);
        last = facts(targets, normalized, normalizedTargets, adaptation);
        stepLoss = loss(normalizedTargets, normalized, mask, scale);

        ILossFunction loss = conf.getLossFn();
        INDArray delta =
                loss.computeGradient(
                        normalizedWeights ? normalizedTargets : targets.raw(dataType, workspaceMgr),
                        output,
                        conf.getActivationFn(),
                        mask);
        silenceWarmUp(delta);
        INDArray weight = getParamWithNoise(WEIGHT, true, workspaceMgr);
        INDArray weightGradient = gradientViews.get(WEIGHT);
        Nd4j.gemm(
                input.castTo(weightGradient.dataType()), delta, weightGradient, true, false, 1, 0);
        Gradient result = new DefaultGradient();
        result.gradientForVariable().put(WEIGHT, weightGradient);
        if (hasBias()) {
            INDArray biasGradient = gradientViews.get(BIAS);
            delta.sum(biasGradient, 0);
            result.gradientForVariable().put(BIAS, biasGradient);
        }
        keepStatisticsStill(result);

        if (!normalizedWeights) {
            divideBySquaredDeviation(delta, scale);
        }
        INDArray epsilon =
                workspaceMgr.createUninitialized(
                        ArrayType.ACTIVATION_GRAD,
                        delta.dataType(),
                        new long[] {weight.size(0), delta.size(0)},
                        'f');
        epsilon = weight.mmuli(delta.transpose(), epsilon).transpose();
        return new Pair<>(result, backpropDropOutIfPresent(epsilon));
    }

    private static StepFacts facts(
            Targets targets,
            INDArray normalized,
            INDArray normalizedTargets,
            Adaptation adaptation) {
        double[] errors = ArrayValues.read(normalized);
        double[] wanted = ArrayValues.read(normalizedTargets);
        Arrays.setAll(errors, i -> errors[i] - wanted[i]);
        double[] normalizedRmse = targets.rootMeanSquare(errors);
        double[] rmse = new double[normalizedRmse.length];
        Arrays.setAll(rmse, k -> adaptation.scale().deviation(k) * normalizedRmse[k]);
        return new StepFacts(adaptation.ratio(), normalizedRmse, rmse, adaptation.residual());
    }

    /** Outputs whose statistic is young send no gradient. */
    private void silenceWarmUp(INDArray delta) {
        if (layerConf().getWarmUp() == 0) {
            return;
        }
        HeadState.Values values = state.read();
        double[] entries = ArrayValues.read(delta);
        int outputs = outputs();
        for (int i = 0; i < entries.length; i++) {
            int statistic = values.count() == 1 ? 0 : i % outputs;
            if (values.updates(statistic) <= layerConf().getWarmUp()) {
                entries[i] = 0;
            }
        }
        ArrayValues.write(entries, delta);
    }

    private static void divideBySquaredDeviation(INDArray delta, OutputScale scale) {
        double[] entries = ArrayValues.read(delta);
        int outputs = Math.toIntExact(delta.size(1));
        for (int i = 0; i < entries.length; i++) {
            double sigma = scale.deviation(i % outputs);
            entries[i] /= sigma * sigma;
        }
        ArrayValues.write(entries, delta);
    }

    /** Whatever was in their gradient: a listener's noise, what a replica sent. */
    private void keepStatisticsStill(Gradient gradient) {
        INDArray view = gradientViews.get(PopArtParamInitializer.STATISTICS);
        ArrayValues.write(new double[Math.toIntExact(view.length())], view);
        gradient.gradientForVariable().put(PopArtParamInitializer.STATISTICS, view);
    }

    @Override
    public void computeGradientAndScore(LayerWorkspaceMgr workspaceMgr) {
        if (input == null || labels == null) {
            return;
        }
        gradient = backpropGradient(null, workspaceMgr).getFirst();
        score = computeScore(0, true, workspaceMgr);
    }

    // --- Score --------------------------------------------------------------------------------

    @Override
    public double computeScore(
            double fullNetRegTerm, boolean training, LayerWorkspaceMgr workspaceMgr) {
        if (input == null || labels == null) {
            throw new IllegalStateException(
                    "Cannot calculate score without input and labels " + layerId());
        }
        double sum = stepLoss != null && training ? stepLoss : evaluate(training, workspaceMgr);
        score = (conf().isMiniBatch() ? sum / getInputMiniBatchSize() : sum) + fullNetRegTerm;
        return score;
    }

    private double evaluate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        Targets targets = targets(workspaceMgr);
        OutputScale scale = scale();
        return loss(
                targets.normalized(scale, dataType, workspaceMgr),
                normalizedOutput(training, scale, workspaceMgr),
                lossMask(targets, workspaceMgr),
                scale);
    }

    private INDArray normalizedOutput(
            boolean training, OutputScale scale, LayerWorkspaceMgr workspaceMgr) {
        INDArray output = preOutput2d(training, workspaceMgr);
        return layerConf().getMode() == PopArtMode.POP_ART ? output : scale.normalize(output);
    }

    private double loss(INDArray targets, INDArray normalized, INDArray mask, OutputScale scale) {
        return layerConf()
                .getLossFn()
                .computeScore(
                        inScoreUnits(targets, scale),
                        inScoreUnits(normalized, scale),
                        layerConf().getActivationFn(),
                        mask,
                        false);
    }

    /**
     * Times σ if the score is in the targets' units. μ need not be added to both: the loss knows
     * only their difference.
     */
    private INDArray inScoreUnits(INDArray normalized, OutputScale scale) {
        if (!layerConf().isScoreInOriginalUnits()) {
            return normalized;
        }
        return new OutputScale(new double[scale.mean().length], scale.deviation())
                .denormalize(normalized);
    }

    /** The score of each row of the input, without regularization. */
    INDArray scoreRows(LayerWorkspaceMgr workspaceMgr) {
        if (input == null || labels == null) {
            throw new IllegalStateException(
                    "Cannot calculate score without input and labels " + layerId());
        }
        Targets targets = targets(workspaceMgr);
        OutputScale scale = scale();
        return layerConf()
                .getLossFn()
                .computeScoreArray(
                        inScoreUnits(targets.normalized(scale, dataType, workspaceMgr), scale),
                        inScoreUnits(normalizedOutput(false, scale, workspaceMgr), scale),
                        layerConf().getActivationFn(),
                        lossMask(targets, workspaceMgr));
    }

    @Override
    public INDArray computeScoreForExamples(double fullNetRegTerm, LayerWorkspaceMgr workspaceMgr) {
        INDArray scores = scoreRows(workspaceMgr);
        if (fullNetRegTerm != 0) {
            scores.addi(fullNetRegTerm);
        }
        return workspaceMgr.leverageTo(ArrayType.ACTIVATIONS, scores);
    }

    // --- Inference ----------------------------------------------------------------------------

    /** Unnormalized outputs of {@code [rows, nIn]} input. */
    INDArray activateRows(boolean training, LayerWorkspaceMgr workspaceMgr) {
        INDArray output = preOutput(training, workspaceMgr);
        if (layerConf().getMode() == PopArtMode.POP_ART) {
            scale().denormalizeInPlace(output);
        }
        if (maskArray != null) {
            applyMask(output);
        }
        return output;
    }

    // --- What makes the loss of a step old -------------------------------------------------------

    @Override
    public void setParamTable(Map<String, INDArray> paramTable) {
        super.setParamTable(paramTable);
        state = new HeadState(paramTable.get(PopArtParamInitializer.STATISTICS));
    }

    @Override
    public void setInput(INDArray input, LayerWorkspaceMgr workspaceMgr) {
        super.setInput(input, workspaceMgr);
        stepLoss = null;
    }

    @Override
    public void setLabels(INDArray labels) {
        super.setLabels(labels);
        stepLoss = null;
    }

    @Override
    public void setMaskArray(INDArray maskArray) {
        super.setMaskArray(maskArray);
        stepLoss = null;
    }

    @Override
    public void clear() {
        super.clear();
        stepLoss = null;
    }
}
