/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.listeners.cdg.CdgListener;
import io.github.vernier.listeners.clustering.ClusteringListener;
import io.github.vernier.listeners.discrete.DiscreteGradientListener;
import io.github.vernier.listeners.estimator.EstimatorListener;
import io.github.vernier.listeners.estimator.Svrg;
import io.github.vernier.listeners.evaluation.EvaluationRecorder;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.rounding.StochasticRoundingListener;
import io.github.vernier.listeners.sampling.NumberedDataSetIterator;
import io.github.vernier.listeners.training.TrainingRecorder;
import io.github.vernier.listeners.variance.GradientVarianceListener;
import io.github.vernier.listeners.weights.BinaryWeightListener;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.optimize.api.TrainingListener;

/**
 * Every probe that says something about an image classifier of signs, as it measures by default.
 *
 * @param data images it is trained and tested on
 * @param batch size of minibatches
 * @param seed of the order of images
 * @param epochs how long training will be
 * @param sink where records go
 */
public record ClassifierProbes(DataSource data, int batch, long seed, int epochs, RecordSink sink) {

    private static final int CLUSTERS = 8;
    private static final int ESTIMATES = 200;
    private static final int DRAWS = 2;

    /** Makes them; each call makes new ones. By name, in the order of the pages. */
    public Map<String, Supplier<TrainingListener>> all() {
        Map<String, Supplier<TrainingListener>> all = new LinkedHashMap<>();
        all.put("training", this::training);
        all.put("evaluation", this::evaluation);
        all.put("binary weights", () -> BinaryWeightListener.builder().recordTo(sink).build());
        all.put("cdg", () -> CdgListener.builder().recordTo(sink).build());
        all.put(
                "discrete gradient",
                () -> DiscreteGradientListener.builder().recordTo(sink).build());
        all.put(
                "stochastic rounding",
                () -> StochasticRoundingListener.builder().recordTo(sink).build());
        all.put(
                "gradient variance",
                () -> GradientVarianceListener.builder().recordTo(sink).build());
        all.put("svrg, measured", this::svrg);
        all.put("clusters", () -> clusters().build());
        all.put("clusters of all images", this::clustersOfAll);
        return all;
    }

    private TrainingListener training() {
        return TrainingRecorder.builder().epochs(epochs).recordTo(sink).build();
    }

    private TrainingListener evaluation() {
        return EvaluationRecorder.builder()
                .name("test")
                .heldOut(data.test(batch))
                .recordTo(sink)
                .build();
    }

    private ClusteringListener.Builder clusters() {
        return ClusteringListener.builder()
                .clusters(CLUSTERS)
                .classNames(data.labels())
                .recordTo(sink);
    }

    private TrainingListener clustersOfAll() {
        return clusters()
                .examples(new NumberedDataSetIterator(data.test(batch), data.testImages().size()))
                .build();
    }

    /** A snapshot for each measurement: gradients of the test images stand for those of all. */
    private TrainingListener svrg() {
        return EstimatorListener.builder(Svrg.over(data.test(batch)))
                .frequent(tick -> false)
                .infrequent(Schedule.everyEpoch().and(Schedule.timeShare(0.05)))
                .measure(
                        Schedule.every(ESTIMATES, ESTIMATES / 2),
                        ProbeData.of(data.train(batch, seed + 1)),
                        DRAWS)
                .recordTo(sink)
                .build();
    }
}
