/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import io.github.vernier.examples.compress.Outcome;
import io.github.vernier.examples.compress.Role;
import io.github.vernier.examples.compress.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder that one run writes its files into, replacing those of an earlier run. */
public final class ReportFolder {

    private static final String REPORT = "report.html";
    private static final String RESULTS = "results.csv";
    private static final String CURVES = "curves.csv";

    private final Path folder;
    private boolean isOpen;

    /**
     * Nothing is done before the first file is written: a run that cannot start leaves the results
     * of the last one alone.
     *
     * @param folder where to write; made if need be
     */
    public ReportFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes the folder and removes an earlier run's files; whatever else is there stays. */
    private void open() throws IOException {
        if (isOpen) {
            return;
        }
        Files.createDirectories(folder);
        for (String name : names()) {
            Files.deleteIfExists(folder.resolve(name));
            Files.deleteIfExists(folder.resolve(name + AtomicFile.SUFFIX));
        }
        isOpen = true;
    }

    /**
     * Whether a file is one of those that the next run replaces.
     *
     * @param file any file
     * @throws IOException if the folder cannot be looked at
     */
    public boolean replaces(Path file) throws IOException {
        for (String name : names()) {
            Path own = folder.resolve(name);
            if (Files.exists(own) && Files.exists(file) && Files.isSameFile(own, file)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(REPORT, RESULTS, CURVES));
        for (Role role : Role.values()) {
            names.add(model(role));
        }
        return names;
    }

    private static String model(Role role) {
        return role.key() + ".zip";
    }

    /** The file of the whole report. */
    public Path report() {
        return folder.resolve(REPORT);
    }

    /**
     * Writes a model.
     *
     * @param role which model
     * @param model the model
     * @return size of its file in bytes
     * @throws IOException if it cannot be written
     */
    public long write(Role role, StoredModel model) throws IOException {
        open();
        Path file = folder.resolve(model(role));
        AtomicFile.write(file, model::write);
        return Files.size(file);
    }

    /**
     * Writes the report and the tables.
     *
     * @param outcome everything so far
     * @param provenance where it comes from
     * @throws IOException if they cannot be written
     */
    public void write(Outcome outcome, Provenance provenance) throws IOException {
        open();
        AtomicFile.write(folder.resolve(RESULTS), Csv.results(outcome));
        AtomicFile.write(folder.resolve(CURVES), Csv.curves(outcome));
        AtomicFile.write(report(), HtmlReport.of(outcome, provenance));
    }
}
