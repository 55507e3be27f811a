/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import io.github.vernier.arbiter.analysis.FailureGroup;
import io.github.vernier.arbiter.analysis.ForestImportance;
import io.github.vernier.arbiter.analysis.Importance;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.ParetoFronts;
import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import io.github.vernier.arbiter.trial.TrialStore;
import io.github.vernier.examples.report.ResultTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A search's trials as text. */
final class SearchReport {

    private static final int BEST = 5;

    private SearchReport() {}

    /** Prints what there is to say about a store's trials. */
    static void print(PrintWriter out, TrialStore store) {
        Study study = store.study().orElseThrow();
        List<Trial> trials = store.trials();
        out.println();
        out.println(study.name() + ": " + counts(trials));
        best(out, study, trials);
        pareto(out, study, trials);
        ForestImportance.of(study, trials).ifPresent(found -> importance(out, found));
        for (FailureGroup group : FailureGroup.of(trials)) {
            out.println("Failed: " + group.reason() + ", trials " + group.trials());
        }
        out.flush();
    }

    private static String counts(List<Trial> trials) {
        Map<TrialStatus, Long> counts =
                trials.stream()
                        .collect(Collectors.groupingBy(Trial::status, Collectors.counting()));
        return trials.size()
                + " trials"
                + Arrays.stream(TrialStatus.values())
                        .filter(counts::containsKey)
                        .map(s -> ", " + counts.get(s) + " " + s.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining());
    }

    private static void best(PrintWriter out, Study study, List<Trial> trials) {
        Goal goal = study.score();
        List<Trial> best =
                trials.stream()
                        .filter(trial -> trial.status() == TrialStatus.COMPLETE)
                        .sorted(
                                Comparator.comparingDouble(
                                        trial -> goal.direction().loss(trial.objectives().get(0))))
                        .limit(BEST)
                        .toList();
        if (!best.isEmpty()) {
            out.println();
            out.print(table(study, best).format());
        }
    }

    private static void pareto(PrintWriter out, Study study, List<Trial> trials) {
        if (study.goals().size() > 1) {
            out.println();
            out.println("Pareto front:");
            out.print(table(study, ParetoFronts.of(study.goals(), trials).best()).format());
        }
    }

    /** Parameters that count in none of the trials have no column. */
    private static ResultTable table(Study study, List<Trial> trials) {
        List<String> parameters =
                study.parameters().stream()
                        .map(parameter -> parameter.name())
                        .filter(p -> trials.stream().anyMatch(t -> t.values().get(p) != null))
                        .toList();
        List<String> header = new ArrayList<>(List.of("trial"));
        study.goals().forEach(goal -> header.add(goal.name()));
        header.addAll(parameters);
        List<List<String>> rows = new ArrayList<>();
        for (Trial trial : trials) {
            List<String> row = new ArrayList<>(List.of(Integer.toString(trial.id())));
            trial.objectives().forEach(value -> row.add(text(value)));
            parameters.forEach(parameter -> row.add(text(trial.values().get(parameter))));
            rows.add(row);
        }
        return new ResultTable(header, rows);
    }

    private static void importance(PrintWriter out, Importance found) {
        out.println();
        out.printf(
                Locale.ROOT,
                "Importance (%s; %d complete trials, R² %s):%n",
                found.estimator(),
                found.trials(),
                Double.isNaN(found.explained()) ? "unknown" : text(found.explained()));
        found.shares().entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(
                        share ->
                                out.printf(
                                        Locale.ROOT,
                                        "%6.1f %%  %s%n",
                                        100 * share.getValue(),
                                        share.getKey()));
    }

    /** A value for a person. */
    static String text(Object value) {
        if (value == null) {
            return "-";
        }
        return value instanceof Double number
                ? String.format(Locale.ROOT, "%.4g", number)
                : value.toString();
    }
}
