/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.RecordSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.deeplearning4j.core.storage.StatsStorageRouter;

/**
 * The settings that all probes have, whenever they measure: where records go, and a seed.
 *
 * @param <T> the builder's own type, for fluent calls
 */
@SuppressWarnings("unchecked")
public abstract class RecordingBuilder<T extends RecordingBuilder<T>> {

    private final List<RecordSink> sinks = new ArrayList<>();
    private final List<StatsStorageRouter> routers = new ArrayList<>();
    private String sessionId = UUID.randomUUID().toString();
    private long seed = Probe.DEFAULT_SEED;

    /** Starts the settings. */
    protected RecordingBuilder() {}

    /**
     * Records into a storage, which a UI may show.
     *
     * @param router storage or its router
     * @return this
     */
    public T recordTo(StatsStorageRouter router) {
        routers.add(Objects.requireNonNull(router, "router must be given"));
        return (T) this;
    }

    /**
     * Records into a sink.
     *
     * @param sink sink
     * @return this
     */
    public T recordTo(RecordSink sink) {
        sinks.add(Objects.requireNonNull(sink, "sink must be given"));
        return (T) this;
    }

    /**
     * Sets the session under which storages keep the records.
     *
     * @param sessionId session; default a random one
     * @return this
     */
    public T sessionId(String sessionId) {
        this.sessionId = sessionId;
        return (T) this;
    }

    /**
     * Sets the seed of the random numbers that measurements draw.
     *
     * @param seed seed
     * @return this
     */
    public T seed(long seed) {
        this.seed = seed;
        return (T) this;
    }

    /** The seed. */
    public final long getSeed() {
        return seed;
    }

    /** All sinks, those of storages under the session last set. */
    List<RecordSink> sinks() {
        List<RecordSink> all = new ArrayList<>(sinks);
        routers.forEach(router -> all.add(new RecordRouter(router, sessionId, "0")));
        return all;
    }
}
