/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners;

import io.github.vernier.listeners.cdg.CdgListener;
import io.github.vernier.listeners.clustering.ClusteringListener;
import io.github.vernier.listeners.discrete.DiscreteGradientListener;
import io.github.vernier.listeners.estimator.EstimatorListener;
import io.github.vernier.listeners.estimator.Fisher;
import io.github.vernier.listeners.estimator.KFac;
import io.github.vernier.listeners.estimator.Svrg;
import io.github.vernier.listeners.evaluation.EvaluationRecorder;
import io.github.vernier.listeners.popart.PopArtListener;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeBuilder;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.rounding.StochasticRoundingListener;
import io.github.vernier.listeners.sampling.IndexedDataSetIterator;
import io.github.vernier.listeners.sampling.NumberedDataSetIterator;
import io.github.vernier.listeners.variance.GradientVarianceListener;
import io.github.vernier.listeners.weights.BinaryWeightListener;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** One of every probe, for networks of {@link NoisyNetworks}. */
final class AllProbes {

    private static final int EXAMPLES = 18;

    private final RecordSink sink;
    private final int every;

    private AllProbes(RecordSink sink, int every) {
        this.sink = sink;
        this.every = every;
    }

    /** All of them, each with the schedule it has by default. */
    static List<Probe> byDefault(RecordSink sink) {
        return new AllProbes(sink, 0).probes();
    }

    /** All of them, each at every n-th iteration. */
    static List<Probe> every(int iterations, RecordSink sink) {
        return new AllProbes(sink, iterations).probes();
    }

    private <T extends ProbeBuilder<T>> T set(T builder) {
        return (every == 0 ? builder : builder.schedule(Schedule.every(every))).recordTo(sink);
    }

    private EstimatorListener.Builder set(EstimatorListener.Builder builder) {
        return builder.measure(Schedule.every(every == 0 ? 500 : every), data(92), 2)
                .recordTo(sink);
    }

    private static DataSetIterator data(long seed) {
        return NoisyNetworks.iterator(seed, DataType.FLOAT, EXAMPLES);
    }

    private static IndexedDataSetIterator images() {
        return new NumberedDataSetIterator(data(96), EXAMPLES);
    }

    private List<Probe> probes() {
        return List.of(
                set(GradientVarianceListener.builder().data(data(91)).draws(2).histograms())
                        .build(),
                set(CdgListener.builder().coordinates(8)).build(),
                set(DiscreteGradientListener.builder().coordinates(4)).build(),
                set(StochasticRoundingListener.builder().draws(3)).build(),
                set(EstimatorListener.builder(KFac.builder().fisher(Fisher.EMPIRICAL).build()))
                        .build(),
                set(EstimatorListener.builder(Svrg.over(data(93)))).build(),
                set(ClusteringListener.builder().clusters(3).examples(images())).build(),
                set(BinaryWeightListener.builder()).build(),
                set(PopArtListener.builder()).build(),
                set(EvaluationRecorder.builder().heldOut(data(94))).build());
    }
}
