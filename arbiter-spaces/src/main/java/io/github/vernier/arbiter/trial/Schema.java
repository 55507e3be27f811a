/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables of a store, and the mark by which its files are known. */
final class Schema {

    /** "Vrnr": tells our files from other SQLite databases. */
    static final int APPLICATION_ID = 0x56726e72;

    static final int VERSION = 1;

    private static final List<String> TABLES =
            List.of(
                    """
                    CREATE TABLE study (
                        name TEXT NOT NULL, seed INTEGER NOT NULL, goals TEXT NOT NULL,
                        parameters TEXT NOT NULL, settings TEXT NOT NULL)""",
                    """
                    CREATE TABLE trial (
                        id INTEGER PRIMARY KEY, origin TEXT NOT NULL, status TEXT NOT NULL,
                        attempt INTEGER NOT NULL, seed INTEGER NOT NULL,
                        coordinates TEXT NOT NULL, chosen TEXT NOT NULL, configuration TEXT,
                        created INTEGER NOT NULL, started INTEGER, ended INTEGER,
                        host TEXT, versions TEXT NOT NULL, model_path TEXT, failure TEXT,
                        revision INTEGER NOT NULL)""",
                    "CREATE INDEX trial_revision ON trial (revision)",
                    """
                    CREATE TABLE epoch_score (
                        trial INTEGER NOT NULL REFERENCES trial (id), epoch INTEGER NOT NULL,
                        score REAL, PRIMARY KEY (trial, epoch)) WITHOUT ROWID""",
                    """
                    CREATE TABLE objective (
                        trial INTEGER NOT NULL REFERENCES trial (id), position INTEGER NOT NULL,
                        value REAL NOT NULL, PRIMARY KEY (trial, position)) WITHOUT ROWID""",
                    """
                    CREATE TABLE event (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        trial INTEGER NOT NULL REFERENCES trial (id), attempt INTEGER NOT NULL,
                        status TEXT NOT NULL, at INTEGER NOT NULL)""",
                    """
                    CREATE TABLE request (
                        number INTEGER PRIMARY KEY AUTOINCREMENT,
                        kind TEXT NOT NULL, trial INTEGER)""",
                    "CREATE TABLE revision (latest INTEGER NOT NULL)",
                    "INSERT INTO revision VALUES (0)",
                    "PRAGMA application_id = " + APPLICATION_ID,
                    "PRAGMA user_version = " + VERSION);

    private Schema() {}

    /**
     * Makes the tables of an empty database, or checks that they are ours. To be called within a
     * transaction.
     *
     * @throws IllegalArgumentException if the database is another program's or a later version's
     */
    static void open(Connection connection, String where) throws SQLException {
        if (pragma(connection, "application_id") == APPLICATION_ID) {
            int version = pragma(connection, "user_version");
            if (version != VERSION) {
                throw new IllegalArgumentException(
                        where
                                + " has trials of version "
                                + version
                                + ", but this program reads version "
                                + VERSION);
            }
            return;
        }
        if (hasTables(connection)) {
            throw new IllegalArgumentException(
                    where + " is a database of another program, not of trials");
        }
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM sqlite_master")) {
            return rows.getInt(1) > 0;
        }
    }

    private static int pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA " + name)) {
            return rows.getInt(1);
        }
    }
}
