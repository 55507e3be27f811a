/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/**
 * Trials in an SQLite file.
 *
 * <p>The file is in write-ahead mode, so readers never wait for the writer, and is flushed to disk
 * with every transaction, so a power cut loses no more than a kill does. A lock file beside it
 * ({@code .lock}) says that a search is going on; the operating system drops the lock with the
 * process. SQLite's locks do not work on most network file systems: keep the file on a local disk.
 */
public final class SqliteTrialStore implements TrialStore {

    /** How long a writer waits for another process's transaction, which takes a few ms. */
    private static final int BUSY_TIMEOUT_MILLIS = 30_000;

    private final String where;
    private final Path lockFile;
    private final Connection connection;
    private final TrialRows rows;
    private FileLock lock;

    private SqliteTrialStore(String where, Path lockFile, String url) {
        this.where = where;
        this.lockFile = lockFile;
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        try {
            connection = config.createConnection(url);
            rows = new TrialRows(connection);
        } catch (SQLException e) {
            throw failure("open", e);
        }
        transaction(
                "open",
                () -> {
                    Schema.open(connection, where);
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
                absolute.resolveSibling(absolute.getFileName() + ".lock"),
                "jdbc:sqlite:" + absolute);
    }

    /** A store that is gone when closed, for searches nobody will resume. */
    public static SqliteTrialStore inMemory() {
        return new SqliteTrialStore("The store in memory", null, "jdbc:sqlite::memory:");
    }

    @Override
    public synchronized Optional<Study> study() {
        return query(
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
        transaction(
                "create the study",
                () -> {
                    Optional<Study> present = study();
                    if (present.isEmpty()) {
                        update(
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
        if (lockFile == null || lock != null) {
            return;
        }
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // This process has it, by another store on the same file.
            lock = null;
        } catch (IOException e) {
            throw failure("lock", e);
        } finally {
            if (lock == null) {
                closeQuietly(channel);
            }
        }
        if (lock == null) {
            throw new IllegalStateException(
                    where + " is in use by another search; wait for it or stop it");
        }
    }

    @Override
    public synchronized Trial add(NewTrial trial) {
        return transaction("add a trial", () -> insert(trial));
    }

    @Override
    public synchronized Trial addFinished(
            NewTrial trial, List<EpochScore> epochs, Outcome outcome) {
        return transaction(
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
        return transaction(
                "start trial " + id,
                () -> {
                    require(id, TrialStatus.WAITING);
                    update(
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
        transaction(
                "relocate trial " + id,
                () -> {
                    requireRunning(id, attempt);
                    update(
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
        transaction(
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
        return transaction(
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
        return transaction(
                "requeue trial " + id,
                () -> {
                    Trial trial = existing(id);
                    if (trial.status() != TrialStatus.RUNNING
                            && trial.status() != TrialStatus.CANCELLED) {
                        throw unexpected(trial, "RUNNING or CANCELLED");
                    }
                    update("DELETE FROM epoch_score WHERE trial = ?", id);
                    update(
                            "UPDATE trial SET status = 'WAITING', ended = NULL, failure = ? WHERE id ="
                                    + " ?",
                            reason,
                            id);
                    return changed(id);
                });
    }

    @Override
    public synchronized List<Trial> trials() {
        return read("read the trials", () -> rows.from("id", 0));
    }

    @Override
    public synchronized Optional<Trial> trial(int id) {
        return read("read trial " + id, () -> rows.withId(id)).stream().findFirst();
    }

    @Override
    public synchronized long revision() {
        return query("SELECT latest FROM revision", row -> row.getLong(1)).get(0);
    }

    @Override
    public synchronized List<Trial> changedSince(long revision) {
        return read("read the trials", () -> rows.from("revision", revision + 1));
    }

    @Override
    public synchronized Optional<String> configuration(int id) {
        return query(
                        "SELECT configuration FROM trial WHERE id = ?",
                        row -> Optional.ofNullable(row.getString(1)),
                        id)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    @Override
    public synchronized List<TrialEvent> events() {
        return query(
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
        transaction(
                "request",
                () -> {
                    Integer trial = request.trial().isPresent() ? request.trial().getAsInt() : null;
                    update(
                            "INSERT INTO request (kind, trial) VALUES (?, ?)",
                            request.kind().name(),
                            trial);
                    return null;
                });
    }

    @Override
    public synchronized List<Request> requests() {
        return query(
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
        transaction("clear the requests", () -> update("DELETE FROM request"));
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("close", e);
        } finally {
            if (lock != null) {
                closeQuietly(lock.acquiredBy());
                lock = null;
            }
        }
    }

    @Override
    public String toString() {
        return where;
    }

    private Trial insert(NewTrial trial) throws SQLException {
        int id = query("SELECT count(*) FROM trial", row -> row.getInt(1)).get(0);
        update(
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
        update(
                "INSERT INTO epoch_score VALUES (?, ?, ?)",
                id,
                score.epoch(),
                Double.isNaN(score.score()) ? null : score.score());
    }

    private Trial end(int id, Outcome outcome) throws SQLException {
        update(
                "UPDATE trial SET status = ?, ended = ?, model_path = ?, failure = coalesce(?,"
                        + " failure) WHERE id = ?",
                outcome.status().name(),
                now(),
                outcome.modelPath(),
                outcome.failure(),
                id);
        for (int i = 0; i < outcome.objectives().size(); i++) {
            update("INSERT INTO objective VALUES (?, ?, ?)", id, i, outcome.objectives().get(i));
        }
        return changed(id);
    }

    /** Notes a change of status, and gives the trial as it is now. */
    private Trial changed(int id) throws SQLException {
        touch(id);
        update(
                "INSERT INTO event (trial, attempt, status, at)"
                        + " SELECT id, attempt, status, ? FROM trial WHERE id = ?",
                now(),
                id);
        return existing(id);
    }

    private void touch(int id) throws SQLException {
        update("UPDATE revision SET latest = latest + 1");
        update("UPDATE trial SET revision = (SELECT latest FROM revision) WHERE id = ?", id);
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

    private int update(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    private <T> List<T> query(String sql, RowMapper<T> mapper, Object... arguments) {
        return read(
                "read",
                () -> {
                    try (PreparedStatement statement = prepare(sql, arguments);
                            ResultSet result = statement.executeQuery()) {
                        List<T> mapped = new ArrayList<>();
                        while (result.next()) {
                            mapped.add(mapper.map(result));
                        }
                        return mapped;
                    }
                });
    }

    private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    private <T> T read(String what, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    private <T> T transaction(String what, Work<T> work) {
        boolean done = false;
        try {
            connection.setAutoCommit(false);
            T result = work.run();
            connection.commit();
            done = true;
            return result;
        } catch (SQLException e) {
            throw failure(what, e);
        } finally {
            end(done);
        }
    }

    private void end(boolean done) {
        try {
            if (!done) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw failure("end a transaction", e);
        }
    }

    private TrialStoreException failure(String what, Exception cause) {
        return new TrialStoreException(
                where + ": could not " + what + ": " + cause.getMessage(), cause);
    }

    private static void closeQuietly(Channel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException ignored) {
            // The lock ends with the process at the latest.
        }
    }

    /** Something done with the database. */
    private interface Work<T> {
        T run() throws SQLException;
    }

    /** Makes something of a row. */
    private interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }
}
