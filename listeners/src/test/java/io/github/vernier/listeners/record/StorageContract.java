/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;
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
        fileReopened(FileStatsStorage::new);
    }

    @Test
    void sqliteFileReopened() throws IOException {
        fileReopened(J7FileStatsStorage::new);
    }

    private void fileReopened(Function<File, StatsStorage> open) throws IOException {
        File file = folder.resolve("stats").toFile();
        StatsStorage storage = open.apply(file);
        fill(storage);
        storage.close();
        StatsStorage reopened = open.apply(file);
        check(reopened);
        reopened.close();
    }
}
