/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.ui.model.storage.sqlite.J7FileStatsStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordStorageTest {

    private static final String SESSION = "session";
    private static final String WORKER = "0";

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
                        : new DistillationUpdate.Evaluation(0.5, 0.75, 0.625, 0.1, 0.05));
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

    private static void fill(StatsStorage storage) {
        RecordRouter router = new RecordRouter(storage, SESSION, WORKER);
        router.putStaticInfo(info());
        for (int i = 0; i < 20; i++) {
            router.putUpdate(step(i));
        }
        router.putUpdate(maps());
    }

    private static void check(StatsStorage storage) {
        String type = DistillationStaticInfo.TYPE_ID;
        DistillationStaticInfo readInfo =
                (DistillationStaticInfo) storage.getStaticInfo(SESSION, type, WORKER);
        assertThat(readInfo.toFields().toJson())
                .isEqualTo(stamped(info(), readInfo).toFields().toJson());
        List<Persistable> updates = storage.getAllUpdatesAfter(SESSION, type, WORKER, 0);
        assertThat(updates).hasSize(20);
        for (int i = 0; i < 20; i++) {
            DistillationUpdate update = (DistillationUpdate) updates.get(i);
            assertThat(update.encode()).isEqualTo(stamped(step(i), update).encode());
            assertThat(update.getEvaluation().isPresent()).isEqualTo(i % 2 == 1);
            assertThat(update.getLosses().orElseThrow().attention()).containsExactly(0.25, 1e-300);
        }
        AttentionMapsUpdate readMaps =
                (AttentionMapsUpdate)
                        storage.getLatestUpdate(SESSION, AttentionMapsUpdate.TYPE_ID, WORKER);
        AttentionMapsUpdate.Example example = readMaps.getExamples().get(0);
        assertThat(example.image().pixels()).containsExactly(0, 127, 128, 255);
        assertThat(example.taps().get(0).student()).containsExactly(0.6f, 0.8f);
        assertThat(example.teacher()).isEqualTo(new AttentionMapsUpdate.Prediction(5, 0.5));
        assertThat(storage.getStorageMetaData(SESSION, type).getUpdateTypeClass())
                .isEqualTo(DistillationUpdate.class.getName());
    }

    private static <T extends VernierRecord> T stamped(T record, VernierRecord like) {
        record.stamp(like.getSessionID(), like.getWorkerID(), like.getTimeStamp());
        return record;
    }

    @Test
    void memory() {
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        fill(storage);
        check(storage);
    }

    @Test
    void mapDbFileReopened() throws IOException {
        File file = folder.resolve("stats.dl4j").toFile();
        FileStatsStorage storage = new FileStatsStorage(file);
        fill(storage);
        storage.close();
        FileStatsStorage reopened = new FileStatsStorage(file);
        check(reopened);
        reopened.close();
    }

    @Test
    void sqliteFileReopened() throws IOException {
        File file = folder.resolve("stats.sqlite").toFile();
        J7FileStatsStorage storage = new J7FileStatsStorage(file);
        fill(storage);
        storage.close();
        J7FileStatsStorage reopened = new J7FileStatsStorage(file);
        check(reopened);
        reopened.close();
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
    void fieldsOfANewerVersionAreSkipped() throws IOException {
        DistillationUpdate update = step(1);
        RecordFields fields = update.toFields().put("addedLater", 5);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0x56524E52);
        out.writeInt(2);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.write(new DataOutputStream(body));
        byte[] encoded = body.toByteArray();
        // One field more, of a type this version does not know.
        encoded[3]++;
        out.write(encoded);
        out.writeUTF("unknownType");
        out.writeByte(99);
        out.writeInt(3);
        out.write(new byte[3]);
        DistillationUpdate read = new DistillationUpdate();
        read.decode(bytes.toByteArray());
        assertThat(read.getVersion()).isEqualTo(2);
        assertThat(read.getEvaluation()).isEqualTo(update.getEvaluation());
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
        assertThatThrownBy(() -> new RecordRouter(new InMemoryStatsStorage(), "a'b", WORKER))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("session id is <a'b>");
    }
}
