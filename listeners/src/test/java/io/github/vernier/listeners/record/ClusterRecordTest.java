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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** Records of clusters in DL4J's storages and in files. */
class ClusterRecordTest extends RecordContract {

    private static final String SESSION = "session";

    @TempDir private Path folder;

    private static ClusterStaticInfo info() {
        return new ClusterStaticInfo(
                new ClusterStaticInfo.Settings(
                        2,
                        "ONLINE",
                        "RUNNING_SIZE",
                        -7,
                        List.of("conv1", "out"),
                        List.of("bn"),
                        List.of("batch normalization"),
                        0.875,
                        List.of("cat", "dog")));
    }

    private static ClusterUpdate full() {
        Thumbnail image = new Thumbnail(1, 2, 2, new byte[] {0, 127, -128, -1});
        return new ClusterUpdate(
                12,
                3,
                ClusterUpdate.Kind.FULL,
                new ClusterUpdate.Summary(7, 0.25, 3, 1.5, 0.125, 6.5),
                List.of(
                        new ClusterUpdate.Cluster(
                                7,
                                0.25,
                                2,
                                new int[] {3, 4},
                                List.of(new ClusterUpdate.Example(41, 1, 1e-300, image))),
                        new ClusterUpdate.Cluster(0, 0, 0, new int[2], List.of())));
    }

    private static ClusterUpdate online() {
        return new ClusterUpdate(
                13,
                3,
                ClusterUpdate.Kind.ONLINE,
                new ClusterUpdate.Summary(4, 0.5, -1, Double.NaN, Double.NaN, 0.01),
                List.of(
                        new ClusterUpdate.Cluster(2.75, 0.5, 1, new int[0], List.of()),
                        new ClusterUpdate.Cluster(1.25, 0.75, 0, new int[0], List.of())));
    }

    @Override
    protected List<VernierRecord> infos() {
        return List.of(info());
    }

    @Override
    protected List<VernierRecord> updates() {
        return List.of(full(), online());
    }

    @Override
    protected void check(MemoryRecordSink records) {
        assertThat(records.staticInfos(ClusterStaticInfo.class).get(0).getSettings())
                .isEqualTo(info().getSettings());
        List<ClusterUpdate> updates = records.updates(ClusterUpdate.class);
        ClusterUpdate read = updates.get(0);
        assertThat(read.getIteration()).isEqualTo(12);
        assertThat(read.getEpoch()).isEqualTo(3);
        assertThat(read.getKind()).isEqualTo(ClusterUpdate.Kind.FULL);
        assertThat(read.getSummary()).isEqualTo(full().getSummary());
        ClusterUpdate.Cluster first = read.getClusters().get(0);
        assertThat(first.labels()).containsExactly(3, 4);
        assertThat(first.refills()).isEqualTo(2);
        ClusterUpdate.Example example = first.examples().get(0);
        assertThat(example.index()).isEqualTo(41);
        assertThat(example.label()).isEqualTo(1);
        assertThat(example.distance()).isEqualTo(1e-300);
        assertThat(example.image().pixels()).containsExactly(0, 127, -128, -1);
        assertThat(example.image().height()).isEqualTo(2);
        ClusterUpdate latest = updates.get(1);
        assertThat(latest.getKind()).isEqualTo(ClusterUpdate.Kind.ONLINE);
        assertThat(latest.getSummary().variance()).isNaN();
        assertThat(latest.getClusters().get(0).size()).isEqualTo(2.75);
    }

    @Test
    void jsonLines() throws IOException {
        Path file = folder.resolve("run.jsonl");
        try (VernierRecorder recorder = VernierRecorder.toFile(file, SESSION)) {
            recorder.putStaticInfo(info());
            recorder.putUpdate(full());
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .contains("\"kind\":\"FULL\"", "\"distortion\":0.25", "\"pixels\":[0,127,128,255]");
    }

    @Test
    void commaSeparatedValues() throws IOException {
        try (VernierRecorder recorder =
                VernierRecorder.toFile(folder.resolve("run.csv"), SESSION)) {
            recorder.putUpdate(online());
        }
        List<String> lines = Files.readAllLines(folder.resolve("run-ClusterUpdate.csv"));
        assertThat(lines).hasSize(2);
        List<String> names = List.of(lines.get(0).split(","));
        List<String> values = List.of(lines.get(1).split(","));
        assertThat(values.get(names.indexOf("\"clusters.1.distortion\""))).isEqualTo("\"0.75\"");
        assertThat(values.get(names.indexOf("\"distortion\""))).isEqualTo("\"0.5\"");
        assertThat(values.get(names.indexOf("\"kind\""))).isEqualTo("\"ONLINE\"");
    }

    @Test
    void thumbnailsStretchAndShrink() {
        Thumbnail image = Thumbnail.of(Nd4j.arange(16).subi(3).reshape(1, 4, 4));
        assertThat(image.pixels()[0]).isZero();
        assertThat(image.pixels()[15]).isEqualTo((byte) 255);
        Thumbnail small = image.within(2);
        assertThat(small.height()).isEqualTo(2);
        assertThat(small.width()).isEqualTo(2);
        // Pixels are 17 times 0 to 15; a block of four has a mean of 2.5 more than its first.
        assertThat(small.pixels()).containsExactly(43, 77, (byte) 179, (byte) 213);
        assertThat(image.within(4)).isSameAs(image);
        assertThat(Thumbnail.of(Nd4j.ones(5)).width()).isEqualTo(5);
        assertThatThrownBy(() -> image.within(0)).hasMessageContaining("side is 0");
        assertThatThrownBy(() -> new Thumbnail(1, 2, 2, new byte[3]))
                .hasMessageContaining("3 pixels")
                .hasMessageContaining("[1, 2, 2]");
    }
}
