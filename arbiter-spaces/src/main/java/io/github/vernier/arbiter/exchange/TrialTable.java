/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.exchange;

import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.Outcome;
import io.github.vernier.arbiter.trial.ParameterDescription;
import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Trials as a CSV file with the columns of Optuna's {@code trials_dataframe}: number, value (or
 * values_0, values_1...), datetime_start, datetime_complete, duration, params_*, user_attrs_*,
 * state. Times are in UTC.
 */
public final class TrialTable {

    private static final String PARAMETER = "params_";
    private static final String STATE = "state";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private TrialTable() {}

    /**
     * A trial read from a table.
     *
     * @param values by parameter
     * @param outcome how it ended
     */
    public record Row(Map<String, String> values, Outcome outcome) {}

    /**
     * Writes a table.
     *
     * @param study what the trials have in common
     * @param trials the trials
     * @param file the file, overwritten
     * @throws IOException if it cannot be written
     */
    public static void write(Study study, List<Trial> trials, Path file) throws IOException {
        Files.writeString(file, text(study, trials), StandardCharsets.UTF_8);
    }

    /**
     * The table as text.
     *
     * @param study what the trials have in common
     * @param trials the trials
     */
    public static String text(Study study, List<Trial> trials) {
        List<String> header = new ArrayList<>(List.of("number"));
        header.addAll(valueColumns(study.goals()));
        header.addAll(List.of("datetime_start", "datetime_complete", "duration"));
        List<String> parameters =
                study.parameters().stream().map(ParameterDescription::name).toList();
        parameters.forEach(name -> header.add(PARAMETER + name));
        header.addAll(
                List.of(
                        "user_attrs_seed",
                        "user_attrs_epochs",
                        "user_attrs_host",
                        "user_attrs_model",
                        "user_attrs_failure",
                        STATE));
        StringBuilder text = new StringBuilder(CsvText.line(header));
        for (Trial trial : trials) {
            text.append(CsvText.line(line(study, parameters, trial)));
        }
        return text.toString();
    }

    /**
     * Reads the finished trials of a table; others are left out. Columns other than values,
     * parameters and state are ignored.
     *
     * @param file the file
     * @param goals what the values are of
     * @param space what the parameters must fit
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException naming every line that does not fit
     */
    public static List<Row> read(Path file, List<Goal> goals, SearchSpace<?> space)
            throws IOException {
        List<List<String>> lines =
                CsvText.lines(Files.readString(file, StandardCharsets.UTF_8).replace("\uFEFF", ""));
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(file + " is empty");
        }
        List<String> header = lines.get(0);
        List<String> required = new ArrayList<>(valueColumns(goals));
        required.add(STATE);
        required.removeAll(header);
        if (!required.isEmpty()) {
            throw new IllegalArgumentException(file + " has no column " + required);
        }
        List<Row> rows = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                row(header, lines.get(i), goals, space).ifPresent(rows::add);
            } catch (IllegalArgumentException e) {
                problems.add("line " + (i + 1) + ": " + e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(file + ": " + String.join("\n", problems));
        }
        return rows;
    }

    private static Optional<Row> row(
            List<String> header, List<String> line, List<Goal> goals, SearchSpace<?> space) {
        if (line.size() != header.size()) {
            throw new IllegalArgumentException(
                    "must have " + header.size() + " fields, but has " + line.size());
        }
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < line.size(); i++) {
            fields.put(header.get(i), line.get(i));
        }
        Optional<Outcome> outcome = outcome(fields, goals);
        if (outcome.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach(
                (column, field) -> {
                    // Pandas leaves a field empty where a conditional parameter plays no part.
                    if (column.startsWith(PARAMETER) && !field.isEmpty()) {
                        values.put(column.substring(PARAMETER.length()), field);
                    }
                });
        space.coordinates(values);
        return Optional.of(new Row(values, outcome.get()));
    }

    private static Optional<Outcome> outcome(Map<String, String> fields, List<Goal> goals) {
        return switch (fields.get(STATE)) {
            case "COMPLETE" ->
                    Optional.of(
                            Outcome.complete(
                                    valueColumns(goals).stream()
                                            .map(column -> number(column, fields.get(column)))
                                            .toList(),
                                    null));
            case "PRUNED" -> Optional.of(Outcome.pruned("Imported"));
            case "FAIL" -> Optional.of(Outcome.failed("Imported"));
            case "RUNNING", "WAITING" -> Optional.empty();
            default ->
                    throw new IllegalArgumentException(
                            "state must be COMPLETE, PRUNED, FAIL, RUNNING or WAITING, but is \""
                                    + fields.get(STATE)
                                    + "\"");
        };
    }

    private static double number(String column, String field) {
        try {
            return Double.parseDouble(field);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    column + " must be a number, but is \"" + field + "\"", e);
        }
    }

    private static List<String> valueColumns(List<Goal> goals) {
        if (goals.size() == 1) {
            return List.of("value");
        }
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < goals.size(); i++) {
            columns.add("values_" + i);
        }
        return columns;
    }

    private static List<String> line(Study study, List<String> parameters, Trial trial) {
        List<String> line = new ArrayList<>(List.of(Integer.toString(trial.id())));
        for (int i = 0; i < study.goals().size(); i++) {
            line.add(trial.objectives().isEmpty() ? "" : text(trial.objectives().get(i)));
        }
        line.add(time(trial.started()));
        line.add(time(trial.ended()));
        line.add(trial.duration().map(TrialTable::days).orElse(""));
        parameters.forEach(name -> line.add(text(trial.values().get(name))));
        line.add(Long.toString(trial.seed()));
        line.add(Integer.toString(trial.epochs().size()));
        line.add(text(trial.host()));
        line.add(text(trial.modelPath()));
        line.add(text(trial.failure()));
        line.add(state(trial.status()));
        return line;
    }

    /** Optuna has no cancelled trials; one that failed without a value is the nearest. */
    private static String state(TrialStatus status) {
        return switch (status) {
            case FAILED, CANCELLED -> "FAIL";
            default -> status.name();
        };
    }

    private static String text(Object value) {
        return Objects.toString(value, "");
    }

    private static String time(Instant time) {
        return time == null ? "" : TIME.format(time);
    }

    /** As pandas prints a timedelta. */
    private static String days(Duration duration) {
        return String.format(
                Locale.ROOT,
                "%d days %02d:%02d:%02d.%03d",
                duration.toDays(),
                duration.toHoursPart(),
                duration.toMinutesPart(),
                duration.toSecondsPart(),
                duration.toMillisPart());
    }
}
