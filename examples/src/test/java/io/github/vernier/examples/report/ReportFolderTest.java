/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vernier.examples.compress.Outcome;
import io.github.vernier.examples.compress.Role;
import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.ModelResult;
import io.github.vernier.layers.cost.CountingRule;
import io.github.vernier.layers.cost.LayerCost;
import io.github.vernier.layers.cost.NetworkCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class ReportFolderTest {

    private static final Outcome OUTCOME =
            new Outcome(
                    List.of(
                            new ModelResult(
                                    Role.TEACHER.model(),
                                    cost(1000, Map.of(CountingRule.PUBLISHED, 5000.0)),
                                    4096,
                                    0.985,
                                    OptionalDouble.of(0.5)),
                            new ModelResult(
                                    Role.STUDENT.model(),
                                    cost(100, Map.of()),
                                    512,
                                    0.975,
                                    OptionalDouble.empty())),
                    List.of(new EpochPoint(Role.TEACHER.model(), 1, 0.25, 0.9, 1234.5)),
                    Optional.empty(),
                    List.of("a<b"),
                    false);

    @TempDir private Path folder;

    private static NetworkCost cost(long parameters, Map<CountingRule, Double> multAdds) {
        return new NetworkCost(
                List.of(
                        new LayerCost(
                                "conv",
                                "ConvolutionLayer",
                                InputType.feedForward(1),
                                parameters,
                                0,
                                32 * parameters,
                                multAdds)),
                DataType.FLOAT);
    }

    @Test
    void comparesEachModelWithTheTeacher() {
        List<List<String>> rows = OUTCOME.findings().table().rows();
        assertThat(rows.get(0))
                .containsExactly(
                        "teacher", "1,000", "1.000", "3.9 KiB", "1.000", "5,000", "1.000",
                        "4,096 B", "1.000", "98.50 %", "+0.00", "0.500", "1.000");
        assertThat(rows.get(1))
                .containsExactly(
                        "student without distillation",
                        "100",
                        "0.100",
                        "0.4 KiB",
                        "0.100",
                        "?",
                        "?",
                        "512 B",
                        "0.125",
                        "97.50 %",
                        "-1.00",
                        "?",
                        "?");
        assertThat(OUTCOME.findings().table().format().lines().map(String::length).distinct())
                .hasSize(1);
    }

    @Test
    void leavesUnknownFieldsOfTheTablesEmpty() throws IOException {
        new ReportFolder(folder, Role.models())
                .write(OUTCOME.findings(), new Provenance(Map.of(), Map.of()));
        assertThat(Files.readString(folder.resolve("results.csv")))
                .isEqualTo(
                        """
                        model,parameters,mult_adds,bytes,accuracy,ms_per_image,inference_bytes
                        teacher,1000,5000,4096,0.985,0.5,4000.0
                        student,100,,512,0.975,,400.0
                        """);
        assertThat(Files.readString(folder.resolve("curves.csv")))
                .isEqualTo(
                        """
                        model,epoch,loss,test_accuracy,images_per_second
                        teacher,1,0.25,0.9,1234.5
                        """);
    }

    @Test
    void escapesWhatItDidNotWriteItself() throws IOException {
        ReportFolder report = new ReportFolder(folder, Role.models());
        report.write(
                OUTCOME.findings(),
                new Provenance(Map.of(), Map.of("command line", "--out </script>{{x}}$1")));
        assertThat(Files.readString(report.report()))
                .contains("--out &lt;/script&gt;{{x}}$1")
                .contains("a&lt;b")
                .contains("class=\"partial\"");
    }

    @Test
    void removesWhatAnEarlierRunLeftWithTheFirstFile() throws IOException {
        Files.writeString(folder.resolve("student.zip"), "old");
        Files.writeString(folder.resolve("report.html.part"), "half");
        Files.writeString(folder.resolve("notes.txt"), "mine");
        ReportFolder report = new ReportFolder(folder, Role.models());
        assertThat(folder.toFile().list()).hasSize(3);
        report.write(Outcome.empty().findings(), new Provenance(Map.of(), Map.of()));
        assertThat(folder.toFile().list())
                .containsExactlyInAnyOrder("notes.txt", "report.html", "results.csv", "curves.csv");
    }

    @Test
    void keepsTheOldFileIfTheNewOneCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(
                        () ->
                                AtomicFile.write(
                                        file,
                                        aside -> {
                                            Files.writeString(aside, "half");
                                            throw new IOException("no space left");
                                        }))
                .hasMessage("no space left");
        assertThat(folder.toFile().list()).containsExactly("file");
        assertThat(file).hasContent("old");
    }
}
