/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.scale;

import io.github.vernier.listeners.record.NamedNumbers;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.TrainingStaticInfo;
import io.github.vernier.listeners.record.TrainingUpdate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;

/** A long session whose records are made as they are read, so that they take no memory. */
public final class SyntheticStorage extends InMemoryStatsStorage {

    public static final String SESSION = "long";
    static final int PEAK = 654_321;
    static final int NAN = 123_456;
    private static final String WORKER = "0";
    private static final List<String> LAYERS = List.of("conv1", "conv2", "conv3", "out");

    private final int records;
    private final AtomicLong read = new AtomicLong();

    public SyntheticStorage(int records) {
        this.records = records;
        describe(this);
        // One real record, by which the storage lists type and worker.
        super.putUpdate(record(1));
    }

    /** Storages list a session once it has a static record. */
    static void describe(StatsStorage storage) {
        new RecordRouter(storage, SESSION, WORKER)
                .putStaticInfo(new TrainingStaticInfo("MultiLayerNetwork", 1, 10, Map.of()));
    }

    /** How many records were read so far. */
    long read() {
        return read.get();
    }

    /** Records are numbered from 1, which is their time as well. */
    static TrainingUpdate record(long time) {
        int i = (int) time;
        double score =
                i == PEAK
                        ? 1000
                        : i == NAN ? Double.NaN : 1 + 1e5 / (1e5 + i) + (i * 7919L % 1000) / 1e4;
        double[] numbers = {1e-3, 2e-3, 3e-3, i % 100 / 1e4};
        TrainingUpdate update =
                new TrainingUpdate(
                        i,
                        i / 10_000,
                        score,
                        new TrainingUpdate.Speed(100, 3200, 1),
                        new NamedNumbers(LAYERS, numbers),
                        i % 10 == 1 ? new NamedNumbers(LAYERS, numbers) : NamedNumbers.NONE);
        update.stamp(SESSION, WORKER, time);
        return update;
    }

    private static boolean is(String type) {
        return type.equals(TrainingUpdate.TYPE_ID);
    }

    @Override
    public long[] getAllUpdateTimes(String session, String type, String worker) {
        return is(type)
                ? LongStream.rangeClosed(1, records).toArray()
                : super.getAllUpdateTimes(session, type, worker);
    }

    @Override
    public List<Persistable> getUpdates(String session, String type, String worker, long[] times) {
        read.addAndGet(times.length);
        List<Persistable> updates = new ArrayList<>(times.length);
        for (long time : times) {
            updates.add(record(time));
        }
        return updates;
    }
}
