/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.util.List;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

/**
 * Several preprocessors, one after the other, all of which learn about new epochs; DL4J's {@code
 * CombinedPreProcessor} would hide the random ones from the iterator.
 */
public final class PreProcessorChain implements DataSetPreProcessor, EpochAware {

    private static final long serialVersionUID = 1L;

    // An array, because List is not declared serializable and the interface is.
    private final DataSetPreProcessor[] parts;

    private PreProcessorChain(DataSetPreProcessor[] parts) {
        this.parts = parts;
    }

    /**
     * Chains preprocessors in the order given.
     *
     * @param parts applied first to last
     */
    public static PreProcessorChain of(DataSetPreProcessor... parts) {
        return new PreProcessorChain(List.of(parts).toArray(DataSetPreProcessor[]::new));
    }

    @Override
    public void preProcess(DataSet batch) {
        for (DataSetPreProcessor part : parts) {
            part.preProcess(batch);
        }
    }

    @Override
    public void startEpoch(int epoch) {
        for (DataSetPreProcessor part : parts) {
            if (part instanceof EpochAware aware) {
                aware.startEpoch(epoch);
            }
        }
    }
}
