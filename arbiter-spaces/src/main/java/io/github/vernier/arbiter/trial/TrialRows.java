/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads trials with their epochs and objectives, three queries for any number of them. */
final class TrialRows {

    private final Connection connection;

    TrialRows(Connection connection) {
        this.connection = connection;
    }

    /**
     * The trials whose column is at least as large as a number.
     *
     * @param column {@code id} or {@code revision}
     */
    List<Trial> from(String column, long least) throws SQLException {
        return select(column + " >= ?", least);
    }

    /** The trial of that id, if there is one. */
    List<Trial> withId(long id) throws SQLException {
        return select("id = ?", id);
    }

    private List<Trial> select(String condition, long argument) throws SQLException {
        String chosen = "SELECT id FROM trial WHERE " + condition;
        Map<Integer, List<EpochScore>> epochs = new TreeMap<>();
        query(
                "SELECT trial, epoch, score FROM epoch_score WHERE trial IN ("
                        + chosen
                        + ") ORDER BY trial, epoch",
                argument,
                row ->
                        epochs.computeIfAbsent(row.getInt(1), id -> new ArrayList<>())
                                .add(new EpochScore(row.getInt(2), nullAsNaN(row, 3))));
        Map<Integer, List<Double>> objectives = new TreeMap<>();
        query(
                "SELECT trial, value FROM objective WHERE trial IN ("
                        + chosen
                        + ") ORDER BY trial, position",
                argument,
                row ->
                        objectives
                                .computeIfAbsent(row.getInt(1), id -> new ArrayList<>())
                                .add(row.getDouble(2)));
        List<Trial> trials = new ArrayList<>();
        query(
                "SELECT id, origin, status, attempt, seed, coordinates, chosen, created, started,"
                        + " ended, host, versions, model_path, failure FROM trial WHERE "
                        + condition
                        + " ORDER BY id",
                argument,
                row -> {
                    int id = row.getInt(1);
                    trials.add(
                            new Trial(
                                    id,
                                    Origin.valueOf(row.getString(2)),
                                    TrialStatus.valueOf(row.getString(3)),
                                    row.getInt(4),
                                    row.getLong(5),
                                    Columns.coordinates(row.getString(6)),
                                    Columns.values(row.getString(7)),
                                    epochs.getOrDefault(id, List.of()),
                                    objectives.getOrDefault(id, List.of()),
                                    instant(row, 8),
                                    instant(row, 9),
                                    instant(row, 10),
                                    row.getString(11),
                                    Columns.texts(row.getString(12)),
                                    row.getString(13),
                                    row.getString(14)));
                });
        return trials;
    }

    private void query(String sql, long argument, RowReader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, argument);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    /** SQLite has no NaN and keeps a null in its place. */
    private static double nullAsNaN(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /** Takes in a row. */
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }
}
