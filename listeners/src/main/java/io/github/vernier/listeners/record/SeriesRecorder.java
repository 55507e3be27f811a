/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.util.Objects;
import org.deeplearning4j.core.storage.StatsStorageRouter;

/**
 * Records any series of numbers, for the page {@code /vernier/series}.
 *
 * <pre>{@code
 * SeriesRecorder series = SeriesRecorder.of(storage, "my session");
 * series.put("reward", episode, reward);
 * }</pre>
 *
 * <p>It may be used by several threads.
 */
public final class SeriesRecorder {

    private final RecordSink sink;

    /**
     * A recorder.
     *
     * @param sink where to record
     */
    public SeriesRecorder(RecordSink sink) {
        this.sink = Objects.requireNonNull(sink, "sink must be given");
    }

    /**
     * A recorder into a storage.
     *
     * @param router storage or its router
     * @param sessionId session, such as that of a probe, to be seen beside it
     * @return recorder
     * @throws IllegalArgumentException if the session's id is empty or contains a quote
     */
    public static SeriesRecorder of(StatsStorageRouter router, String sessionId) {
        return new SeriesRecorder(new RecordRouter(router, sessionId, "0"));
    }

    /**
     * Records a point.
     *
     * @param name name of the series, any text
     * @param x where, finite: an iteration, an episode, a time
     * @param y how much; may be NaN or infinite
     * @throws IllegalArgumentException if x is not finite
     */
    public void put(String name, double x, double y) {
        if (!Double.isFinite(x)) {
            throw new IllegalArgumentException(
                    "x of series \"" + name + "\" is " + x + ", expected a finite number");
        }
        sink.putUpdate(new SeriesUpdate(Objects.requireNonNull(name, "name must be given"), x, y));
    }
}
