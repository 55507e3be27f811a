/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.ui.record.RecordType;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;

/**
 * Looks for one kind of trouble.
 *
 * @param <R> class of the records it reads
 */
public interface Check<R extends Persistable> {

    /**
     * What it reads.
     *
     * @return type of records
     */
    RecordType<R> type();

    /**
     * Looks at a session.
     *
     * @param history its records
     * @return what it found, worst first; empty if all is well
     */
    List<Finding> examine(History<R> history);
}
