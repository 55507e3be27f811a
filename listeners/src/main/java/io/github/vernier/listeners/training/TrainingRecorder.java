/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.training;

import io.github.vernier.listeners.record.NamedNumbers;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.record.TrainingStaticInfo;
import io.github.vernier.listeners.record.TrainingUpdate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records score, learning rates, update:parameter ratios, speed and time to the end.
 *
 * <p>The ratio of a weight w is {@code mean|Δw| / mean|w|} of the update just made; about 10⁻³ is
 * common, and far from it a layer hardly learns or jumps about.
 */
public final class TrainingRecorder extends BaseTrainingListener {

    private static final Logger log = LoggerFactory.getLogger(TrainingRecorder.class);

    private final List<RecordSink> sinks;
    private final int every;
    private final int ratiosEvery;
    private final int epochs;
    private final Map<String, String> hyperParameters;
    private final Pace pace;
    private boolean begun;
    private boolean failed;

    private TrainingRecorder(Builder builder) {
        this.sinks = new ArrayList<>(builder.sinks);
        for (StatsStorageRouter router : builder.routers) {
            sinks.add(new RecordRouter(router, builder.sessionId, "0"));
        }
        this.every = builder.every;
        this.ratiosEvery = builder.ratiosEvery;
        this.epochs = builder.epochs;
        this.hyperParameters = new LinkedHashMap<>(builder.hyperParameters);
        this.pace = new Pace(builder.epochs);
    }

    /** Starts the settings of a recorder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Never disturbs training: a failure is logged once and ends recording. */
    @Override
    public synchronized void iterationDone(Model model, int iteration, int epoch) {
        if (failed) {
            return;
        }
        try {
            if (!begun) {
                begun = true;
                begin(model);
            }
            pace.step(epoch, model.batchSize());
            if (iteration % every == 0) {
                record(model, iteration, epoch);
            }
        } catch (RuntimeException e) {
            failed = true;
            log.error("Training is not recorded any more", e);
        }
    }

    private void begin(Model model) {
        Map<String, String> settings = new LinkedHashMap<>(hyperParameters);
        settings.putAll(Settings.of(model));
        sinks.forEach(
                sink ->
                        sink.putStaticInfo(
                                new TrainingStaticInfo(
                                        model.getClass().getSimpleName(),
                                        model.numParams(),
                                        epochs,
                                        settings)));
    }

    private void record(Model model, int iteration, int epoch) {
        NamedNumbers ratios = iteration % ratiosEvery == 0 ? ratios(model) : NamedNumbers.NONE;
        TrainingUpdate.Speed speed = pace.measure(System.nanoTime());
        for (RecordSink sink : sinks) {
            sink.putUpdate(
                    new TrainingUpdate(
                            iteration, epoch, model.score(), speed, learningRates(model), ratios));
        }
    }

    private static Layer[] layers(Model model) {
        if (model instanceof MultiLayerNetwork network) {
            return network.getLayers();
        }
        return model instanceof ComputationGraph graph ? graph.getLayers() : new Layer[0];
    }

    /** One rate for each layer: that of its first parameter. */
    private static NamedNumbers learningRates(Model model) {
        List<String> names = new ArrayList<>();
        List<Double> rates = new ArrayList<>();
        Layer[] layers = layers(model);
        for (int i = 0; i < layers.length; i++) {
            if (layers[i].conf().getLayer() instanceof BaseLayer conf
                    && layers[i].numParams() > 0) {
                String first = conf.initializer().paramKeys(conf).get(0);
                double rate =
                        conf.getUpdaterByParam(first)
                                .getLearningRate(
                                        layers[i].getIterationCount(), layers[i].getEpochCount());
                // Updaters without a learning rate say NaN.
                if (!Double.isNaN(rate)) {
                    names.add(conf.getLayerName() == null ? "layer" + i : conf.getLayerName());
                    rates.add(rate);
                }
            }
        }
        return new NamedNumbers(names, rates.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /**
     * After the updater, the gradient's views hold the update. Biases, which begin at 0, are left
     * out.
     */
    private static NamedNumbers ratios(Model model) {
        List<String> names = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        Map<String, INDArray> parameters = model.paramTable(true);
        for (Map.Entry<String, INDArray> update :
                model.gradient().gradientForVariable().entrySet()) {
            INDArray parameter = parameters.get(update.getKey());
            if (parameter != null && parameter.rank() > 1 && parameter.size(0) > 1) {
                names.add(update.getKey());
                ratios.add(
                        update.getValue().ameanNumber().doubleValue()
                                / parameter.ameanNumber().doubleValue());
            }
        }
        return new NamedNumbers(names, ratios.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** Settings of a {@link TrainingRecorder}. */
    public static final class Builder {

        private final List<RecordSink> sinks = new ArrayList<>();
        private final List<StatsStorageRouter> routers = new ArrayList<>();
        private final Map<String, String> hyperParameters = new LinkedHashMap<>();
        private String sessionId = UUID.randomUUID().toString();
        private int every = 1;
        private int ratiosEvery = 10;
        private int epochs;

        private Builder() {}

        /**
         * Records into a storage, which a UI may show.
         *
         * @param router storage or its router
         * @return this
         */
        public Builder recordTo(StatsStorageRouter router) {
            routers.add(Objects.requireNonNull(router, "router must be given"));
            return this;
        }

        /**
         * Records into a sink.
         *
         * @param sink sink
         * @return this
         */
        public Builder recordTo(RecordSink sink) {
            sinks.add(Objects.requireNonNull(sink, "sink must be given"));
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
         * Sets how often to record.
         *
         * @param iterations every so many, at least 1; default 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder every(int iterations) {
            every = positive("every", iterations);
            return this;
        }

        /**
         * Sets how often to measure update:parameter ratios, at iterations that are recorded.
         *
         * @param iterations every so many, at least 1; default 10
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder ratiosEvery(int iterations) {
            ratiosEvery = positive("ratiosEvery", iterations);
            return this;
        }

        /**
         * Sets how many epochs will be trained, from which the time to the end is told.
         *
         * @param count epochs of all calls of {@code fit} together, at least 1
         * @return this
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder epochs(int count) {
            epochs = positive("epochs", count);
            return this;
        }

        /**
         * Adds a setting that is not part of the network's configuration, for comparisons.
         *
         * @param name its name
         * @param value its value
         * @return this
         */
        public Builder hyperParameter(String name, Object value) {
            hyperParameters.put(name, String.valueOf(value));
            return this;
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " is " + value + ", expected at least 1");
            }
            return value;
        }

        /**
         * The recorder.
         *
         * @return recorder
         * @throws IllegalArgumentException if there is nowhere to record to
         */
        public TrainingRecorder build() {
            if (sinks.isEmpty() && routers.isEmpty()) {
                throw new IllegalArgumentException(
                        "recordTo is not given, expected a storage or a sink");
            }
            return new TrainingRecorder(this);
        }
    }
}
