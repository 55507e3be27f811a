/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.util.List;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * A data set iterator that knows which examples are in a minibatch.
 *
 * <p>An example's index, from 0, is the same in every epoch and in whatever order examples come.
 * The indices of a minibatch can be asked of the iterator, which for that reason does not let
 * itself be prefetched, and of the {@link #indicesOf minibatch itself}, which holds through
 * prefetching by others.
 */
public interface IndexedDataSetIterator extends DataSetIterator {

    /** Number of examples that there are; indices are below it. */
    int examples();

    /**
     * The indices of the examples of the current minibatch, the one that {@code next} returned
     * last.
     *
     * @return a copy, in the minibatch's order
     * @throws IllegalStateException if there is no minibatch yet
     */
    int[] indices();

    /** False: a minibatch fetched ahead would not be the one that training is at. */
    @Override
    default boolean asyncSupported() {
        return false;
    }

    /**
     * The indices of the examples of a minibatch of such an iterator.
     *
     * @param batch minibatch, before or after prefetching
     * @throws IllegalArgumentException if it is none of an indexed iterator
     */
    static int[] indicesOf(DataSet batch) {
        return ExampleIndex.of(batch);
    }

    @Override
    default boolean resetSupported() {
        return true;
    }

    @Override
    default List<String> getLabels() {
        return null;
    }
}
