/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import io.github.vernier.examples.training.ModelName;
import io.github.vernier.examples.training.StoredModel;
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
    private final List<ModelName> models;
    private boolean isOpen;

    /**
     * Nothing is done before the first file is written: a run that cannot start leaves the results
     * of the last one alone.
     *
     * @param folder where to write; made if need be
     * @param models the models that may be written
     */
    public ReportFolder(Path folder, List<ModelName> models) {
        this.folder = folder;
        this.models = List.copyOf(models);
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

    private List<String> names() {
        List<String> names = new ArrayList<>(List.of(REPORT, RESULTS, CURVES));
        models.forEach(model -> names.add(file(model)));
        return names;
    }

    private static String file(ModelName model) {
        return model.key() + ".zip";
    }

    /** The file of the whole report. */
    public Path report() {
        return folder.resolve(REPORT);
    }

    /**
     * Writes a model.
     *
     * @param model which model
     * @param stored the model
     * @return size of its file in bytes
     * @throws IOException if it cannot be written
     */
    public long write(ModelName model, StoredModel stored) throws IOException {
        open();
        Path file = folder.resolve(file(model));
        AtomicFile.write(file, stored::write);
        return Files.size(file);
    }

    /**
     * Writes the report and the tables.
     *
     * @param findings everything so far
     * @param provenance where it comes from
     * @throws IOException if they cannot be written
     */
    public void write(Findings findings, Provenance provenance) throws IOException {
        open();
        AtomicFile.write(folder.resolve(RESULTS), Csv.results(findings));
        AtomicFile.write(folder.resolve(CURVES), Csv.curves(findings));
        AtomicFile.write(report(), HtmlReport.of(findings, provenance));
    }
}
