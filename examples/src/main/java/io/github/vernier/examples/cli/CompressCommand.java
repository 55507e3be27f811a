/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.compress.Compression;
import io.github.vernier.examples.compress.CompressionSettings.SavedTeacher;
import io.github.vernier.examples.compress.Role;
import io.github.vernier.examples.report.ReportFolder;
import io.github.vernier.examples.report.ResultTable;
import io.github.vernier.examples.training.InputException;
import io.github.vernier.examples.training.ModelName;
import io.github.vernier.examples.training.Stop;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code compress}: a smaller network, and a report of what that costs. */
@Command(
        name = "compress",
        versionProvider = Versions.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Replaces a network's convolutions by compact ones, trains the result with and without"
                    + " distillation from the original, and compares them.",
            "Without options: a small network on digits drawn on the spot, in a few minutes."
        })
final class CompressCommand extends ExperimentCommand {

    @Mixin private CompressOptions options;

    /** For picocli. */
    CompressCommand() {
        this(new Stop());
    }

    /**
     * @param stop may end the work
     */
    CompressCommand(Stop stop) {
        super(stop);
    }

    @Override
    List<ModelName> models() {
        return Role.models();
    }

    @Override
    Map<String, String> describe() {
        return options.describe();
    }

    @Override
    String timing() {
        return options.timing();
    }

    @Override
    String page() {
        return "/vernier/distillation";
    }

    @Override
    void check(ReportFolder report) throws IOException {
        if (options.settings().teacher() instanceof SavedTeacher saved
                && report.replaces(saved.file())) {
            throw new InputException(
                    "model "
                            + saved.file()
                            + ": expected one outside the --out folder, where it would be"
                            + " replaced");
        }
    }

    @Override
    ResultTable run(Outputs outputs, Stop stop) throws IOException {
        return new Compression(options.settings(), new CompressionConsole(outputs), stop)
                .run()
                .findings()
                .table();
    }
}
