/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.ui.model.storage.sqlite.J7FileStatsStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written comes back from each of DL4J's storages, from files after they are reopened. */
public abstract class StorageContract {

    @TempDir private Path folder;

    /** Writes what the test is about. */
    protected abstract void fill(StatsStorage storage);

    /** What to assert about a storage that was filled, perhaps by another instance. */
    protected abstract void check(StatsStorage storage);

    @Test
    void memory() {
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        fill(storage);
        check(storage);
    }

    @Test
    void mapDbFileReopened() throws IOException {
        File file = folder.resolve("stats.dl4j").toFile();
        FileStatsStorage storage = new FileStatsStorage(file);
        fill(storage);
        storage.close();
        FileStatsStorage reopened = new FileStatsStorage(file);
        check(reopened);
        reopened.close();
    }

    @Test
    void sqliteFileReopened() throws IOException {
        File file = folder.resolve("stats.sqlite").toFile();
        J7FileStatsStorage storage = new J7FileStatsStorage(file);
        fill(storage);
        storage.close();
        J7FileStatsStorage reopened = new J7FileStatsStorage(file);
        check(reopened);
        reopened.close();
    }
}
