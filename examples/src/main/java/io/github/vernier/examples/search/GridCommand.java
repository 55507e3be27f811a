/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import io.github.vernier.arbiter.gridrun.Combination;
import io.github.vernier.arbiter.gridrun.Device;
import io.github.vernier.arbiter.gridrun.GridPlan;
import io.github.vernier.arbiter.gridrun.GridRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code search grid}: every combination of some lists, each a process. */
@Command(
        name = "grid",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs a command for every combination of the lists in a YAML file, each in a process of"
                    + " its own with its own log. Run again, it goes on with what has not ended with"
                    + " exit code 0.",
            "",
            "command: [java, -jar, study.jar, --rate, \"{rate}\", --seed, \"{seed}\"]",
            "grid: {rate: [0.001, 0.003], seed: [1, 2, 3]}",
            "parallel: 2",
            "cpus: [\"0-3\", \"4-7\"]    (or gpus: [0, 1])",
            "environment: {OMP_NUM_THREADS: 4}",
            "folder: results"
        })
public final class GridCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The lists and the command.")
    private Path file;

    @Option(names = "--dry-run", description = "Prints what would run, and ends.")
    private boolean dryRun;

    /** Created by picocli. */
    public GridCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        GridPlan plan = read();
        PrintWriter out = spec.commandLine().getOut();
        GridRun run = new GridRun(plan, (combination, code) -> print(out, plan, combination, code));
        List<Combination> left = run.left();
        out.println(plan.combinations().size() + " combinations, " + left.size() + " to run");
        if (dryRun) {
            left.forEach(combination -> out.println(String.join(" ", plan.command(combination))));
            return 0;
        }
        if (plan.devices().stream().anyMatch(d -> !d.cpus().isEmpty()) && !Device.hasTaskset()) {
            out.println("taskset is not there: processes run on any processor");
        }
        out.flush();
        int failed = run.run();
        out.println(failed == 0 ? "All have ended well" : failed + " failed");
        return failed == 0 ? 0 : 1;
    }

    private GridPlan read() {
        try {
            return GridPlan.read(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), file + ": " + e.getMessage(), e);
        }
    }

    private static void print(PrintWriter out, GridPlan plan, Combination combination, int code) {
        out.println(
                "exit "
                        + code
                        + "  "
                        + combination
                        + "  "
                        + plan.folder().resolve(combination.folderName()).resolve("log.txt"));
        out.flush();
    }
}
