/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Trials in an SQLite file.
 *
 * <p>The file is in write-ahead mode, so readers never wait for the writer, and is flushed to disk
 * with every transaction, so a power cut loses no more than a kill does. A lock file beside it
 * ({@code .lock}) says that a search is going on; the operating system drops the lock with the
 * process. SQLite's locks do not work on most network file systems: keep the file on a local disk.
 */
public final class SqliteTrialStore implements TrialStore {

    private final String where;
    private final ProcessLock lock;
    private final Database database;
    private final TrialRows rows;

    private SqliteTrialStore(String where, ProcessLock lock, String url) {
        this.where = where;
        this.lock = lock;
        this.database = new Database(where, url);
        this.rows = new TrialRows(database.connection());
        database.transaction(
                "open",
                () -> {
                    Schema.open(database.connection(), where);
                    return null;
                });
    }

    /**
     * Opens a file, or makes it.
     *
     * @param file the file; its folder must exist
     * @throws IllegalArgumentException if it is a database, but not of trials
     * @throws TrialStoreException if it cannot be opened or is no database
     */
    public static SqliteTrialStore open(Path file) {
        Path absolute = file.toAbsolutePath();
        return new SqliteTrialStore(
                absolute.toString(),
                new ProcessLock(absolute.resolveSibling(absolute.getFileName() + ".lock")),
                "jdbc:sqlite:" + absolute);
    }

    /** A store that is gone when closed, for searches nobody will resume. */
    public static SqliteTrialStore inMemory() {
        return new SqliteTrialStore("The store in memory", null, "jdbc:sqlite::memory:");
    }

    @Override
    public synchronized Optional<Study> study() {
        return database
                .query(
                        "SELECT name, seed, goals, parameters, settings FROM study",
                        row ->
                                new Study(
                                        row.getString(1),
                                        row.getLong(2),
                                        Columns.goals(row.getString(3)),
                                        Columns.parameters(row.getString(4)),
                                        Columns.texts(row.getString(5))))
                .stream()
                .findFirst();
    }

    @Override
    public synchronized void create(Study study) {
        database.transaction(
                "create the study",
                () -> {
                    Optional<Study> present = study();
                    if (present.isEmpty()) {
                        database.update(
                                "INSERT INTO study VALUES (?, ?, ?, ?, ?)",
                                study.name(),
                                study.seed(),
                                Columns.goals(study.goals()),
                                Columns.parameters(study.parameters()),
                                Columns.write(study.settings()));
                    } else if (!present.get().equals(study)) {
                        throw new IllegalStateException(
                                where + " has another study: " + present.get());
                    }
                    return null;
                });
    }

    @Override
    public synchronized void claim() {
        try {
            if (lock != null && !lock.take()) {
                throw new IllegalStateException(
                        where + " is in use by another search; wait for it or stop it");
            }
        } catch (IOException e) {
            throw database.failure("lock", e);
        }
    }

    @Override
    public synchronized Trial add(NewTrial trial) {
        return database.transaction("add a trial", () -> insert(trial));
    }

    @Override
    public synchronized Trial addFinished(
            NewTrial trial, List<EpochScore> epochs, Outcome outcome) {
        return database.transaction(
                "add a finished trial",
                () -> {
                    int id = insert(trial).id();
                    for (EpochScore epoch : epochs) {
                        insert(id, epoch);
                    }
                    return end(id, outcome);
                });
    }

    @Override
    public synchronized Trial start(int id, Attempt attempt) {
        return database.transaction(
                "start trial " + id,
                () -> {
                    require(id, TrialStatus.WAITING);
                    database.update(
                            "UPDATE trial SET status = 'RUNNING', attempt = attempt + 1, started ="
                                    + " ?, host = ?, versions = ? WHERE id = ?",
                            now(),
                            attempt.host(),
                            Columns.write(attempt.versions()),
                            id);
                    return changed(id);
                });
    }

    @Override
    public synchronized void relocate(int id, int attempt, Attempt where) {
        database.transaction(
                "relocate trial " + id,
                () -> {
                    requireRunning(id, attempt);
                    database.update(
                            "UPDATE trial SET host = ?, versions = ? WHERE id = ?",
                            where.host(),
                            Columns.write(where.versions()),
                            id);
                    touch(id);
                    return null;
                });
    }

    @Override
    public synchronized void report(int id, int attempt, EpochScore score) {
        database.transaction(
                "report an epoch of trial " + id,
                () -> {
                    requireRunning(id, attempt);
                    insert(id, score);
                    touch(id);
                    return null;
                });
    }

    @Override
    public synchronized Trial finish(int id, int attempt, Outcome outcome) {
        return database.transaction(
                "finish trial " + id,
                () -> {
                    Trial trial = existing(id);
                    if (trial.status().isFinished() || trial.attempt() != attempt) {
                        throw unexpected(trial, "unfinished, in attempt " + attempt);
                    }
                    return end(id, outcome);
                });
    }

    @Override
    public synchronized Trial requeue(int id, String reason) {
        return database.transaction(
                "requeue trial " + id,
                () -> {
                    Trial trial = existing(id);
                    if (trial.status() != TrialStatus.RUNNING
                            && trial.status() != TrialStatus.CANCELLED) {
                        throw unexpected(trial, "RUNNING or CANCELLED");
                    }
                    database.update("DELETE FROM epoch_score WHERE trial = ?", id);
                    database.update(
                            "UPDATE trial SET status = 'WAITING', ended = NULL, failure = ? WHERE id ="
                                    + " ?",
                            reason,
                            id);
                    return changed(id);
                });
    }

    @Override
    public synchronized List<Trial> trials() {
        return database.read("read the trials", () -> rows.from("id", 0));
    }

    @Override
    public synchronized Optional<Trial> trial(int id) {
        return database.read("read trial " + id, () -> rows.withId(id)).stream().findFirst();
    }

    @Override
    public synchronized long revision() {
        return database.query("SELECT latest FROM revision", row -> row.getLong(1)).get(0);
    }

    @Override
    public synchronized List<Trial> changedSince(long revision) {
        return database.read("read the trials", () -> rows.from("revision", revision + 1));
    }

    @Override
    public synchronized Optional<String> configuration(int id) {
        return database
                .query(
                        "SELECT configuration FROM trial WHERE id = ?",
                        row -> Optional.ofNullable(row.getString(1)),
                        id)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public synchronized List<TrialEvent> events() {
        return database.query(
                "SELECT trial, attempt, status, at FROM event ORDER BY number",
                row ->
                        new TrialEvent(
                                row.getInt(1),
                                row.getInt(2),
                                TrialStatus.valueOf(row.getString(3)),
                                Instant.ofEpochMilli(row.getLong(4))));
    }

    @Override
    public synchronized void request(Request request) {
        database.transaction(
                "request",
                () -> {
                    Integer trial = request.trial().isPresent() ? request.trial().getAsInt() : null;
                    database.update(
                            "INSERT INTO request (kind, trial) VALUES (?, ?)",
                            request.kind().name(),
                            trial);
                    return null;
                });
    }

    @Override
    public synchronized List<Request> requests() {
        return database.query(
                "SELECT kind, trial FROM request ORDER BY number",
                row -> {
                    Request.Kind kind = Request.Kind.valueOf(row.getString(1));
                    int trial = row.getInt(2);
                    return new Request(
                            kind, row.wasNull() ? OptionalInt.empty() : OptionalInt.of(trial));
                });
    }

    @Override
    public synchronized void clearRequests() {
        database.transaction("clear the requests", () -> database.update("DELETE FROM request"));
    }

    @Override
    public synchronized void close() {
        database.close();
        try {
            if (lock != null) {
                lock.drop();
            }
        } catch (IOException e) {
            throw database.failure("unlock", e);
        }
    }

    @Override
    public String toString() {
        return where;
    }

    private Trial insert(NewTrial trial) throws SQLException {
        int id = database.query("SELECT count(*) FROM trial", row -> row.getInt(1)).get(0);
        database.update(
                "INSERT INTO trial (id, origin, status, attempt, seed, coordinates, chosen,"
                        + " configuration, created, versions, revision)"
                        + " VALUES (?, ?, 'WAITING', 0, ?, ?, ?, ?, ?, ?, 0)",
                id,
                trial.origin().name(),
                trial.seed(),
                Columns.coordinates(trial.coordinates()),
                Columns.values(trial.values()),
                trial.configuration(),
                now(),
                Columns.write(Map.of()));
        return changed(id);
    }

    private void insert(int id, EpochScore score) throws SQLException {
        database.update(
                "INSERT INTO epoch_score VALUES (?, ?, ?)",
                id,
                score.epoch(),
                Double.isNaN(score.score()) ? null : score.score());
    }

    private Trial end(int id, Outcome outcome) throws SQLException {
        database.update(
                "UPDATE trial SET status = ?, ended = ?, model_path = ?, failure = coalesce(?,"
                        + " failure) WHERE id = ?",
                outcome.status().name(),
                now(),
                outcome.modelPath(),
                outcome.failure(),
                id);
        for (int i = 0; i < outcome.objectives().size(); i++) {
            database.update(
                    "INSERT INTO objective VALUES (?, ?, ?)", id, i, outcome.objectives().get(i));
        }
        return changed(id);
    }

    /** Notes a change of status, and gives the trial as it is now. */
    private Trial changed(int id) throws SQLException {
        touch(id);
        database.update(
                "INSERT INTO event (trial, attempt, status, at)"
                        + " SELECT id, attempt, status, ? FROM trial WHERE id = ?",
                now(),
                id);
        return existing(id);
    }

    private void touch(int id) throws SQLException {
        database.update("UPDATE revision SET latest = latest + 1");
        database.update(
                "UPDATE trial SET revision = (SELECT latest FROM revision) WHERE id = ?", id);
    }

    private Trial existing(int id) throws SQLException {
        return rows.withId(id).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no trial " + id));
    }

    private void require(int id, TrialStatus status) throws SQLException {
        Trial trial = existing(id);
        if (trial.status() != status) {
            throw unexpected(trial, status.name());
        }
    }

    private void requireRunning(int id, int attempt) throws SQLException {
        Trial trial = existing(id);
        if (trial.status() != TrialStatus.RUNNING || trial.attempt() != attempt) {
            throw unexpected(trial, "RUNNING in attempt " + attempt);
        }
    }

    private static IllegalStateException unexpected(Trial trial, String expected) {
        return new IllegalStateException(
                "Trial "
                        + trial.id()
                        + " must be "
                        + expected
                        + ", but is "
                        + trial.status()
                        + " in attempt "
                        + trial.attempt());
    }

    /** SQLite counts milliseconds, so that a trial read back is the one that was written. */
    private static long now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toEpochMilli();
    }
}
