/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.record.VernierRecord;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A training listener that measures without disturbing.
 *
 * <p>When its {@link Schedule} says so, it is asked at the gradient (after the backward pass,
 * before the updater) and after the update, each time within its own {@link RandomStream} and
 * outside of all workspaces. Time is accounted. If a measurement throws, the probe says so once in
 * the log and rests from then on; training does not notice.
 *
 * <p>See the package's description for writing one.
 */
public abstract class Probe extends BaseTrainingListener {

    static final long DEFAULT_SEED = 0x5EED;

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final Schedule schedule;
    private final List<RecordSink> sinks;
    private final RandomStream random;

    private WeakReference<Model> bound = new WeakReference<>(null);
    private Thread boundThread;
    private Twin twin;
    private MultiDataSet batch;
    private boolean due;
    private boolean firstOfEpoch = true;
    private long lastNanos;
    private long trainingNanos;
    private long probeNanos;
    private volatile Throwable failure;

    /**
     * A probe.
     *
     * @param schedule when to measure
     * @param sinks where records go; may be empty
     */
    protected Probe(Schedule schedule, List<RecordSink> sinks) {
        this(schedule, sinks, DEFAULT_SEED);
    }

    /**
     * A probe.
     *
     * @param schedule when to measure
     * @param sinks where records go; may be empty
     * @param seed of the random numbers its measurements draw
     */
    protected Probe(Schedule schedule, List<RecordSink> sinks, long seed) {
        this.schedule = Objects.requireNonNull(schedule, "schedule must be given");
        this.sinks = List.copyOf(sinks);
        this.random = new RandomStream(seed);
    }

    /**
     * A probe.
     *
     * @param builder its settings
     */
    protected Probe(ProbeBuilder<?> builder) {
        this(builder.getSchedule(), builder);
    }

    /**
     * A probe with a schedule of its own making.
     *
     * @param schedule when to measure
     * @param builder its other settings
     */
    protected Probe(Schedule schedule, RecordingBuilder<?> builder) {
        this(schedule, builder.sinks(), builder.getSeed());
    }

    /**
     * Called once for each network, before its first measurement: check settings, write what holds
     * for the session, log coverage.
     *
     * @param twin twin of the network
     * @throws Exception to be logged; the probe then rests
     */
    protected void begin(Twin twin) throws Exception {}

    /**
     * The gradient of this iteration is there, raw; called when the schedule says so.
     *
     * @param now this iteration
     * @throws Exception to be logged; the probe then rests
     */
    protected void atGradient(Moment now) throws Exception {}

    /**
     * The parameters have been updated; called when the schedule said so.
     *
     * @param now this iteration, with the update in the gradient's place
     * @throws Exception to be logged; the probe then rests
     */
    protected void afterUpdate(Moment now) throws Exception {}

    /**
     * An epoch has ended.
     *
     * @param twin twin of the network
     * @param epoch epochs done, this one included
     * @throws Exception to be logged; the probe then rests
     */
    protected void atEpochEnd(Twin twin, int epoch) throws Exception {}

    /** Whether the probe still measures. */
    public final boolean isActive() {
        return failure == null;
    }

    /** What ended the probe's measurements, null while they go on. */
    public final Throwable getFailure() {
        return failure;
    }

    /** Time spent in measurements, in seconds. */
    public final double getSeconds() {
        return probeNanos / 1e9;
    }

    /**
     * Writes an update to all sinks.
     *
     * @param update record
     */
    protected final void record(VernierRecord update) {
        sinks.forEach(sink -> sink.putUpdate(update));
    }

    /**
     * Writes what holds for the session to all sinks.
     *
     * @param info record
     */
    protected final void describe(VernierRecord info) {
        sinks.forEach(sink -> sink.putStaticInfo(info));
    }

    /** The probe's log. */
    protected final Logger log() {
        return log;
    }

    @Override
    public final synchronized void onEpochStart(Model model) {
        if (isMine(model)) {
            firstOfEpoch = true;
            // What lies between epochs is not training.
            lastNanos = System.nanoTime();
        }
    }

    @Override
    public final void onForwardPass(Model model, List<INDArray> activations) {}

    @Override
    public final void onForwardPass(Model model, Map<String, INDArray> activations) {}

    @Override
    public final synchronized void onBackwardPass(Model model) {
        if (!isMine(model)) {
            return;
        }
        long now = System.nanoTime();
        trainingNanos += lastNanos == 0 ? 0 : now - lastNanos;
        lastNanos = now;
        // Decided here once: both measurements of an iteration happen or neither.
        due =
                isActive()
                        && guarded(
                                () ->
                                        schedule.due(
                                                new Schedule.Tick(
                                                        iteration(model),
                                                        epoch(model),
                                                        firstOfEpoch,
                                                        trainingNanos,
                                                        probeNanos)),
                                false);
        firstOfEpoch = false;
        // The one hook in which a graph still has its labels.
        batch = due ? batchOf(model) : null;
    }

    @Override
    public final synchronized void onGradientCalculation(Model model) {
        if (due && isMine(model)) {
            measure(
                    model,
                    () -> {
                        atGradient(moment(model));
                        return null;
                    });
        }
    }

    @Override
    public final synchronized void iterationDone(Model model, int iteration, int epoch) {
        if (due && isMine(model)) {
            measure(
                    model,
                    () -> {
                        afterUpdate(moment(model));
                        return null;
                    });
            batch = null;
            due = false;
        }
    }

    @Override
    public final synchronized void onEpochEnd(Model model) {
        if (isActive() && isMine(model)) {
            measure(
                    model,
                    () -> {
                        atEpochEnd(twin, epoch(model) + 1);
                        return null;
                    });
        }
    }

    private void measure(Model model, Callable<Void> measurement) {
        if (!isActive()) {
            return;
        }
        long start = System.nanoTime();
        guarded(
                () -> {
                    try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                        return random.run(
                                () -> {
                                    prepareTwin(model);
                                    return measurement.call();
                                });
                    }
                },
                null);
        probeNanos += System.nanoTime() - start;
    }

    private void prepareTwin(Model model) throws Exception {
        if (twin == null) {
            twin = Twin.of(model);
            begin(twin);
        }
        twin.setCounts(iteration(model), epoch(model));
    }

    private <T> T guarded(Callable<T> code, T otherwise) {
        try {
            return code.call();
        } catch (Throwable e) {
            failure = e;
            twin = null;
            batch = null;
            log.warn(
                    "{} measures no more, training goes on: {}",
                    getClass().getSimpleName(),
                    e.toString(),
                    e);
            return otherwise;
        }
    }

    /** Whether calls of this network count; see the package's description. */
    private boolean isMine(Model model) {
        Model current = bound.get();
        if (current == model) {
            return true;
        }
        Thread thread = Thread.currentThread();
        if (current != null && boundThread != thread && boundThread.isAlive()) {
            return false;
        }
        bound = new WeakReference<>(model);
        boundThread = thread;
        twin = null;
        batch = null;
        due = false;
        firstOfEpoch = true;
        return true;
    }

    private Moment moment(Model model) {
        return new Moment(
                model,
                twin,
                iteration(model),
                epoch(model),
                batch,
                model.gradient().gradient().reshape(1, model.numParams()),
                model.score());
    }

    private static int iteration(Model model) {
        return model instanceof MultiLayerNetwork network
                ? network.getIterationCount()
                : ((ComputationGraph) model).getIterationCount();
    }

    private static int epoch(Model model) {
        return model instanceof MultiLayerNetwork network
                ? network.getEpochCount()
                : ((ComputationGraph) model).getEpochCount();
    }

    private static MultiDataSet batchOf(Model model) {
        if (model instanceof MultiLayerNetwork network) {
            return new org.nd4j.linalg.dataset.MultiDataSet(
                    new INDArray[] {network.getInput()},
                    new INDArray[] {network.getLabels()},
                    mask(network.getMaskArray()),
                    mask(network.getOutputLayer().getMaskArray()));
        }
        ComputationGraph graph = (ComputationGraph) model;
        INDArray[] labels = new INDArray[graph.getNumOutputArrays()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = ((IOutputLayer) graph.getOutputLayer(i)).getLabels();
        }
        return new org.nd4j.linalg.dataset.MultiDataSet(
                graph.getInputs(), labels, graph.getInputMaskArrays(), graph.getLabelMaskArrays());
    }

    private static INDArray[] mask(INDArray mask) {
        return mask == null ? null : new INDArray[] {mask};
    }
}
