/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    /** For picocli. */
    public CountCommand() {}

    @Override
    public Integer call() {
        List<Count> counts = new CountExperiment().run();
        spec.commandLine().getOut().print(CountExperiment.format(counts));
        spec.commandLine().getOut().flush();
        return counts.stream().allMatch(Count::isEqual) ? 0 : 1;
    }
}
