/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.training.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystemException;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** One line for each error. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final BooleanSupplier verbose;

    /**
     * @param verbose whether to show stack traces, asked when there is an error
     */
    Errors(BooleanSupplier verbose) {
        this.verbose = verbose;
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        String name = command.getCommandSpec().qualifiedName();
        report(command, name + ": " + e.getMessage(), e);
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr().println("Try '" + name + " --help'.");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parseResult) {
        String name = command.getCommandSpec().qualifiedName();
        if (e instanceof InputException) {
            report(command, name + ": " + e.getMessage(), e);
            return ExitCode.USAGE;
        }
        report(command, name + ": failed: " + describe(e), e);
        return ExitCode.SOFTWARE;
    }

    /** File system exceptions have a file's name for a message. */
    private static String describe(Exception e) {
        if (e instanceof FileSystemException || !(e instanceof IOException)) {
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        return e.getMessage();
    }

    private void report(CommandLine command, String message, Exception e) {
        PrintWriter err = command.getErr();
        err.println(message.lines().findFirst().orElse(""));
        if (verbose.getAsBoolean()) {
            e.printStackTrace(err);
        }
    }
}
