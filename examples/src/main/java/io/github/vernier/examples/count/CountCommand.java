/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code count}: parameters and multiply-adds beside the published ones. */
@Command(
        name = "count",
        mixinStandardHelpOptions = true,
        description = {
            "Counts parameters and multiply-adds of the published networks from their configurations"
                    + " and prints them beside the published numbers.",
            "Exit code 1 if any differ."
        })
public final class CountCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(
            names = "--section",
            paramLabel = "TEXT",
            defaultValue = "",
            description =
                    "Only sections whose name contains this: WRN, by layer, CIFAR-100, Moonshine,"
                            + " DARTS, ImageNet, Budgets, Binary.")
    private String section;

    @Option(
            names = "--network",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only networks whose name contains this, such as wrn-28-10.")
    private String network;

    @Option(
            names = "--layer",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only layers whose name contains this, such as Hashed.")
    private String layer;

    @Option(names = "--csv", description = "Comma-separated values instead of tables.")
    private boolean csv;

    /** For picocli. */
    public CountCommand() {}

    @Override
    public Integer call() {
        Predicate<PublishedFigure> which =
                figure ->
                        contains(figure.section(), section)
                                && contains(figure.network(), network)
                                && contains(figure.layer(), layer);
        List<Count> counts = new CountExperiment().run(which);
        PrintWriter out = spec.commandLine().getOut();
        out.print(csv ? CountTable.csv(counts) : CountTable.format(counts));
        out.flush();
        return counts.stream().anyMatch(count -> count.verdict() == Verdict.DIFFERENT) ? 1 : 0;
    }

    private static boolean contains(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
