/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;

/** A connection to an SQLite database, with its statements and transactions; not thread-safe. */
final class Database {

    /** How long a writer waits for another process's transaction, which takes a few ms. */
    private static final int BUSY_TIMEOUT_MILLIS = 30_000;

    private final String where;
    private final Connection connection;

    /**
     * Opens a database, or makes it.
     *
     * @param where what messages call it
     * @param url its address for JDBC
     */
    Database(String where, String url) {
        this.where = where;
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MILLIS);
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.enforceForeignKeys(true);
        try {
            connection = config.createConnection(url);
        } catch (SQLException e) {
            throw failure("open", e);
        }
    }

    Connection connection() {
        return connection;
    }

    int update(String sql, Object... arguments) throws SQLException {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            return statement.executeUpdate();
        }
    }

    <T> List<T> query(String sql, RowMapper<T> mapper, Object... arguments) {
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

    <T> T read(String what, Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw failure(what, e);
        }
    }

    /** Does all of the work or, whatever it throws, nothing. */
    <T> T transaction(String what, Work<T> work) {
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

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("close", e);
        }
    }

    TrialStoreException failure(String what, Exception cause) {
        return new TrialStoreException(
                where + ": could not " + what + ": " + cause.getMessage(), cause);
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

    private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /** Something done with the database. */
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Makes something of a row. */
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }
}
