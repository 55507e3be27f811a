/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordStorageTest extends RecordContract {

    private static final String SESSION = "session";
    private static final int STEPS = 20;

    @TempDir private Path folder;

    private static DistillationStaticInfo info() {
        return new DistillationStaticInfo(
                new DistillationStaticInfo.Settings(
                        List.of("conv1", "conv2"),
                        List.of("a", "b"),
                        List.of("out"),
                        "DEFICIENT_EFFICIENT",
                        "CODE",
                        "THREE_OVER_TAPS",
                        4,
                        0.9,
                        new double[] {1500, 1500},
                        List.of("cat", "Katze \"ü\"")));
    }

    private static DistillationUpdate step(int iteration) {
        return new DistillationUpdate(
                iteration,
                3,
                new DistillationUpdate.Losses(
                        1.5, Double.NaN, new double[] {0.25, 1e-300}, 12.5, 14),
                iteration % 2 == 0
                        ? null
                        : new DistillationUpdate.Evaluation(
                                0.5,
                                0.75,
                                0.625,
                                0.1,
                                0.05,
                                new DistillationUpdate.Reliability(
                                        new double[] {3, 0},
                                        new double[] {0.25, Double.NaN},
                                        new double[] {1, Double.NaN}),
                                null));
    }

    private static AttentionMapsUpdate maps() {
        return new AttentionMapsUpdate(
                7,
                2,
                List.of(
                        new AttentionMapsUpdate.Example(
                                new Thumbnail(1, 2, 2, new byte[] {0, 127, (byte) 128, (byte) 255}),
                                4,
                                new AttentionMapsUpdate.Prediction(4, 0.75),
                                new AttentionMapsUpdate.Prediction(5, 0.5),
                                List.of(
                                        new AttentionMapsUpdate.Tap(
                                                "conv1",
                                                1,
                                                2,
                                                new float[] {0.6f, 0.8f},
                                                new float[] {1f, 0f})))));
    }

    @Override
    protected List<VernierRecord> infos() {
        return List.of(info());
    }

    @Override
    protected List<VernierRecord> updates() {
        List<VernierRecord> all = new ArrayList<>();
        for (int i = 0; i < STEPS; i++) {
            all.add(step(i));
        }
        all.add(maps());
        return all;
    }

    @Override
    protected void check(MemoryRecordSink records) {
        List<DistillationUpdate> updates = records.updates(DistillationUpdate.class);
        assertThat(updates).hasSize(STEPS);
        for (int i = 0; i < STEPS; i++) {
            assertThat(updates.get(i).getEvaluation().isPresent()).isEqualTo(i % 2 == 1);
            assertThat(updates.get(i).getLosses().orElseThrow().attention())
                    .containsExactly(0.25, 1e-300);
        }
        AttentionMapsUpdate.Example example =
                records.updates(AttentionMapsUpdate.class).get(0).getExamples().get(0);
        assertThat(example.image().pixels()).containsExactly(0, 127, 128, 255);
        assertThat(example.taps().get(0).student()).containsExactly(0.6f, 0.8f);
        assertThat(example.teacher()).isEqualTo(new AttentionMapsUpdate.Prediction(5, 0.5));
    }

    @Test
    void jsonLines() throws IOException {
        Path file = folder.resolve("records.jsonl");
        try (JsonLinesRecordSink sink = new JsonLinesRecordSink(file, SESSION)) {
            sink.putStaticInfo(info());
            sink.putUpdate(step(0));
        }
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("\"classNames\":[\"cat\",\"Katze \\\"ü\\\"\"]");
        assertThat(lines.get(1))
                .startsWith("{\"session\":\"session\",\"type\":\"VernierDistillation\"")
                .contains("\"knowledge\":null")
                .contains("\"attention\":[0.25,1.0E-300]");
    }

    @Test
    void allEncodingsGiveTheSameBytes() throws IOException {
        AttentionMapsUpdate update = maps();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        update.encode(stream);
        assertThat(stream.toByteArray()).isEqualTo(update.encode());
        assertThat(update.encodingLengthBytes()).isEqualTo(update.encode().length);
    }

    @Test
    void foreignBytesAreRefused() {
        assertThatThrownBy(() -> new DistillationUpdate().decode(new byte[8]))
                .hasMessageContaining("magic number is 00000000, expected 56524e52");
    }

    @Test
    void idsWithQuotesAreRefused() {
        assertThatThrownBy(() -> new RecordRouter(new InMemoryStatsStorage(), "a'b", "0"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session id is <a'b>");
    }
}
