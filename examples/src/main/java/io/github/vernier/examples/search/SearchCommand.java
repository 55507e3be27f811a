/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code search}: searches of hyper-parameters. */
@Command(
        name = "search",
        mixinStandardHelpOptions = true,
        description = "Searches hyper-parameters.",
        subcommands = {
            CompressSearchCommand.class,
            ShowCommand.class,
            GridCommand.class,
            FunctionsCommand.class,
            HelpCommand.class
        })
public final class SearchCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Created by picocli. */
    public SearchCommand() {}

    /** Without a search there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a search is missing");
    }
}
