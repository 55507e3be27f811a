/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.dataset.DataSet;

/**
 * An example's index, as meta data of its minibatch.
 *
 * @param index index
 * @param metaData what the example had for meta data before, may be {@code null}
 */
record ExampleIndex(int index, Serializable metaData) implements Serializable {

    /** Puts the indices into a minibatch. */
    static void put(DataSet batch, int[] indices) {
        List<Serializable> before = batch.getExampleMetaData();
        List<Serializable> after = new ArrayList<>(indices.length);
        for (int i = 0; i < indices.length; i++) {
            boolean had = before != null && i < before.size();
            after.add(new ExampleIndex(indices[i], had ? before.get(i) : null));
        }
        batch.setExampleMetaData(after);
    }

    /** Reads the indices from a minibatch. */
    static int[] of(DataSet batch) {
        List<Serializable> all = batch.getExampleMetaData();
        if (all == null || all.isEmpty() || !(all.get(0) instanceof ExampleIndex)) {
            throw new IllegalArgumentException(
                    "minibatch of "
                            + batch.numExamples()
                            + " examples has no indices, expected one of an"
                            + " IndexedDataSetIterator");
        }
        return all.stream().mapToInt(m -> ((ExampleIndex) m).index()).toArray();
    }
}
