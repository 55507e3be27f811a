/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VernierRecorderTest {

    private static final String EVALUATION_HEADER =
            "\"session\",\"type\",\"worker\",\"time\",\"iteration\",\"epoch\",\"name\",\"examples\","
                    + "\"loss\",\"outputs.0\",\"accuracy.0\",\"rmse.0\",\"mae.0\"";

    @TempDir private Path folder;

    private static EvaluationUpdate evaluation(int iteration, String name) {
        return new EvaluationUpdate(
                iteration,
                2,
                name,
                new EvaluationUpdate.Errors(
                        10,
                        0.25,
                        List.of("out"),
                        new double[] {0.5},
                        new double[] {Double.NaN},
                        new double[] {Double.NEGATIVE_INFINITY}));
    }

    private static String row(int iteration, String name, long time) {
        return String.join(
                ",",
                "\"s\"",
                "\"VernierEvaluation\"",
                "\"0\"",
                "\"" + time + "\"",
                "\"" + iteration + "\"",
                "\"2\"",
                name,
                "\"10\"",
                "\"0.25\"",
                "\"out\"",
                "\"0.5\"",
                "\"NaN\"",
                "\"-Infinity\"");
    }

    @Test
    void oneCsvFileForEachClassOfRecords() throws IOException {
        Path file = folder.resolve("runs").resolve("a.csv");
        EvaluationUpdate first = evaluation(7, "with \"quotes\", comma\nand line");
        EvaluationUpdate second = evaluation(8, "");
        try (VernierRecorder recorder = VernierRecorder.toFile(file, "s")) {
            recorder.putUpdate(first);
            recorder.putStaticInfo(new PopArtStaticInfo(List.of()));
            recorder.putUpdate(second);
        }
        assertThat(folder.resolve("runs"))
                .isDirectoryContaining("glob:**/a-EvaluationUpdate.csv")
                .isDirectoryContaining("glob:**/a-PopArtStaticInfo.csv");
        assertThat(folder.resolve("runs/a-EvaluationUpdate.csv"))
                .hasContent(
                        EVALUATION_HEADER
                                + "\n"
                                + row(
                                        7,
                                        "\"with \"\"quotes\"\", comma\nand line\"",
                                        first.getTimeStamp())
                                + "\n"
                                + row(8, "", second.getTimeStamp())
                                + "\n");
    }

    @Test
    void aCsvFileIsGoneOnWithAndATornRowCutOff() throws IOException {
        Path file = folder.resolve("a.csv");
        Path table = folder.resolve("a-EvaluationUpdate.csv");
        EvaluationUpdate first = evaluation(7, "a\nb");
        try (VernierRecorder recorder = VernierRecorder.toFile(file, "s")) {
            recorder.putUpdate(first);
        }
        Files.writeString(table, "\"s\",\"VernierEval\n", StandardOpenOption.APPEND);
        EvaluationUpdate second = evaluation(8, "b");
        try (VernierRecorder recorder = VernierRecorder.toFile(file, "s")) {
            recorder.putUpdate(second);
        }
        assertThat(table)
                .hasContent(
                        EVALUATION_HEADER
                                + "\n"
                                + row(7, "\"a\nb\"", first.getTimeStamp())
                                + "\n"
                                + row(8, "\"b\"", second.getTimeStamp())
                                + "\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    /** An evaluation that comes later brings columns; the rows before it get empty ones. */
    @Test
    void newColumnsAreAddedToAllRows() throws IOException {
        Path file = folder.resolve("a.csv");
        DistillationUpdate.Losses losses =
                new DistillationUpdate.Losses(1, 2, new double[] {3, 4}, 5, 6);
        DistillationUpdate.Evaluation evaluation =
                new DistillationUpdate.Evaluation(0.5, 0.75, 0.625, 0.1, 0.05);
        try (VernierRecorder recorder = VernierRecorder.toFile(file, "s")) {
            recorder.putUpdate(new DistillationUpdate(0, 0, losses, null));
            recorder.putUpdate(new DistillationUpdate(1, 0, losses, evaluation));
            recorder.putUpdate(new DistillationUpdate(2, 0, null, evaluation));
        }
        List<String> lines = Files.readAllLines(folder.resolve("a-DistillationUpdate.csv"));
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .contains("\"attention.0\",\"attention.1\",\"attentionTotal\",\"score\"")
                .endsWith("\"studentCalibrationError\",\"teacherCalibrationError\"");
        assertThat(lines.get(1)).endsWith("\"1.0\",\"2.0\",\"3.0\",\"4.0\",\"5.0\",\"6.0\",,,,,");
        assertThat(lines.get(2)).endsWith("\"6.0\",\"0.5\",\"0.75\",\"0.625\",\"0.1\",\"0.05\"");
        assertThat(lines.get(3)).contains("\"2\",\"0\",,,,,,,\"0.5\"");
        assertThat(lines).allMatch(line -> line.chars().filter(c -> c == ',').count() == 16);
    }

    @Test
    void longArraysAreLeftOutOfCsvOnly() throws IOException {
        BinaryWeightUpdate update =
                new BinaryWeightUpdate(1, 0, BinaryWeightUpdate.Table.ofRows(1), new int[17]);
        for (String name : List.of("a.csv", "a.jsonl")) {
            try (VernierRecorder recorder = VernierRecorder.toFile(folder.resolve(name))) {
                recorder.putUpdate(update);
            }
        }
        assertThat(Files.readString(folder.resolve("a-BinaryWeightUpdate.csv")))
                .contains("\"flipRatio.0\"")
                .doesNotContain("histograms");
        assertThat(Files.readAllLines(folder.resolve("a.jsonl")))
                .singleElement()
                .asString()
                .contains("\"histograms\":[0,0,0,");
    }

    @Test
    void otherEndingsAreRefused() {
        assertThatThrownBy(() -> VernierRecorder.toFile(folder.resolve("a.txt")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a.txt")
                .hasMessageContaining(".jsonl or .csv");
    }
}
