/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import io.github.vernier.arbiter.generator.Generator;
import io.github.vernier.arbiter.generator.GeneticSearch;
import io.github.vernier.arbiter.generator.RandomSearch;
import io.github.vernier.arbiter.generator.SobolSearch;
import io.github.vernier.arbiter.generator.TpeSearch;
import io.github.vernier.arbiter.search.Search;
import io.github.vernier.arbiter.search.SearchResult;
import io.github.vernier.examples.report.ResultTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code search functions}: the generators on functions with known minima. */
@Command(
        name = "functions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Searches the minima of Branin, Hartmann-6 and Rosenbrock-4 with each generator, and"
                    + " prints the median over seeds of how far above the minimum the best trial"
                    + " is.",
            "Exit code 1 if TPE is not below random and genetic search everywhere."
        })
public final class FunctionsCommand implements Callable<Integer> {

    private static final String TPE = "TPE";
    private static final List<String> TO_BEAT = List.of("random", "genetic");

    @Spec private CommandSpec spec;

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "60",
            description = "Trials of each search (default: ${DEFAULT-VALUE}).")
    private int trials;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Searches the median is of (default: ${DEFAULT-VALUE}).")
    private int seeds;

    /** Created by picocli. */
    public FunctionsCommand() {}

    @Override
    public Integer call() {
        atLeastOne("--trials", trials);
        atLeastOne("--seeds", seeds);
        Map<String, Generator> generators = new LinkedHashMap<>();
        generators.put("random", new RandomSearch());
        generators.put("genetic", new GeneticSearch());
        generators.put("Sobol", new SobolSearch());
        generators.put(TPE, TpeSearch.defaults());
        List<List<String>> rows = new ArrayList<>();
        boolean wins = true;
        for (TestFunction function : TestFunction.values()) {
            Map<String, Double> medians = new LinkedHashMap<>();
            generators.forEach((name, generator) -> medians.put(name, median(function, generator)));
            wins &= TO_BEAT.stream().allMatch(other -> medians.get(TPE) < medians.get(other));
            List<String> row = new ArrayList<>(List.of(function.title()));
            medians.values().forEach(median -> row.add(text(median)));
            rows.add(row);
        }
        List<String> header = new ArrayList<>(List.of("above the minimum"));
        header.addAll(generators.keySet());
        var out = spec.commandLine().getOut();
        out.print(new ResultTable(header, rows).format());
        out.println(
                "Median of "
                        + seeds
                        + " seeds, "
                        + trials
                        + " trials each. TPE is "
                        + (wins ? "" : "NOT ")
                        + "below random and genetic search everywhere.");
        out.flush();
        return wins ? 0 : 1;
    }

    private double median(TestFunction function, Generator generator) {
        double[] best =
                LongStream.rangeClosed(1, seeds)
                        .mapToDouble(seed -> best(function, generator, seed))
                        .sorted()
                        .toArray();
        return (best[(best.length - 1) / 2] + best[best.length / 2]) / 2 - function.minimum();
    }

    private double best(TestFunction function, Generator generator, long seed) {
        SearchResult result =
                Search.builder()
                        .space(new BoxSpace(function))
                        .minimize(function.title(), (x, trial) -> function.at(x))
                        .generator(generator)
                        .trials(trials)
                        .seed(seed)
                        .build()
                        .run();
        return result.best().orElseThrow().objectives().get(0);
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, value < 100 ? "%.3g" : "%.0f", value);
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), option + " must be at least 1, but is " + value);
        }
    }
}
