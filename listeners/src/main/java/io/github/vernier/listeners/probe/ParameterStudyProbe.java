/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import io.github.vernier.listeners.record.ParameterStudyUpdate;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * A probe that studies a network's parameters on a minibatch, which takes many losses and so can be
 * given up: by {@link #cancel}, or by an interrupt of the training thread.
 *
 * @param <R> what a study finds
 */
public abstract class ParameterStudyProbe<R> extends Probe {

    private final Optional<ProbeData> data;
    private volatile boolean cancelled;
    private volatile R last;

    /**
     * A probe.
     *
     * @param builder its settings
     */
    protected ParameterStudyProbe(ParameterStudyProbeBuilder<?> builder) {
        super(builder);
        this.data = builder.getData();
    }

    /** Ends the measurement that is under way, if there is one, and makes no more. */
    public final void cancel() {
        cancelled = true;
    }

    /** The last measurement, absent before the first. */
    public final Optional<R> getLast() {
        return Optional.ofNullable(last);
    }

    /** Whether the study has anything to do in the network; it has, unless a probe says no. */
    protected boolean applies() {
        return true;
    }

    /**
     * Studies the network.
     *
     * @param now this iteration
     * @param batch the minibatch
     * @return what was found
     * @throws CancellationException once {@link #isEnded}; the network is then as it was
     */
    protected abstract R study(Moment now, MultiDataSet batch);

    /**
     * What was found, as a record.
     *
     * @param now this iteration
     * @param found what was found
     */
    protected abstract ParameterStudyUpdate<?> update(Moment now, R found);

    /** What the log says of a study that has been given up. */
    protected abstract String givenUp();

    /** Whether the study that is under way is to be given up. */
    protected final boolean isEnded() {
        return cancelled || Thread.currentThread().isInterrupted();
    }

    @Override
    protected final void atGradient(Moment now) {
        if (cancelled || !applies()) {
            return;
        }
        MultiDataSet batch = data.map(ProbeData::next).orElseGet(now::batch);
        try {
            last = study(now, batch);
        } catch (CancellationException e) {
            log().info(givenUp());
            return;
        }
        record(update(now, last));
    }
}
