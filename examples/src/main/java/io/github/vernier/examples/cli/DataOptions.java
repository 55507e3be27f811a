/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.training.DataSelection;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that choose images. */
public final class DataOptions {

    @Option(
            names = "--data",
            paramLabel = "NAME",
            defaultValue = "digits",
            converter = DataSetDefaults.Converter.class,
            description = "Images: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.",
            completionCandidates = DataSetDefaults.Names.class)
    private DataSetDefaults data;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Folder with the data set's files; digits need none.")
    private Path folder;

    @Option(
            names = "--train-examples",
            paramLabel = "N",
            defaultValue = "10000",
            description = "At most so many training images; default ${DEFAULT-VALUE}.")
    private int trainExamples;

    @Option(
            names = "--test-examples",
            paramLabel = "N",
            defaultValue = "2000",
            description = "At most so many test images; default ${DEFAULT-VALUE}.")
    private int testExamples;

    /** For picocli. */
    public DataOptions() {}

    /** What the data set suggests. */
    DataSetDefaults defaults() {
        return data;
    }

    /**
     * The images.
     *
     * @throws io.github.vernier.examples.training.InputException if a number is below 1
     */
    public DataSelection selection() {
        return new DataSelection(data.key(), folder, trainExamples, testExamples);
    }

    /** Every option by name, as it is in force; where the files are does not matter. */
    Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("--data", data.key());
        all.put("--train-examples", Integer.toString(trainExamples));
        all.put("--test-examples", Integer.toString(testExamples));
        return all;
    }
}
