/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import io.github.vernier.listeners.cdg.NormalizedDescent;
import io.github.vernier.listeners.cdg.Rosenbrock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.nd4j.shade.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code probe rosenbrock}: descent along CDG beside the published runs. */
@Command(
        name = "rosenbrock",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Descends Rosenbrock's function of 100 variables along normalized central differences"
                    + " from the published starting points, and prints the values beside the"
                    + " published ones.",
            "Exit code 1 if the author's logged values of the first 100 updates, or the plateaus of"
                    + " seed 0 within a factor of 2, are not met."
        })
public final class RosenbrockCommand implements Callable<Integer> {

    private static final int LOGGED_EXACTLY = 100;
    private static final double LOGGED_TOLERANCE = 1e-12;
    private static final int PLATEAU = 30_000;
    private static final double FACTOR = 2;

    @Spec private CommandSpec spec;

    @Mixin private ProbeOptions options;

    @Option(
            names = "--updates",
            paramLabel = "N",
            defaultValue = "60000",
            description = "How many updates (default: ${DEFAULT-VALUE}).")
    private int updates;

    /** Created by picocli. */
    public RosenbrockCommand() {}

    @Override
    public Integer call() throws IOException {
        if (updates < LOGGED_EXACTLY) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--updates must be at least " + LOGGED_EXACTLY + ", but is " + updates);
        }
        JsonNode published = Published.of("rosenbrock");
        ProbeReport report = new ProbeReport("Rosenbrock's function along CDG");
        List<List<String>> rows = new ArrayList<>();
        List<Chart.Series> curves = new ArrayList<>();
        boolean met = true;
        for (JsonNode start : published.get("starts")) {
            TreeMap<Integer, Double> values = run(published, start);
            String name = start.get("name").asText();
            met &= compare(name, start, values, rows);
            curves.add(curve(name, values));
        }
        report.table(
                "f after so many updates",
                "rosenbrock.csv",
                List.of("start", "updates", "measured", "published", "ratio", "expected", "met"),
                rows);
        report.chart(new Chart("f along the descent", "line", "updates", false, "f", true, curves));
        report.note(published.get("source").asText());
        report.note(
                met
                        ? "The author's logged values and the plateaus of seed 0 are met."
                        : "NOT met: see the last column.");
        options.publish(report, spec);
        return met ? 0 : 1;
    }

    /** Values at every hundredth update. */
    private TreeMap<Integer, Double> run(JsonNode published, JsonNode start) {
        double[] x0 = new double[start.get("x0").size()];
        for (int i = 0; i < x0.length; i++) {
            x0[i] = start.get("x0").get(i).asDouble();
        }
        Rosenbrock f = new Rosenbrock();
        TreeMap<Integer, Double> values = new TreeMap<>();
        ProgressLine progress =
                new ProgressLine(spec.commandLine().getOut(), start.get("name").asText());
        new NormalizedDescent(
                        published.get("learningRate").asDouble(),
                        published.get("epsilon").asDouble(),
                        start.get("firstDecay").asInt(),
                        published.get("decayEvery").asInt(),
                        published.get("decay").asDouble())
                .run(
                        f,
                        x0,
                        updates,
                        (t, x) -> {
                            if (t % LOGGED_EXACTLY == 0) {
                                values.put(t, f.at(x));
                                progress.at(t, updates);
                            }
                        });
        return values;
    }

    private static boolean compare(
            String name, JsonNode start, TreeMap<Integer, Double> values, List<List<String>> rows) {
        boolean met = true;
        if (start.has("logged")) {
            double logged = start.get("logged").get(String.valueOf(LOGGED_EXACTLY)).asDouble();
            double measured = values.get(LOGGED_EXACTLY);
            double error = Math.abs(measured - logged) / logged;
            boolean same = error <= LOGGED_TOLERANCE;
            met &= same;
            rows.add(
                    List.of(
                            name,
                            String.valueOf(LOGGED_EXACTLY),
                            String.valueOf(measured),
                            String.valueOf(logged),
                            String.format(Locale.ROOT, "1 %+.0e", measured / logged - 1),
                            "within 1e-12",
                            same ? "yes" : "NO"));
        }
        var fields = start.get("values").fields();
        while (fields.hasNext()) {
            var field = fields.next();
            int t = Integer.parseInt(field.getKey());
            if (!values.containsKey(t)) {
                continue;
            }
            double expected = field.getValue().asDouble();
            double ratio = values.get(t) / expected;
            boolean required = name.equals("seed 0") && t >= PLATEAU;
            boolean within = ratio <= FACTOR && ratio >= 1 / FACTOR;
            met &= within || !required;
            rows.add(
                    List.of(
                            name,
                            field.getKey(),
                            Numbers.text(values.get(t)),
                            Numbers.text(expected),
                            String.format(Locale.ROOT, "%.3f", ratio),
                            required ? "within 2 times" : "-",
                            within ? "yes" : required ? "NO" : "no"));
        }
        return met;
    }

    private static Chart.Series curve(String name, TreeMap<Integer, Double> values) {
        List<double[]> points = new ArrayList<>();
        int every = Math.max(1, values.size() / 200);
        int i = 0;
        for (var value : values.entrySet()) {
            if (i++ % every == 0) {
                points.add(new double[] {value.getKey(), value.getValue()});
            }
        }
        return new Chart.Series(name, points);
    }
}
