/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import org.nd4j.linalg.dataset.adapter.MultiDataSetIteratorAdapter;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/** An endless source of minibatches for measurements, apart from those training uses. */
@FunctionalInterface
public interface ProbeData {

    /**
     * The next minibatch.
     *
     * @return minibatch of at least one example
     */
    MultiDataSet next();

    /**
     * Goes round and round an iterator, which must not be the one training uses.
     *
     * @param iterator reset after each round
     */
    static ProbeData of(MultiDataSetIterator iterator) {
        return () -> {
            if (!iterator.hasNext()) {
                iterator.reset();
                if (!iterator.hasNext()) {
                    throw new IllegalStateException("The probe's data source is empty");
                }
            }
            return iterator.next();
        };
    }

    /**
     * Goes round and round an iterator, which must not be the one training uses.
     *
     * @param iterator reset after each round
     */
    static ProbeData of(DataSetIterator iterator) {
        return of(new MultiDataSetIteratorAdapter(iterator));
    }

    /**
     * The same minibatch each time.
     *
     * @param batch minibatch
     */
    static ProbeData fixed(MultiDataSet batch) {
        return () -> batch;
    }

    /** The same minibatches, with an error that says so if one has no examples. */
    default ProbeData checked() {
        return () -> {
            MultiDataSet batch = next();
            if (batch.getFeatures(0).isEmpty() || batch.getFeatures(0).size(0) == 0) {
                throw new IllegalStateException(
                        "The probe's data source gave a minibatch without examples");
            }
            return batch;
        };
    }
}
