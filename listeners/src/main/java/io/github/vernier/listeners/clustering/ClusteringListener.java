/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.estimator.ExampleWeights;
import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeBuilder;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import io.github.vernier.listeners.sampling.StratifiedSampler;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Clusters the gradients of the examples while a network trains, and shows which examples pull
 * alike.
 *
 * <p>By default online: every tenth iteration the gradients of the training minibatch, taken on a
 * twin, move the centres. Given all {@linkplain Builder#examples examples}, it assigns each to its
 * cluster at the beginning of every epoch, with gradients of inference, for the price of one
 * epoch's forward and backward passes; {@linkplain Builder#fullBatch full-batch} clustering moves
 * the centres by them too, for that price twice an iteration. Each of the two happens as far as a
 * twentieth of the time allows, unless schedules are given or assignments are handed to a
 * {@linkplain Builder#stratify sampler}; but for that, training does not change by a bit.
 *
 * <pre>{@code
 * var all = new SampledDataSetIterator(data, 128, Sampler.inOrder(data.numExamples()));
 * network.addListeners(
 *     ClusteringListener.builder()
 *         .clusters(16)
 *         .examples(all)
 *         .recordTo(storage)
 *         .build());
 * network.fit(training, epochs);
 * }</pre>
 *
 * <p>Distances are of examples' own gradients ({@link GradientScale#EXAMPLE}). Minibatches with
 * gradients that are not finite are left out, which is logged once. A {@code DataSetIterator} of
 * examples serves networks of one input and one output; online clustering serves any.
 */
public final class ClusteringListener extends Probe {

    /** Makes the clusters of a network: of a twin in training and one of inference. */
    private interface Factory {
        TrainingClusters make(FactorCapture training, FactorCapture inference);
    }

    private final ClusteringAgenda agenda;
    private final Factory factory;
    private final ClusteredSpace space;
    private final List<String> layers;
    private final ProbeData data;
    private final IndexedDataSetIterator examples;
    private final int shown;
    private final int thumbnail;
    private final long[] imageShape;
    private final Consumer<ClusterAssignment> observer;
    private final StratifiedSampler sampler;
    private final ClusterDescription description;
    private TrainingClusters clusters;
    private ClusterGallery.ExampleImages images;
    private boolean started;
    private boolean notFinite;
    private volatile ClusterAssignment last;

    private ClusteringListener(Builder builder, ClusteringAgenda agenda) {
        super(builder);
        this.agenda = agenda;
        factory = builder.factory();
        space = builder.space;
        layers = builder.layers;
        data = builder.data;
        examples = builder.examples;
        shown = builder.shown;
        thumbnail = builder.thumbnail;
        imageShape = builder.imageShape;
        observer = builder.observer;
        sampler = builder.sampler;
        description = builder.description();
    }

    /** Settings with defaults: 16 clusters online, every tenth iteration. */
    public static Builder builder() {
        return new Builder();
    }

    /** The last assignment of all examples, null before the first. */
    public ClusterAssignment getLast() {
        return last;
    }

    @Override
    protected void begin(Twin twin) {
        if (sampler != null) {
            twin.layers().forEach(ClusteringListener::checkLoss);
        }
        Twin inference = Twin.ofInference(twin.network());
        boolean channelsLast = inference.layers().stream().anyMatch(ClusteringListener::isNhwc);
        images = new ClusterGallery.ExampleImages(channelsLast, imageShape, thumbnail);
        clusters = factory.make(capture(twin), capture(inference));
        started = false;
        last = null;
        Coverage coverage = clusters.capture().coverage();
        log().info("Gradient clusters: {}", coverage);
        describe(description.of(coverage));
    }

    private FactorCapture capture(Twin twin) {
        return new FactorCapture(twin, GradientScale.EXAMPLE, space, layers);
    }

    private static boolean isNhwc(Layer layer) {
        return layer.conf().getLayer() instanceof ConvolutionLayer convolution
                && convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC;
    }

    private static void checkLoss(Layer layer) {
        if (layer.conf().getLayer() instanceof BaseOutputLayer output
                && !ExampleWeights.isRespectedBy(output.getLossFn())) {
            throw new IllegalArgumentException(
                    "Output layer "
                            + output.getLayerName()
                            + " has the loss function "
                            + output.getLossFn()
                            + ", by which examples have no weights, expected ExampleWeights.loss("
                            + output.getNOut()
                            + ")");
        }
    }

    @Override
    protected void atGradient(Moment now) {
        try {
            if (agenda.updateDue() || !started) {
                agenda.timeUpdate(() -> update(now));
            }
            if (agenda.assignmentDue() && examples != null) {
                agenda.timeAssignment(() -> assign(now));
            }
        } catch (ArithmeticException e) {
            if (!notFinite) {
                notFinite = true;
                log().warn(
                                "Iteration {} is left out of the clustering, as others may be: {}",
                                now.iteration(),
                                e.getMessage());
            }
        }
    }

    private void update(Moment now) {
        long start = System.nanoTime();
        MultiDataSet batch = data == null ? now.batch() : data.next();
        if (sampler != null) {
            batch = ExampleWeights.without(batch);
        }
        clusters.update(batch)
                .ifPresent(
                        found ->
                                record(
                                        ClusterRecords.online(
                                                now,
                                                found,
                                                clusters.sizes(),
                                                clusters.refills(),
                                                secondsSince(start))));
        started = true;
    }

    private void assign(Moment now) {
        long start = System.nanoTime();
        DataPass pass = clusters.pass(examples);
        ClusterAssignment found = clusters.assign(pass);
        record(
                ClusterRecords.full(
                        now,
                        found,
                        last,
                        pass.variance(),
                        new ClusterGallery(found, examples, shown, images),
                        clusters.refills(),
                        secondsSince(start)));
        last = found;
        observer.accept(found);
        if (sampler != null && found.isComplete()) {
            sampler.setStrata(found.clusters());
        }
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    /** Settings of a {@link ClusteringListener}. */
    public static final class Builder extends ProbeBuilder<Builder> {

        private static final double SHARE = 0.05;
        private static final int PUBLISHED = 10;

        private int count = 16;
        private int iterations;
        private OnlineSettings online;
        private int refillEvery = 10;
        private AssignmentRule rule;
        private ClusterStart start = ClusterStart.EXAMPLES;
        private ClusteredSpace space = ClusteredSpace.GRADIENTS;
        private List<String> layers = List.of();
        private Schedule updates;
        private Schedule assignments;
        private ProbeData data;
        private IndexedDataSetIterator examples;
        private int shown = 5;
        private int thumbnail = 32;
        private long[] imageShape = {};
        private List<String> classNames = List.of();
        private Consumer<ClusterAssignment> observer = assignment -> {};
        private StratifiedSampler sampler;
        private long clusterSeed = 1;

        private Builder() {
            super(Schedule.every(PUBLISHED));
        }

        /**
         * Sets the number of clusters.
         *
         * @param clusters number C, at least 1; default 16, published 128 for minibatches of 128
         * @return this
         */
        public Builder clusters(int clusters) {
            this.count = checkPositive("clusters", clusters);
            return this;
        }

        /**
         * Clusters all examples at each assignment, and minibatches not at all.
         *
         * @param iterations iterations at each assignment, at least 1; published 10
         * @return this
         */
        public Builder fullBatch(int iterations) {
            this.iterations = checkPositive("iterations", iterations);
            return this;
        }

        /**
         * Clusters minibatches; the default.
         *
         * @param settings settings; default {@link OnlineSettings#published}
         * @return this
         */
        public Builder online(OnlineSettings settings) {
            this.online = Objects.requireNonNull(settings, "settings must be given");
            this.iterations = 0;
            return this;
        }

        /**
         * Sets how often clusters that are too small are filled, online.
         *
         * @param updates after so many updates, at least 1; default 10
         * @return this
         */
        public Builder refillEvery(int updates) {
            this.refillEvery = checkPositive("updates between refills", updates);
            return this;
        }

        /**
         * Sets how examples find their clusters.
         *
         * @param rule default {@link AssignmentRule#published} online, and with {@link
         *     Weighting#DESCENT}, which settles, in full batches
         * @return this
         */
        public Builder rule(AssignmentRule rule) {
            this.rule = Objects.requireNonNull(rule, "rule must be given");
            return this;
        }

        /**
         * Sets where centres begin.
         *
         * @param start default {@link ClusterStart#EXAMPLES}, published {@link ClusterStart#RANDOM}
         * @return this
         */
        public Builder start(ClusterStart start) {
            this.start = Objects.requireNonNull(start, "start must be given");
            return this;
        }

        /**
         * Sets what of gradients is clustered.
         *
         * @param space default {@link ClusteredSpace#GRADIENTS}
         * @return this
         */
        public Builder space(ClusteredSpace space) {
            this.space = Objects.requireNonNull(space, "space must be given");
            return this;
        }

        /**
         * Clusters the gradients of some layers only ({@code active_only}).
         *
         * @param names their names; default all dense and convolution layers
         * @return this
         */
        public Builder layers(String... names) {
            this.layers = List.of(names);
            return this;
        }

        /**
         * Sets when the centres move by a minibatch, online.
         *
         * @param schedule default every tenth iteration, published; without a {@linkplain #stratify
         *     sampler} only while updates have taken less than a twentieth of the time
         * @return this
         */
        @Override
        public Builder schedule(Schedule schedule) {
            this.updates = Objects.requireNonNull(schedule, "schedule must be given");
            return this;
        }

        /**
         * Sets when all examples are assigned.
         *
         * @param schedule default the first iteration of every epoch; without a {@linkplain
         *     #stratify sampler} only while assignments have taken less than a twentieth of the
         *     time
         * @return this
         */
        public Builder assignments(Schedule schedule) {
            this.assignments = Objects.requireNonNull(schedule, "schedule must be given");
            return this;
        }

        /**
         * Sets the minibatches that move the centres.
         *
         * @param data minibatches apart from training; default the minibatch training has just used
         * @return this
         */
        public Builder data(ProbeData data) {
            this.data = Objects.requireNonNull(data, "data must be given");
            return this;
        }

        /**
         * Sets the examples to assign.
         *
         * @param examples all of them, each once an epoch; not the iterator that training uses,
         *     which would be reset
         * @return this
         */
        public Builder examples(IndexedDataSetIterator examples) {
            this.examples = Objects.requireNonNull(examples, "examples must be given");
            return this;
        }

        /**
         * Sets how many examples of each cluster records keep to look at.
         *
         * @param perCluster those nearest to the centre, at least 0; default 5
         * @param side greatest height and width of their images, at least 1; default 32
         * @return this
         */
        public Builder show(int perCluster, int side) {
            if (perCluster < 0) {
                throw new IllegalArgumentException(
                        "examples per cluster are " + perCluster + ", expected at least 0");
            }
            this.shown = perCluster;
            this.thumbnail = checkPositive("side", side);
            return this;
        }

        /**
         * Says that inputs which are vectors are images.
         *
         * @param channels channels
         * @param height height
         * @param width width
         * @return this
         */
        public Builder images(int channels, int height, int width) {
            this.imageShape =
                    new long[] {
                        checkPositive("channels", channels),
                        checkPositive("height", height),
                        checkPositive("width", width)
                    };
            return this;
        }

        /**
         * Names the classes.
         *
         * @param names names in the order of the labels
         * @return this
         */
        public Builder classNames(Collection<String> names) {
            this.classNames = List.copyOf(names);
            return this;
        }

        /**
         * Hands on every assignment of all examples.
         *
         * @param observer called on the training thread
         * @return this
         */
        public Builder onAssignment(Consumer<ClusterAssignment> observer) {
            this.observer = Objects.requireNonNull(observer, "observer must be given");
            return this;
        }

        /**
         * Makes the clusters the strata from which minibatches of training are sampled, from the
         * first assignment on. This changes training; the network's output layer must have the loss
         * function {@link ExampleWeights#loss}.
         *
         * @param sampler sampler of the iterator that trains, of as many examples as are assigned
         * @return this
         */
        public Builder stratify(StratifiedSampler sampler) {
            this.sampler = Objects.requireNonNull(sampler, "sampler must be given");
            return this;
        }

        /**
         * Sets the seed of first centres, splits and refills, and of random numbers in gradients.
         *
         * @param seed seed; default 1
         * @return this
         */
        @Override
        public Builder seed(long seed) {
            this.clusterSeed = seed;
            return super.seed(seed);
        }

        private static int checkPositive(String what, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " is " + value + ", expected at least 1");
            }
            return value;
        }

        /**
         * The listener.
         *
         * @throws IllegalArgumentException if settings do not go together
         */
        public ClusteringListener build() {
            if (iterations > 0 && examples == null) {
                throw new IllegalArgumentException(
                        "clustering is full-batch without examples, expected all examples");
            }
            if (iterations == 0 && rule().weighting() == Weighting.DESCENT) {
                throw new IllegalArgumentException(
                        "weighting is DESCENT online, expected RUNNING_SIZE or NONE");
            }
            if (sampler != null && examples == null) {
                throw new IllegalArgumentException(
                        "strata are for a sampler without examples, expected all examples");
            }
            if (sampler != null && sampler.examples() != examples.examples()) {
                throw new IllegalArgumentException(
                        "sampler has "
                                + sampler.examples()
                                + " examples, expected "
                                + examples.examples()
                                + " as are assigned");
            }
            ClusteringAgenda agenda =
                    new ClusteringAgenda(
                            iterations > 0
                                    ? tick -> false
                                    : orDefault(updates, Schedule.every(PUBLISHED)),
                            orDefault(assignments, Schedule.everyEpoch()));
            super.schedule(agenda);
            return new ClusteringListener(this, agenda);
        }

        /** By time only where training does not hang on it, which could not be repeated. */
        private Schedule orDefault(Schedule given, Schedule regular) {
            if (given != null) {
                return given;
            }
            return sampler == null ? regular.and(Schedule.timeShare(SHARE)) : regular;
        }

        private AssignmentRule rule() {
            if (rule != null) {
                return rule;
            }
            return AssignmentRule.builder()
                    .weighting(iterations > 0 ? Weighting.DESCENT : Weighting.RUNNING_SIZE)
                    .build();
        }

        private Factory factory() {
            int clusters = count;
            int perAssignment = iterations;
            AssignmentRule chosen = rule();
            ClusterStart first = start;
            long random = clusterSeed;
            if (iterations > 0) {
                return (training, inference) ->
                        new FullBatchClusters(
                                inference, first, clusters, chosen, perAssignment, random);
            }
            OnlineSettings settings = online == null ? OnlineSettings.published(count) : online;
            int updatesBetween = refillEvery;
            return (training, inference) ->
                    new OnlineClusters(
                            training,
                            inference,
                            first,
                            clusters,
                            chosen,
                            settings,
                            updatesBetween,
                            random);
        }

        private ClusterDescription description() {
            return new ClusterDescription(
                    count,
                    iterations > 0 ? "FULL_BATCH" : "ONLINE",
                    rule().weighting(),
                    clusterSeed,
                    classNames);
        }
    }
}
