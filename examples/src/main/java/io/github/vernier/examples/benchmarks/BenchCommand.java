/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.benchmarks;

import io.github.vernier.layers.onednn.OneDnn;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.util.Statistics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the benchmarks and prints the ratios. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = "Run the benchmarks (JMH) and print each time as a ratio to its peer's.")
public final class BenchCommand implements Callable<Integer> {

    private static final double MEDIAN = 50;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description =
                    "Which: SmallCnnStep, ConvolutionStep, DistilledStep, PopArtStep, VarianceStep"
                            + " (regular expressions; default: all).")
    private String[] names = {};

    /** Created by picocli. */
    public BenchCommand() {}

    @Override
    public Integer call() throws RunnerException {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .shouldFailOnError(true)
                        .jvmArgsPrepend("-Xmx2g", "-Dorg.bytedeco.javacpp.maxbytes=4g");
        if (names.length == 0) {
            options.include(getClass().getPackageName() + "\\..*");
        }
        for (String name : names) {
            options.include(name);
        }
        print(results(new Runner(options.build()).run()), spec.commandLine().getOut());
        return 0;
    }

    /** By the name of the variant: the parameter if there is one, else the method. */
    private static Map<String, Statistics> results(Collection<RunResult> runs) {
        Map<String, Statistics> results = new LinkedHashMap<>();
        for (RunResult run : runs) {
            Collection<String> parameters = run.getParams().getParamsKeys();
            String method = run.getPrimaryResult().getLabel();
            String key =
                    parameters.isEmpty()
                            ? method
                            : run.getParams().getParam(parameters.iterator().next());
            results.put(key, run.getPrimaryResult().getStatistics());
        }
        return results;
    }

    private static void print(Map<String, Statistics> results, PrintWriter out) {
        out.println();
        out.printf("%s%n%n", OneDnn.describe());
        out.printf("%-20s %10s %10s%n", "ms", "median", "minimum");
        results.forEach(
                (name, s) ->
                        out.printf(
                                Locale.ROOT,
                                "%-20s %10.2f %10.2f%n",
                                name,
                                s.getPercentile(MEDIAN),
                                s.getMin()));
        out.println();
        out.printf("%-52s %8s %8s %8s%n", "ratio", "medians", "minima", "goal");
        for (Comparison c : Comparison.ALL) {
            if (c.isMeasured(results)) {
                out.printf(
                        Locale.ROOT,
                        "%-52s %8.3f %8.3f %8.2f%n",
                        c.what(),
                        c.ratio(results, s -> s.getPercentile(MEDIAN)),
                        c.ratio(results, Statistics::getMin),
                        c.goal());
            }
        }
        out.flush();
    }
}
