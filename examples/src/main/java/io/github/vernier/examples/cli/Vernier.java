/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.benchmarks.BenchCommand;
import io.github.vernier.examples.count.CountCommand;
import io.github.vernier.examples.estimators.EstimatorsCommand;
import io.github.vernier.examples.popart.PopArtToyCommand;
import io.github.vernier.examples.probe.ProbeCommand;
import io.github.vernier.examples.search.SearchCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code vernier}. */
@Command(
        name = "vernier",
        description = "Compact layers and training probes for Deeplearning4j.",
        mixinStandardHelpOptions = true,
        versionProvider = Versions.class,
        subcommands = {
            DemoCommand.class,
            UiCommand.class,
            CompressCommand.class,
            TrainCommand.class,
            RecuCommand.class,
            CountCommand.class,
            BenchCommand.class,
            EstimatorsCommand.class,
            PopArtToyCommand.class,
            ProbeCommand.class,
            SearchCommand.class,
            HelpCommand.class
        })
public final class Vernier implements Runnable {

    @Spec private CommandSpec spec;

    @Option(
            names = "--verbose",
            description = "Show the stack trace of a failure.",
            scope = ScopeType.INHERIT)
    private boolean verbose;

    /** For picocli. */
    public Vernier() {}

    /**
     * Runs a command and ends the JVM, which the trainer's and the UI's threads would keep alive.
     *
     * @param arguments the command line
     */
    public static void main(String... arguments) {
        Platform.configure();
        if (arguments.length > 0 && arguments[0].equals(UiCommand.NAME)) {
            Platform.guardFiles();
        }
        PrintWriter out = new PrintWriter(System.out, true);
        PrintWriter err = new PrintWriter(System.err, true);
        System.exit(commandLine(out, err).execute(arguments));
    }

    /**
     * The command with its messages going elsewhere.
     *
     * @param out results and progress
     * @param err errors
     */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        Vernier vernier = new Vernier();
        Errors errors = new Errors(vernier::isVerbose);
        return new CommandLine(vernier)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors);
    }

    private boolean isVerbose() {
        return verbose;
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
