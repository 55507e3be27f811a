/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.search;

import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.TrialStore;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The searches that the page shows.
 *
 * <pre>{@code
 * UIServer.getInstance().attach(storage);          // or VernierUIServer.builder().start()
 * Searches.attach("compress", Path.of("search.db"));
 * }</pre>
 *
 * <p>A search may be attached before, while or after it runs, in this process or another.
 */
public final class Searches {

    private static final Map<String, TrialStore> ATTACHED =
            Collections.synchronizedMap(new LinkedHashMap<>());

    private Searches() {}

    /**
     * Shows the trials of a file, which is opened and stays open.
     *
     * @param name what the page calls it
     * @param file the file; made if it is not there
     */
    public static void attach(String name, Path file) {
        attach(name, SqliteTrialStore.open(file));
    }

    /**
     * Shows the trials of a store.
     *
     * @param name what the page calls it; another search of that name is replaced
     * @param store the store; the caller detaches it before closing it
     */
    public static void attach(String name, TrialStore store) {
        ATTACHED.put(
                Objects.requireNonNull(name, "name must be given"),
                Objects.requireNonNull(store, "store must be given"));
    }

    /**
     * Shows a search no longer.
     *
     * @param name its name
     */
    public static void detach(String name) {
        ATTACHED.remove(name);
    }

    static Map<String, TrialStore> all() {
        synchronized (ATTACHED) {
            return new LinkedHashMap<>(ATTACHED);
        }
    }

    static Optional<TrialStore> find(String name) {
        return Optional.ofNullable(ATTACHED.get(name));
    }
}
