/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** One run of the command line in this JVM: what it returned and printed. */
record CommandRun(int exitCode, String out, String err) {

    private static final List<String> TINY =
            List.of(
                    "compress",
                    "--no-ui",
                    "--train-examples=300",
                    "--test-examples=100",
                    "--epochs=1",
                    "--teacher-epochs=1",
                    "--batch=8");

    static CommandRun of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Vernier.commandLine(new PrintWriter(out), new PrintWriter(err));
        return new CommandRun(command.execute(arguments), out.toString(), err.toString());
    }

    /** A compression of a few seconds. */
    static CommandRun tiny(Path folder, String... more) {
        return of(tinyArguments(folder, more));
    }

    static String[] tinyArguments(Path folder, String... more) {
        List<String> arguments = new ArrayList<>(TINY);
        // An option may be given once only.
        arguments.removeIf(tiny -> Arrays.stream(more).anyMatch(m -> name(m).equals(name(tiny))));
        arguments.add("--out=" + folder);
        arguments.addAll(Arrays.asList(more));
        return arguments.toArray(String[]::new);
    }

    private static String name(String option) {
        return option.split("=")[0].replace("--no-", "--");
    }

    /** Lines of a table in the folder without its header, split into fields. */
    static List<String[]> csv(Path file) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(1).map(line -> line.split(",", -1)).toList();
        }
    }
}
