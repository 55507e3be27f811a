/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a search is a list of trials, and the list is a file that outlives the search.
 *
 * <pre>{@code
 * try (TrialStore store = SqliteTrialStore.open(Path.of("search.db"))) {
 *     for (Trial trial : store.trials()) {
 *         System.out.println(trial.id() + " " + trial.status() + " " + trial.values());
 *     }
 * }
 * }</pre>
 *
 * <h2>Life of a trial</h2>
 *
 * <pre>
 * add ──▶ WAITING ──start──▶ RUNNING ──finish──▶ COMPLETE | PRUNED | FAILED | CANCELLED
 *            ▲                  │
 *            └─────requeue──────┘   a retry, a lost machine, a search that was killed
 *                                   or stopped and is resumed
 * </pre>
 *
 * <p>An id is a position in the sequence: 0, 1, 2... without gaps. Each start is an attempt with a
 * number, and only the last attempt can report or finish, so a straggler that was given up cannot
 * overwrite its successor. Every change of status is an {@link
 * io.github.vernier.arbiter.trial.TrialEvent event} that stays, written in the same transaction.
 *
 * <h2>Following a search</h2>
 *
 * <p>Any process may open the file while a search writes it. A page keeps the {@link
 * io.github.vernier.arbiter.trial.TrialStore#revision() revision} it has seen and asks {@link
 * io.github.vernier.arbiter.trial.TrialStore#changedSince changedSince}. {@link
 * io.github.vernier.arbiter.trial.Request Requests} go the other way: the search looks for them
 * several times a second.
 *
 * <h2>The file</h2>
 *
 * <p>SQLite in write-ahead mode, so there are two more files beside it ({@code -wal}, {@code -shm})
 * while it is open; copy all three, or none while a search runs. Each call is one transaction,
 * flushed. There is no Java serialization in it: lists and maps are JSON text, and a network's
 * configuration is Deeplearning4j's own JSON.
 */
package io.github.vernier.arbiter.trial;
