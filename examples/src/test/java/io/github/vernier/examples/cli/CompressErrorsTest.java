/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;

class CompressErrorsTest {

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--layer=ternary | no layer 'ternary', expected one of hashed, hashed-separable,"
                        + " both-hashed-separable, low-rank, tied-low-rank, shuffle,"
                        + " tensor-train, tucker, acdc, binary, binary-weight",
                "--data=imagenet | no data set 'imagenet', expected one of digits, mnist, fashion,"
                        + " cifar10",
                "--init=random | no start 'random', expected trained or fresh",
                "--budget=1.5 | budget 1.5: expected above 0, at most 1",
                "--budget=a | Invalid value for option '--budget': 'a' is not a double",
                "--epochs=0 | epochs 0: expected at least 1",
                "--kd-alpha=2 | kd-alpha 2.0: expected 0 to 1",
                "--network=vgg | No network \"vgg\"; there are small-cnn",
                "--data=mnist | data set 'mnist': expected a folder with its files, got none",
                "--data=mnist --data-dir=no/such/folder | no/such/folder",
                "--model=no/such.zip | model no/such.zip: no such file",
                "--model=a.zip --network=b | --model=FILE, --network=NAME are mutually exclusive",
                "--no-such-option | Unknown option: '--no-such-option'",
            })
    void saysInOneLineWhatDoesNotFit(String arguments, String message) {
        CommandRun run = CommandRun.tiny(folder, arguments.split(" "));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines().findFirst().orElseThrow())
                .startsWith("vernier compress: ")
                .contains(message.replaceAll("\\s+", " "));
        assertThat(run.err()).doesNotContain("\tat ");
    }

    @Test
    void namesTheBudgetsThatCanBeMet() {
        CommandRun run = CommandRun.tiny(folder, "--budget=0.001");
        assertThat(run.exitCode()).isEqualTo(2);
        Matcher range =
                Pattern.compile("budget 0.001: expected ([\\d.]+) to ([\\d.]+), which is what")
                        .matcher(run.err());
        assertThat(range.find()).isTrue();
        double least = Double.parseDouble(range.group(1));
        assertThat(least).isBetween(0.001, 0.05);
        assertThat(Double.parseDouble(range.group(2))).isEqualTo(1);

        CommandRun again = CommandRun.tiny(folder, "--no-distill", "--budget=" + least);
        assertThat(again.err()).isEmpty();
        assertThat(again.exitCode()).isZero();
    }

    @Test
    void namesTheSharesOfBitsThatBinaryLayersReach() {
        CommandRun run = CommandRun.tiny(folder, "--layer=binary", "--budget=0.01");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains(
                        "budget 0.01: expected 0.0432 to 0.9999, which is what binary layers reach"
                                + " of the teacher's 6,482,752 bits");
    }

    @Test
    void showsTheStackTraceIfTold() {
        CommandRun run = CommandRun.tiny(folder, "--verbose", "--model=no/such.zip");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("\tat io.github.vernier.examples.training.SavedModel");
    }

    @Test
    void failsIfTheFolderCannotBeMade() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        CommandRun run = CommandRun.tiny(file.resolve("out"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).startsWith("vernier compress: failed: ").contains(file.toString());
    }

    @Test
    void saysWhatImagesAModelShouldTake() throws IOException {
        Path colour = save("colour.zip", 3, 10);
        CommandRun run = CommandRun.tiny(folder, "--model=" + colour);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err().lines())
                .first()
                .asString()
                .contains("colour.zip: expected one that takes images of 1x28x28 (digits), but ");
    }

    @Test
    void saysHowManyClassesAModelShouldHave() throws IOException {
        CommandRun run = CommandRun.tiny(folder, "--model=" + save("seven.zip", 1, 7));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("expected 10 classes (digits), but its output for one image has shape")
                .contains("[1, 7]");
    }

    @Test
    void saysWhatFileAModelShouldBe() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip");
        CommandRun run = CommandRun.tiny(folder, "--model=" + text);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("expected a file of DL4J's ModelSerializer, but it is no zip file");
    }

    @Test
    void neverReplacesTheModelItReads() throws IOException {
        Path model = save("teacher.zip", 1, 10);
        CommandRun run = CommandRun.tiny(folder, "--model=" + model);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("teacher.zip: expected one outside the --out folder");
        assertThat(model).exists();
    }

    @Test
    void leavesEarlierResultsIfItCannotStart() throws IOException {
        Path report = Files.writeString(folder.resolve("report.html"), "earlier");
        assertThat(CommandRun.tiny(folder, "--budget=0.001").exitCode()).isEqualTo(2);
        assertThat(report).hasContent("earlier");
    }

    private Path save(String name, int channels, int classes) throws IOException {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .list()
                                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                                .layer(new GlobalPoolingLayer())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(classes)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(28, 28, channels))
                                .build());
        network.init();
        Path file = folder.resolve(name);
        ModelSerializer.writeModel(network, file.toFile(), false);
        return file;
    }
}
