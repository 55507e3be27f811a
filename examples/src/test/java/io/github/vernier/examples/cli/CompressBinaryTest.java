/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.data.ImageIterator;
import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.binary.ExponentialTau;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * Of the teacher's 6 482 752 bits a tenth is 648 275. With stage3_conv2 (31 · 147 456 − 32 · 128
 * bits less) and stage3_conv1 (31 · 36 864 − 32 · 128) binary it has 777 024; the least layer that
 * makes up for the rest is stage2_conv1 (31 · 4 608 − 32 · 32): 635 200, 79 400 bytes.
 */
class CompressBinaryTest {

    private static final int EPOCHS = 2;

    @TempDir private static Path folder;
    private static CommandRun run;

    @BeforeAll
    static void compress() {
        run = CommandRun.tiny(folder, "--layer=binary", "--epochs=" + EPOCHS);
    }

    private static MultiLayerNetwork student(Path out) throws IOException {
        return ModelSerializer.restoreMultiLayerNetwork(out.resolve("student.zip").toFile());
    }

    private static ConvolutionLayer convolution(MultiLayerNetwork network, String name) {
        return (ConvolutionLayer) network.getLayer(name).conf().getLayer();
    }

    @Test
    void saysWhatBecomesBinaryAndWhatStays() throws IOException {
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains(
                        "stage3_conv2: 147,456 -> 147,584 parameters, 4,718,592 -> 151,552 bits as"
                                + " BinaryConvolution2D, residual 0.")
                .contains("unchanged: stage1_conv1, stage1_conv2, stage2_conv2, output")
                .contains("network: 6,482,752 -> 635,200 bits (9.80 %)")
                .containsPattern("student distilled +202,874 +1\\.001 +77\\.5 KiB +0\\.098");
        assertThat(Files.readString(folder.resolve("report.html")))
                .contains("Unchanged: stage1_conv1, stage1_conv2, stage2_conv2, output.")
                .contains(">151,552</td>");
    }

    @Test
    void meetsTheBudgetInBitsAndOnDiskNearly() throws IOException {
        List<String[]> rows = CommandRun.csv(folder.resolve("results.csv"));
        assertThat(rows)
                .extracting(row -> row[6])
                .containsExactly("810344.0", "79400.0", "79400.0");
        long teacher = Long.parseLong(rows.get(0)[3]);
        for (String[] student : rows.subList(1, 3)) {
            assertThat(Long.parseLong(student[3])).isLessThan(teacher / 6);
        }
    }

    @Test
    void theClampFollowsTheStudentsEpochs() throws IOException {
        MultiLayerNetwork student = student(folder);
        for (String name : List.of("stage2_conv1", "stage3_conv1", "stage3_conv2")) {
            BinaryConvolution2D layer = (BinaryConvolution2D) convolution(student, name);
            assertThat(layer.getParameterization().tau()).isEqualTo(new ExponentialTau(EPOCHS));
        }
        assertThat(convolution(student, "stage1_conv1").getClass())
                .isEqualTo(ConvolutionLayer.class);
    }

    @ParameterizedTest
    @CsvSource({"student,1", "student-distilled,2"})
    void restoredModelsAchieveWhatTheTableSays(String model, int row) throws IOException {
        Pair<MultiLayerNetwork, ?> stored =
                ModelSerializer.restoreMultiLayerNetworkAndNormalizer(
                        folder.resolve(model + ".zip").toFile(), false);
        ImageIterator test = DataSource.of("digits", null, 1).limit(300, 100).test(32);
        test.setPreProcessor((DataNormalization) stored.getSecond());
        String[] fields = CommandRun.csv(folder.resolve("results.csv")).get(row);
        assertThat(stored.getFirst().evaluate(test).accuracy())
                .isEqualTo(Double.parseDouble(fields[4]));
        List<String[]> curves = CommandRun.csv(folder.resolve("curves.csv"));
        assertThat(curves)
                .filteredOn(curve -> curve[0].equals(model) && curve[1].equals("" + EPOCHS))
                .extracting(curve -> curve[3])
                .containsExactly(fields[4]);
    }

    @Test
    void binaryWeightsTakeInputsAsTheyAre(@TempDir Path other) throws IOException {
        CommandRun least =
                CommandRun.tiny(
                        other,
                        "--model=" + folder.resolve("teacher.zip"),
                        "--layer=binary-weight",
                        "--budget=0.0432",
                        "--no-distill");
        assertThat(least.err()).isEmpty();
        assertThat(least.out())
                .contains("unchanged: stage1_conv1, output")
                .contains("network: 6,482,752 -> 279,616 bits (4.31 %)");
        BinaryConvolution2D layer =
                (BinaryConvolution2D) convolution(student(other), "stage1_conv2");
        assertThat(layer.getInputTransform()).isNull();
        assertThat(
                        ((BinaryConvolution2D) convolution(student(folder), "stage3_conv2"))
                                .getInputTransform())
                .isNotNull();
    }
}
