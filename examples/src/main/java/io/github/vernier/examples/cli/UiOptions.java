/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.deeplearning4j.core.storage.StatsStorage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Option;

/** Whether and where to show a training. */
public final class UiOptions {

    private static final Logger log = LoggerFactory.getLogger(UiOptions.class);

    @Option(
            names = "--ui",
            negatable = true,
            description = "Show the training in a browser (default: on a terminal).")
    private Boolean ui;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "9000",
            description =
                    "Port of the UI on the loopback address, 0 for any; default ${DEFAULT-VALUE}.")
    private int port;

    /** For picocli. */
    public UiOptions() {}

    /**
     * Starts the UI, if it is to be.
     *
     * @param storage what it shows
     * @return the UI, if it runs
     * @throws IOException if it was asked for and cannot start
     */
    public Optional<Monitor> open(StatsStorage storage) throws IOException {
        if (ui != null) {
            return ui ? Optional.of(Monitor.start(port, storage)) : Optional.empty();
        }
        if (!Platform.isTerminal()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Monitor.start(port, storage));
        } catch (IOException e) {
            // Nobody asked for it.
            log.warn("Going on without the UI: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * Keeps the UI until someone at the terminal has seen enough.
     *
     * @param out where it says so
     * @param monitor the UI, if there is one
     * @throws IOException if the terminal cannot be read
     */
    public static void waitForUser(PrintWriter out, Optional<Monitor> monitor) throws IOException {
        if (monitor.isPresent() && Platform.isTerminal()) {
            out.println("The UI stays at " + monitor.get().url() + "; press Enter to end.");
            System.in.read();
        }
    }
}
