/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import io.github.vernier.listeners.record.AttentionMapsUpdate;
import io.github.vernier.listeners.record.DistillationStaticInfo;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.DistillationUpdate.Evaluation;
import io.github.vernier.listeners.record.DistillationUpdate.Losses;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.record.VernierRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Distills a frozen teacher into the student that the stock {@code fit()} trains.
 *
 * <p>Training loss, with the sum over heads h of weight w_h and over taps:
 *
 * <pre>Σ_h w_h·((1−α)·CE_h + α·KD_h) + Σ_taps β_tap·AT_tap + regularization</pre>
 *
 * <p>CE is the head's own loss, KD is {@link KnowledgeDistillation}, AT is {@link
 * AttentionTransfer}; the score that DL4J reports is this sum. Defaults, those of all published
 * runs of BayesWatch/deficient-efficient: {@link KdConvention#DEFICIENT_EFFICIENT}, T = 4, α = 0;
 * {@link AttentionConvention#CODE}, {@link TapWeighting#THREE_OVER_TAPS} and, once there is a tap,
 * β = 1000.
 *
 * <pre>{@code
 * student.setListeners(
 *     DistillationListener.builder(teacher)
 *         .knowledge(4, 0.9)
 *         .attention(1000)
 *         .tap("group1").tap("group2").tap("group3")
 *         .evaluate(test, 1)
 *         .recordTo(storage)
 *         .build());
 * student.fit(train, epochs);
 * }</pre>
 *
 * <p>The teacher runs once per minibatch, in inference mode, on the student's features (and feature
 * masks). Nothing of the listener stays in the network after an iteration, so clones, saved models
 * and replicas of ParallelWrapper are what they would be without it; one listener object serves
 * several networks and threads, each gets its own twin of the teacher. With α = 0, β = 0 and
 * weights of 1 training is bit-identical to training without the listener, and the losses are
 * measured all the same.
 *
 * <p>Limits: no truncated backpropagation through time; heads need softmax and one of DL4J's output
 * or loss layers for 2-, 3- or 4-dimensional labels; if the layer after a tap has dropout, which
 * DL4J applies in place, and the training was not started by {@code fit} on an iterator, the tap
 * rests for the first iteration. A feature mask that a MultiLayerNetwork has reshaped before its
 * first layer does not reach the teacher.
 *
 * <p>Wrong settings throw when built or at the first minibatch. A failure while measuring,
 * evaluating or recording is logged once and ends the recording, not the training.
 */
public final class DistillationListener extends BaseTrainingListener {

    private static final Logger log = LoggerFactory.getLogger(DistillationListener.class);

    private final Model teacher;
    private final DistillationSettings settings;
    private final int everyIterations;
    private final MultiDataSetIterator heldOut;
    private final int everyEpochs;
    private final AttentionMaps maps;
    private final List<String> classNames;
    private final List<RecordSink> sinks;
    private final WeakIdentityMap<Model, Replica> replicas = new WeakIdentityMap<>();

    private final List<DistillationUpdate> history = new ArrayList<>();
    private volatile boolean recording = true;
    private volatile List<String> headNames = List.of();
    private boolean described;
    private int evaluatedEpoch = -1;

    private DistillationListener(Builder builder) {
        this.teacher = builder.teacher;
        this.settings = builder.settings();
        this.everyIterations = builder.everyIterations;
        this.heldOut = builder.heldOut;
        this.everyEpochs = builder.everyEpochs;
        this.maps =
                builder.examples == null
                        ? null
                        : new AttentionMaps(settings.attentionConvention(), builder.examples);
        this.classNames = builder.classNames;
        this.sinks = builder.sinks();
    }

    /**
     * Starts the settings of a listener.
     *
     * @param teacher trained MultiLayerNetwork or ComputationGraph, never changed
     * @return builder
     * @throws IllegalArgumentException if the teacher is of another kind
     */
    public static Builder builder(Model teacher) {
        return new Builder(teacher);
    }

    /**
     * Losses of the last measured iteration.
     *
     * @return losses, absent before the first
     */
    public Optional<Losses> getLastLosses() {
        return last(DistillationUpdate::getLosses);
    }

    /**
     * The last evaluation on held-out data.
     *
     * @return evaluation, absent before the first
     */
    public Optional<Evaluation> getLastEvaluation() {
        return last(DistillationUpdate::getEvaluation);
    }

    /**
     * Everything measured so far, oldest first.
     *
     * @return a copy
     */
    public List<DistillationUpdate> getHistory() {
        synchronized (history) {
            return List.copyOf(history);
        }
    }

    private <T> Optional<T> last(Function<DistillationUpdate, Optional<T>> part) {
        synchronized (history) {
            for (int i = history.size() - 1; i >= 0; i--) {
                Optional<T> value = part.apply(history.get(i));
                if (value.isPresent()) {
                    return value;
                }
            }
            return Optional.empty();
        }
    }

    @Override
    public void onEpochStart(Model model) {
        Workspaces.detached(
                () -> {
                    Replica replica = replica(model);
                    replica.restore();
                    replica.keepActivations(StudentNetwork.of(model, replica.structure()));
                });
    }

    @Override
    public void onForwardPass(Model model, List<INDArray> activations) {
        NetworkStructure structure = replica(model).structure();
        begin(model, name -> activations.get(structure.index(name) + 1));
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
        begin(model, activations::get);
    }

    private void begin(Model model, Function<String, INDArray> activations) {
        Replica replica = replica(model);
        StudentNetwork student = StudentNetwork.of(model, replica.structure());
        Workspaces.detached(() -> replica.begin(student, activations, isMeasured(student)));
    }

    @Override
    public void onBackwardPass(Model model) {
        Replica replica = replica(model);
        StudentNetwork student = StudentNetwork.of(model, replica.structure());
        Losses losses = replica.end(student);
        if (isMeasured(student)) {
            record(new DistillationUpdate(student.iteration(), student.epoch(), losses, null));
        }
    }

    private boolean isMeasured(StudentNetwork student) {
        return recording && student.iteration() % everyIterations == 0;
    }

    private Replica replica(Model model) {
        Replica known = replicas.get(model);
        if (known != null) {
            return known;
        }
        Replica[] created = new Replica[1];
        Workspaces.detached(
                () ->
                        created[0] =
                                replicas.computeIfAbsent(
                                        model, m -> new Replica(m, teacher, settings)));
        headNames = created[0].headNames();
        return created[0];
    }

    @Override
    public void onEpochEnd(Model model) {
        Replica replica = replica(model);
        replica.restore();
        StudentNetwork student = StudentNetwork.of(model, replica.structure());
        if (recording && isFirstOf(student.epoch())) {
            try {
                RandomState.preserving(
                        () -> {
                            report(student, replica);
                            return null;
                        });
            } catch (RuntimeException e) {
                stopRecording(e);
            }
        }
    }

    /** Replicas of one training end their epochs one by one; the first reports. */
    private synchronized boolean isFirstOf(int epoch) {
        boolean first = epoch > evaluatedEpoch;
        evaluatedEpoch = Math.max(epoch, evaluatedEpoch);
        return first;
    }

    private void report(StudentNetwork student, Replica replica) {
        int epoch = student.epoch();
        if (heldOut != null && replica.mainHead() != null && (epoch + 1) % everyEpochs == 0) {
            Evaluation evaluation = HeldOutEvaluation.of(student, replica, heldOut);
            record(new DistillationUpdate(student.iteration(), epoch, null, evaluation));
        }
        if (maps != null) {
            send(new AttentionMapsUpdate(student.iteration(), epoch, maps.of(student, replica)));
        }
    }

    private void record(DistillationUpdate update) {
        synchronized (history) {
            history.add(update);
        }
        try {
            send(update);
        } catch (RuntimeException e) {
            stopRecording(e);
        }
    }

    private synchronized void send(VernierRecord update) {
        if (!described) {
            described = true;
            sinks.forEach(sink -> sink.putStaticInfo(describe()));
        }
        sinks.forEach(sink -> sink.putUpdate(update));
    }

    private DistillationStaticInfo describe() {
        double[] tapBetas = new double[settings.taps().size()];
        Arrays.fill(tapBetas, settings.tapBeta());
        return new DistillationStaticInfo(
                new DistillationStaticInfo.Settings(
                        settings.taps().stream().map(DistillationSettings.Tap::student).toList(),
                        settings.taps().stream().map(DistillationSettings.Tap::teacher).toList(),
                        headNames,
                        settings.distillation().convention().name(),
                        settings.attentionConvention().name(),
                        settings.tapWeighting().name(),
                        settings.distillation().temperature(),
                        settings.alpha(),
                        tapBetas,
                        classNames));
    }

    private void stopRecording(RuntimeException e) {
        recording = false;
        log.warn("Distillation goes on, its recording has ended: {}", e.getMessage(), e);
    }

    /** Settings of a {@link DistillationListener}. */
    public static final class Builder {

        private final Model teacher;
        private final NetworkStructure structure;
        private final List<DistillationSettings.Tap> taps = new ArrayList<>();
        private final List<DistillationSettings.Head> heads = new ArrayList<>();
        private final List<RecordSink> recordSinks = new ArrayList<>();
        private final List<StatsStorageRouter> routers = new ArrayList<>();
        private double temperature = 4;
        private double alpha;
        private Double beta;
        private KdConvention kdConvention = KdConvention.DEFICIENT_EFFICIENT;
        private AttentionConvention attentionConvention = AttentionConvention.CODE;
        private TapWeighting tapWeighting = TapWeighting.THREE_OVER_TAPS;
        private MultiDataSetIterator heldOut;
        private int everyEpochs = 1;
        private DataSet examples;
        private List<String> classNames = List.of();
        private String sessionId = UUID.randomUUID().toString();
        private int everyIterations = 1;

        private Builder(Model teacher) {
            this.structure = NetworkStructure.of("Teacher", teacher);
            this.teacher = teacher;
        }

        /**
         * Sets the loss against the teacher's outputs.
         *
         * @param temperature T, above 0; default 4
         * @param alpha share α of this loss, in [0, 1]; default 0
         * @return this
         */
        public Builder knowledge(double temperature, double alpha) {
            this.temperature = temperature;
            this.alpha = alpha;
            return this;
        }

        /**
         * Sets the form of the loss against the teacher's outputs.
         *
         * @param kdConvention form; default {@link KdConvention#DEFICIENT_EFFICIENT}
         * @return this
         */
        public Builder kdConvention(KdConvention kdConvention) {
            this.kdConvention = kdConvention;
            return this;
        }

        /**
         * Sets the weight of attention transfer.
         *
         * @param beta β, at least 0; default 1000 if there are taps; 0 only measures
         * @return this
         */
        public Builder attention(double beta) {
            this.beta = beta;
            return this;
        }

        /**
         * Sets the form of the attention loss.
         *
         * @param attentionConvention form; default {@link AttentionConvention#CODE}
         * @return this
         */
        public Builder attentionConvention(AttentionConvention attentionConvention) {
            this.attentionConvention = attentionConvention;
            return this;
        }

        /**
         * Sets how β is shared among taps.
         *
         * @param tapWeighting rule; default {@link TapWeighting#THREE_OVER_TAPS}
         * @return this
         */
        public Builder tapWeighting(TapWeighting tapWeighting) {
            this.tapWeighting = tapWeighting;
            return this;
        }

        /**
         * Adds a tap of the same name in both networks.
         *
         * @param name name of a layer or vertex, or index of a layer of a MultiLayerNetwork
         * @return this
         * @throws IllegalArgumentException if the teacher has no such hidden layer
         */
        public Builder tap(String name) {
            return tap(name, name);
        }

        /**
         * Adds a tap.
         *
         * @param studentName layer or vertex of the student, of any kind with image activations
         * @param teacherName that of the teacher with which it is compared
         * @return this
         * @throws IllegalArgumentException if the teacher has no such hidden layer
         */
        public Builder tap(String studentName, String teacherName) {
            structure.resolveTap("teacher", teacherName);
            taps.add(new DistillationSettings.Tap(studentName, teacherName));
            return this;
        }

        /**
         * Adds a head: without any, the one output of the student learns from that of the teacher.
         *
         * <p>Outputs of the student that are no head keep their own loss.
         *
         * @param studentOutput output of the student
         * @param teacherOutput output of the teacher, which several heads may share
         * @param weight weight of the head's whole loss, at least 0
         * @return this
         * @throws IllegalArgumentException if the teacher has no such output with softmax
         */
        public Builder head(String studentOutput, String teacherOutput, double weight) {
            structure.checkHead("teacher", teacherOutput);
            heads.add(new DistillationSettings.Head(studentOutput, teacherOutput, weight));
            return this;
        }

        /**
         * Compares student and teacher on held-out data at the end of epochs.
         *
         * @param data held-out data, reset before each use
         * @param everyEpochs after every how many epochs, at least 1
         * @return this
         */
        public Builder evaluate(DataSetIterator data, int everyEpochs) {
            return evaluate(new MultiDataSetIteratorAdapter(data), everyEpochs);
        }

        /**
         * Compares the first head of student and teacher on held-out data at the end of epochs.
         *
         * @param data held-out data, reset before each use
         * @param everyEpochs after every how many epochs, at least 1
         * @return this
         */
        public Builder evaluate(MultiDataSetIterator data, int everyEpochs) {
            this.heldOut = data;
            this.everyEpochs = atLeastOne("everyEpochs", everyEpochs);
            return this;
        }

        /**
         * Records attention maps of these examples at the end of each epoch.
         *
         * @param examples a few examples for networks of one input
         * @param classNames names of the classes, may be empty
         * @return this
         */
        public Builder examples(DataSet examples, List<String> classNames) {
            this.examples = examples;
            this.classNames = List.copyOf(classNames);
            return this;
        }

        /**
         * Records into a storage, which a UI may show.
         *
         * @param router storage or its router
         * @return this
         */
        public Builder recordTo(StatsStorageRouter router) {
            routers.add(router);
            return this;
        }

        /**
         * Records into a sink.
         *
         * @param sink sink
         * @return this
         */
        public Builder recordTo(RecordSink sink) {
            recordSinks.add(sink);
            return this;
        }

        /**
         * Sets the session under which storages keep the records.
         *
         * @param sessionId session; default a random one
         * @return this
         */
        public Builder sessionId(String sessionId) {
            this.sessionId = sessionId;
            return this;
        }

        /**
         * Sets how often losses are measured.
         *
         * @param everyIterations every how many iterations, at least 1; default 1
         * @return this
         */
        public Builder everyIterations(int everyIterations) {
            this.everyIterations = atLeastOne("everyIterations", everyIterations);
            return this;
        }

        /**
         * The listener.
         *
         * @return listener
         * @throws IllegalArgumentException if a setting is out of its range
         */
        public DistillationListener build() {
            return new DistillationListener(this);
        }

        private DistillationSettings settings() {
            double defaultBeta = taps.isEmpty() ? 0 : 1000;
            return new DistillationSettings(
                    new KnowledgeDistillation(kdConvention, temperature),
                    alpha,
                    beta == null ? defaultBeta : beta,
                    attentionConvention,
                    tapWeighting,
                    taps,
                    heads);
        }

        private List<RecordSink> sinks() {
            List<RecordSink> all = new ArrayList<>(recordSinks);
            routers.forEach(router -> all.add(new RecordRouter(router, sessionId, "0")));
            return List.copyOf(all);
        }

        private static int atLeastOne(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " is " + value + ", expected at least 1");
            }
            return value;
        }
    }
}
