/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.estimators;

import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.binary.estimator.SignEstimators;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code estimators}: curves of the sign estimators. */
@Command(
        name = "estimators",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Draws what each sign estimator of binary networks does: its values, and the factor that"
                    + " gradients get.",
            "Estimators that look at a whole tensor get the points as one filter; random ones are"
                    + " shown as at inference."
        })
public final class EstimatorsCommand implements Callable<Integer> {

    /** A file has room for steps that look like steps. */
    private static final int FINER = 10;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Which estimators (default: all, by the names in the table).")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "X",
            defaultValue = "-2",
            description = "Least number (default: ${DEFAULT-VALUE}).")
    private double from;

    @Option(
            names = "--to",
            paramLabel = "X",
            defaultValue = "2",
            description = "Greatest number (default: ${DEFAULT-VALUE}).")
    private double to;

    @Option(
            names = "--points",
            paramLabel = "N",
            defaultValue = "41",
            description =
                    "How many numbers, which is the width of a plot; files have ten times as"
                            + " many (default: ${DEFAULT-VALUE}).")
    private int points;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Also write report.html and curves.csv into this folder.")
    private Path out;

    /** Created by picocli. */
    public EstimatorsCommand() {}

    @Override
    public Integer call() throws IOException {
        if (!(from < to) || Double.isInfinite(to - from)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--from must be less than --to, but they are " + from + " and " + to);
        }
        if (points < 11 || points > 1001) {
            throw new ParameterException(
                    spec.commandLine(), "--points must be from 11 to 1001, but is " + points);
        }
        List<Curve> curves = curves(points);
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(EstimatorText.table(curves));
        curves.forEach(curve -> terminal.println(EstimatorText.plot(curve)));
        if (out != null) {
            EstimatorFolder folder = new EstimatorFolder(out);
            folder.write(curves(FINER * (points - 1) + 1));
            terminal.println("Report: " + folder.report().toUri());
        }
        terminal.flush();
        return 0;
    }

    private List<Curve> curves(int number) {
        double[] x = Curve.grid(from, to, number);
        List<Curve> curves = new ArrayList<>();
        chosen().forEach((name, estimator) -> curves.add(Curve.of(name, estimator, x)));
        return curves;
    }

    private Map<String, SignEstimator> chosen() {
        if (names.isEmpty()) {
            return SignEstimators.all();
        }
        Map<String, SignEstimator> chosen = new LinkedHashMap<>();
        for (String name : names) {
            try {
                chosen.put(name, SignEstimators.named(name));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(spec.commandLine(), e.getMessage(), e);
            }
        }
        return chosen;
    }
}
