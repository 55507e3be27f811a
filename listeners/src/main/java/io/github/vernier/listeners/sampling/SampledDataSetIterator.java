/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import io.github.vernier.listeners.estimator.ExampleWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Minibatches of a data set in memory, of the examples that a {@link Sampler} chooses.
 *
 * <p>Where the sampler gives weights, labels are multiplied by them, and the network's output layer
 * must have the loss function {@link ExampleWeights#loss}. An example's index is its place in the
 * data set.
 *
 * <p>{@code reset} ends an epoch. The next begins when it is first asked for, and not twice if
 * nothing of it was taken, however often DL4J resets in between.
 */
public final class SampledDataSetIterator implements IndexedDataSetIterator {

    private static final long serialVersionUID = 1L;

    private final DataSet data;
    private final int batch;
    private final Sampler sampler;
    private DataSetPreProcessor preProcessor;
    private boolean started;
    private boolean taken;
    private int[] indices;

    /**
     * An iterator.
     *
     * @param data all examples; not copied, not changed
     * @param batch examples in a minibatch, at least 1
     * @param sampler sampler of as many examples
     * @throws IllegalArgumentException if {@code batch} is below 1 or the numbers of examples
     *     differ
     */
    public SampledDataSetIterator(DataSet data, int batch, Sampler sampler) {
        this.sampler = Objects.requireNonNull(sampler, "sampler must be given");
        if (batch < 1) {
            throw new IllegalArgumentException("batch is " + batch + ", expected at least 1");
        }
        if (data.numExamples() != sampler.examples()) {
            throw new IllegalArgumentException(
                    "sampler has "
                            + sampler.examples()
                            + " examples, expected "
                            + data.numExamples()
                            + " as in the data");
        }
        this.data = data;
        this.batch = batch;
    }

    /**
     * All examples that an iterator has, in the order in which they come: for an iterator that
     * shuffles or augments, and fits into memory.
     *
     * @param source iterator at the beginning of an epoch; read to its end
     * @return its examples
     * @throws IllegalArgumentException if there are none
     */
    public static DataSet load(DataSetIterator source) {
        List<DataSet> all = new ArrayList<>();
        while (source.hasNext()) {
            all.add(source.next());
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("source has no example, expected at least 1");
        }
        return DataSet.merge(all);
    }

    @Override
    public int examples() {
        return sampler.examples();
    }

    @Override
    public int[] indices() {
        if (indices == null) {
            throw new IllegalStateException("There is no minibatch yet, expected a call of next");
        }
        return indices.clone();
    }

    @Override
    public boolean hasNext() {
        if (!started) {
            sampler.startEpoch();
            started = true;
        }
        return sampler.hasNext();
    }

    @Override
    public DataSet next() {
        return next(batch);
    }

    @Override
    public DataSet next(int most) {
        if (!hasNext()) {
            throw new NoSuchElementException("The epoch is over, expected a call of reset");
        }
        Sampler.Draw draw = sampler.next(most);
        taken = true;
        indices = draw.examples().clone();
        DataSet chosen =
                new DataSet(
                        rows(data.getFeatures(), indices),
                        rows(data.getLabels(), indices),
                        rows(data.getFeaturesMaskArray(), indices),
                        rows(data.getLabelsMaskArray(), indices));
        if (preProcessor != null) {
            preProcessor.preProcess(chosen);
        }
        if (draw.weights().length > 0) {
            ExampleWeights.multiply(chosen, draw.weights());
        }
        ExampleIndex.put(chosen, indices);
        return chosen;
    }

    private static INDArray rows(INDArray all, int[] indices) {
        if (all == null) {
            return null;
        }
        long[] shape = all.shape().clone();
        INDArray flat = all.reshape('c', shape[0], all.length() / shape[0]);
        shape[0] = indices.length;
        return Nd4j.pullRows(flat, 1, indices, 'c').reshape('c', shape);
    }

    @Override
    public void reset() {
        if (taken) {
            started = false;
            taken = false;
        }
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public int inputColumns() {
        return data.numInputs();
    }

    @Override
    public int totalOutcomes() {
        return data.numOutcomes();
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    @Override
    public List<String> getLabels() {
        return data.getLabelNamesList();
    }
}
