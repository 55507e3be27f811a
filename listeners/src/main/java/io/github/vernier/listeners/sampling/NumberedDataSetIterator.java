/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * Numbers the examples of any iterator by their place in an epoch.
 *
 * <p>The iterator must give the same examples in the same order in every epoch: one that shuffles
 * belongs into memory, see {@link SampledDataSetIterator}. Epochs of another length are noticed.
 */
public final class NumberedDataSetIterator implements IndexedDataSetIterator {

    private static final long serialVersionUID = 1L;

    private final DataSetIterator source;
    private final int examples;
    private int position;
    private int[] indices;

    /**
     * Numbers an iterator, which is at the beginning of an epoch.
     *
     * @param source iterator that can be reset
     * @param examples number of examples in each of its epochs, at least 1
     * @throws IllegalArgumentException if there are none or it cannot be reset
     */
    public NumberedDataSetIterator(DataSetIterator source, int examples) {
        this.source = Objects.requireNonNull(source, "source must be given");
        this.examples = examples;
        if (examples < 1) {
            throw new IllegalArgumentException(
                    "source has " + examples + " examples, expected at least 1");
        }
        if (!source.resetSupported()) {
            throw new IllegalArgumentException(
                    "source is a "
                            + source.getClass().getName()
                            + " that cannot be reset, expected one that can");
        }
    }

    @Override
    public int examples() {
        return examples;
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
        boolean more = source.hasNext();
        if (!more && position != 0 && position != examples) {
            throw wrongLength(position);
        }
        return more;
    }

    @Override
    public DataSet next() {
        checkNotOver();
        return numbered(source.next());
    }

    @Override
    public DataSet next(int most) {
        checkNotOver();
        return numbered(source.next(most));
    }

    private void checkNotOver() {
        if (!hasNext()) {
            throw new NoSuchElementException("The epoch is over, expected a call of reset");
        }
    }

    private DataSet numbered(DataSet batch) {
        int to = position + batch.numExamples();
        if (to > examples) {
            throw wrongLength(to);
        }
        indices = IntStream.range(position, to).toArray();
        position = to;
        ExampleIndex.put(batch, indices);
        return batch;
    }

    private IllegalStateException wrongLength(int found) {
        return new IllegalStateException(
                "source has given " + found + " examples in an epoch, expected " + examples);
    }

    @Override
    public void reset() {
        source.reset();
        position = 0;
    }

    @Override
    public int batch() {
        return source.batch();
    }

    @Override
    public int inputColumns() {
        return source.inputColumns();
    }

    @Override
    public int totalOutcomes() {
        return source.totalOutcomes();
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        source.setPreProcessor(preProcessor);
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return source.getPreProcessor();
    }
}
