/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Options of all studies. */
final class ProbeOptions {

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything drawn (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Also write report.html and CSV files into this folder.")
    private Path folder;

    /** For picocli. */
    ProbeOptions() {}

    long seed() {
        return seed;
    }

    /** Prints a report and, if asked to, writes it. */
    void publish(ProbeReport report, CommandSpec spec) throws IOException {
        var out = spec.commandLine().getOut();
        report.print(out);
        if (folder != null) {
            out.println("Report: " + report.write(folder, settings(spec)).toUri());
            out.flush();
        }
    }

    private static Map<String, String> settings(CommandSpec spec) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("command", spec.qualifiedName());
        for (OptionSpec option : spec.options()) {
            Object value = option.getValue();
            if (value != null && !option.usageHelp() && !option.versionHelp()) {
                settings.put(option.longestName(), String.valueOf(value));
            }
        }
        return settings;
    }
}
