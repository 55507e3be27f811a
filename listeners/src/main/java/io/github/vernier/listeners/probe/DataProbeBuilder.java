/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import java.util.Objects;
import java.util.Optional;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/**
 * The settings of probes that measure on minibatches: those of training, or their own.
 *
 * @param <T> the builder's own type, for fluent calls
 */
@SuppressWarnings("unchecked")
public abstract class DataProbeBuilder<T extends DataProbeBuilder<T>> extends ProbeBuilder<T> {

    private ProbeData data;

    /**
     * Starts the settings.
     *
     * @param schedule when to measure by default
     */
    protected DataProbeBuilder(Schedule schedule) {
        super(schedule);
    }

    /**
     * Sets on what to measure.
     *
     * @param data minibatches, such as {@link ProbeData#fixed} for comparable numbers; default the
     *     minibatch training has just used
     * @return this
     */
    public T data(ProbeData data) {
        this.data = Objects.requireNonNull(data, "data must be given").checked();
        return (T) this;
    }

    /**
     * Measures on an iterator's minibatches, round and round.
     *
     * @param iterator not the one training uses
     * @return this
     */
    public T data(DataSetIterator iterator) {
        return data(ProbeData.of(iterator));
    }

    /** Minibatches of its own, absent if it measures on those of training. */
    public final Optional<ProbeData> getData() {
        return Optional.ofNullable(data);
    }
}
