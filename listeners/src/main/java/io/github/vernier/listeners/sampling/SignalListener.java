/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import io.github.vernier.listeners.estimator.ExampleWeights;
import io.github.vernier.listeners.probe.Moment;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.variance.Convention;
import io.github.vernier.listeners.variance.ExampleGradients;
import io.github.vernier.listeners.variance.ExampleMethod;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Tells a {@link SignalSampler} what training sees of the examples of each minibatch.
 *
 * <p>It measures on a twin, without disturbing; what the sampler makes of it changes training. It
 * must see the iterator that trains, and the iterator's indices those of the minibatch in training,
 * which holds as long as nothing fetches ahead. A loss costs one forward pass, a gradient's norm a
 * forward and backward pass.
 *
 * <pre>{@code
 * var signals = new ExampleSignals(data.numExamples(), ExampleSignals.MOMENTUM);
 * var sampler = new SnoozeSampler(signals, SnoozeThreshold.partOfMedian(0.5), 512, 1);
 * var training = new SampledDataSetIterator(data, 64, sampler);
 * network.addListeners(new SignalListener(training, signals, Signal.LOSS));
 * network.fit(training, epochs);
 * }</pre>
 */
public final class SignalListener extends Probe {

    private final IndexedDataSetIterator training;
    private final ExampleSignals signals;
    private final Signal signal;
    private Twin measured;
    private ExampleGradients gradients;

    /**
     * A listener to every iteration.
     *
     * @param training the iterator that trains
     * @param signals where signals go, of as many examples
     * @param signal what is seen
     * @throws IllegalArgumentException if the numbers of examples differ
     */
    public SignalListener(IndexedDataSetIterator training, ExampleSignals signals, Signal signal) {
        super(Schedule.every(1), List.of());
        this.training = Objects.requireNonNull(training, "training must be given");
        this.signals = Objects.requireNonNull(signals, "signals must be given");
        this.signal = Objects.requireNonNull(signal, "signal must be given");
        if (signals.examples() != training.examples()) {
            throw new IllegalArgumentException(
                    "signals are of "
                            + signals.examples()
                            + " examples, expected "
                            + training.examples()
                            + " as the iterator has");
        }
    }

    @Override
    protected void begin(Twin twin) {
        measured = twin;
        if (signal == Signal.GRADIENT_NORM) {
            gradients = new ExampleGradients(twin, Convention.UNBIASED, ExampleMethod.VECTORIZED);
        }
    }

    @Override
    protected void atGradient(Moment now) {
        int[] examples = training.indices();
        if (examples.length != now.minibatch()) {
            throw new IllegalStateException(
                    "minibatch has "
                            + now.minibatch()
                            + " examples, expected "
                            + examples.length
                            + " as the iterator gave last");
        }
        MultiDataSet batch = ExampleWeights.without(now.batch());
        signals.observe(examples, signal == Signal.LOSS ? losses(batch) : norms(batch));
    }

    private double[] norms(MultiDataSet batch) {
        return DoubleStream.of(gradients.measure(batch).squaredNorms()).map(Math::sqrt).toArray();
    }

    private double[] losses(MultiDataSet batch) {
        INDArray losses =
                measured.network() instanceof MultiLayerNetwork network
                        ? network.scoreExamples(single(batch), false)
                        : ((ComputationGraph) measured.network()).scoreExamples(batch, false);
        return losses.reshape(losses.length()).toDoubleVector();
    }

    private static DataSet single(MultiDataSet batch) {
        return new DataSet(
                batch.getFeatures(0),
                batch.getLabels(0),
                batch.getFeaturesMaskArrays() == null ? null : batch.getFeaturesMaskArray(0),
                batch.getLabelsMaskArrays() == null ? null : batch.getLabelsMaskArray(0));
    }
}
