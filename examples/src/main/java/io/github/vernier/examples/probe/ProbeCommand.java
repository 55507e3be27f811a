/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code probe}: studies of gradients. */
@Command(
        name = "probe",
        mixinStandardHelpOptions = true,
        description = "Studies of what gradients say, beside published results.",
        subcommands = {
            CdgCommand.class,
            RosenbrockCommand.class,
            DiscreteGradientCommand.class,
            SrSteCommand.class,
            OverheadCommand.class,
            HelpCommand.class
        })
public final class ProbeCommand implements Runnable {

    @Spec private CommandSpec spec;

    /** Created by picocli. */
    public ProbeCommand() {}

    /** Without a study there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a study is missing");
    }
}
