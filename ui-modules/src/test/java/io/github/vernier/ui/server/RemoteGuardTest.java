/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.TypeStaticInfo;
import io.github.vernier.listeners.record.VernierRecord;
import io.github.vernier.ui.FakeDistillation;
import io.github.vernier.ui.TinyTraining;
import io.github.vernier.ui.server.RawClient.Response;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.api.UIServer;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsInitializationReport;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.deeplearning4j.ui.model.stats.impl.java.JavaStatsReport;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.ui.model.storage.impl.JavaStorageMetaData;
import org.deeplearning4j.ui.model.storage.impl.SbeStorageMetaData;
import org.deeplearning4j.ui.model.storage.sqlite.J7FileStatsStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

@Timeout(120)
class RemoteGuardTest {

    private static final String PATH = "/remoteReceive";
    private static final String SECRET = "correct-horse-battery-staple";
    private static final AtomicBoolean INITIALIZED = new AtomicBoolean();

    /** A class that notices being loaded for use. */
    public static final class Noticing {
        static {
            INITIALIZED.set(true);
        }
    }

    private final InMemoryStatsStorage storage = new InMemoryStatsStorage();
    private UIServer server;

    @BeforeEach
    void reset() {
        SerializedPayload.READ.set(0);
    }

    @AfterEach
    void stop() throws Exception {
        UIServer.stopInstance();
    }

    private void start(VernierUIServer.Builder settings) throws Exception {
        server = settings.port(0).start();
        server.enableRemoteListener(storage, true);
    }

    private void start() throws Exception {
        start(VernierUIServer.builder());
    }

    private static String body(String type, String className, byte[] data) {
        return "{\"type\":\"%s\",\"class\":\"%s\",\"data\":\"%s\"}"
                .formatted(type, className, Base64.getEncoder().encodeToString(data));
    }

    private static String harmful() throws Exception {
        return body("MetaData", JavaStorageMetaData.class.getName(), SerializedPayload.bytes());
    }

    private Response post(String path, Map<String, String> headers, String body) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("Host", "localhost"));
        all.put("Content-Type", "application/json");
        all.put("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length));
        all.putAll(headers);
        return new RawClient(server.getPort()).send("POST", path, all, body);
    }

    private Response post(String type, Persistable record) throws Exception {
        return post(PATH, Map.of(), body(type, record.getClass().getName(), record.encode()));
    }

    private void assertNothingArrived() {
        assertThat(SerializedPayload.READ).hasValue(0);
        assertThat(storage.listSessionIDs()).isEmpty();
    }

    @Test
    void ourRecordsArriveAsTheyAre() throws Exception {
        start();
        InMemoryStatsStorage made = new InMemoryStatsStorage();
        RecordRouter router = new RecordRouter(made, "run", "0");
        FakeDistillation source = new FakeDistillation(1);
        router.putStaticInfo(source.staticInfo());
        router.putUpdate(source.update(25));
        String type = DistillationUpdate.TYPE_ID;
        Persistable info = made.getStaticInfo("run", type, "0");
        Persistable update = made.getLatestUpdate("run", type, "0");

        assertThat(post("MetaData", made.getStorageMetaData("run", type)).status()).isEqualTo(200);
        assertThat(post("StaticInfo", info).status()).isEqualTo(200);
        assertThat(post("Update", update).status()).isEqualTo(200);

        assertThat(storage.getStorageMetaData("run", type))
                .isEqualTo(made.getStorageMetaData("run", type));
        assertThat(storage.getStaticInfo("run", type, "0").encode()).isEqualTo(info.encode());
        assertThat(storage.getLatestUpdate("run", type, "0").encode()).isEqualTo(update.encode());
    }

    @Test
    void stockRecordsWithoutSerializedPartsArrive() throws Exception {
        start();
        SbeStatsInitializationReport info = new SbeStatsInitializationReport();
        info.reportIDs("stock", "StatsListener", "0", 1);
        info.reportModelInfo("Net", "{}", new String[] {"0_W"}, 1, 42);
        SbeStatsReport update = new SbeStatsReport();
        update.reportIDs("stock", "StatsListener", "0", 2);
        update.reportIterationCount(7);
        update.reportScore(0.625);
        update.reportLearningRates(Map.of("0_W", 0.25));

        assertThat(post("StaticInfo", info).status()).isEqualTo(200);
        assertThat(post("Update", update).status()).isEqualTo(200);

        assertThat(storage.getStaticInfo("stock", "StatsListener", "0").encode())
                .isEqualTo(info.encode());
        SbeStatsReport arrived =
                (SbeStatsReport) storage.getLatestUpdate("stock", "StatsListener", "0");
        assertThat(arrived.getIterationCount()).isEqualTo(7);
        assertThat(arrived.getScore()).isEqualTo(0.625);
        assertThat(arrived.getLearningRates()).containsEntry("0_W", 0.25);
    }

    @Test
    void theStockListenersReportsArrive() throws Exception {
        start();
        InMemoryStatsStorage made = new InMemoryStatsStorage();
        new TinyTraining(1, 0.01).recordStock(made, "run").fit(1);
        String type = StatsListener.TYPE_ID;
        assertThat(post("MetaData", made.getStorageMetaData("run", type)).status()).isEqualTo(200);
        for (Persistable info : made.getAllStaticInfos("run", type)) {
            assertThat(post("StaticInfo", info).status()).isEqualTo(200);
        }
        List<Persistable> updates = made.getAllUpdatesAfter("run", type, 0);
        assertThat(updates).isNotEmpty();
        for (Persistable update : updates) {
            assertThat(post("Update", update).status()).isEqualTo(200);
        }
        assertThat(storage.getStorageMetaData("run", type)).isNotNull();
        assertThat(storage.getAllStaticInfos("run", type)).hasSize(1);
        assertThat(storage.getAllUpdatesAfter("run", type, 0))
                .extracting(update -> ((SbeStatsReport) update).getScore())
                .isEqualTo(
                        updates.stream()
                                .map(update -> ((SbeStatsReport) update).getScore())
                                .toList());
    }

    @Test
    void stockRecordsWithSerializedPartsDoNot() throws Exception {
        start();
        SbeStorageMetaData description =
                new SbeStorageMetaData(
                        1, "s", "t", "0", "a.Info", "a.Update", new SerializedPayload());
        SbeStatsReport update = new SbeStatsReport();
        update.reportIDs("s", "StatsListener", "0", 2);
        update.reportDataSetMetaData(List.of(new SerializedPayload()), SerializedPayload.class);
        assertThat(post("MetaData", description).status()).isEqualTo(403);
        assertThat(post("Update", update).status()).isEqualTo(403);
        assertNothingArrived();
    }

    @Test
    void javaDeserializationIsNotReached() throws Exception {
        start();
        Response refused = post(PATH, Map.of(), harmful());
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.body())
                .contains(JavaStorageMetaData.class.getName(), "trustRemoteClasses");
        assertNothingArrived();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%72emoteReceive",
                "/%72%65%6D%6f%74%65%52%65%63%65%69%76%65",
                "/remoteReceive/",
                "/remoteReceive//",
                "//remoteReceive",
                "/./remoteReceive",
                "/x/../remoteReceive",
                "/x/%2e%2e/remoteReceive",
                "/remoteReceive/.",
                "/remoteReceive%2F",
                "/remoteReceive%00",
                "/remoteReceive;x=1",
                "/REMOTERECEIVE",
                "/remoteReceive?x=1",
                "/remoteReceive#x",
                "http://localhost/remoteReceive",
                "remoteReceive"
            })
    void noSpellingOfThePathReachesIt(String path) throws Exception {
        start();
        assertThat(post(path, Map.of(), harmful()).status()).isIn(400, 403, 404);
        assertNothingArrived();
    }

    @Test
    void noKindOfRequestReachesIt() throws Exception {
        start();
        List<Map<String, String>> kinds =
                List.of(
                        Map.of("Content-Type", "text/plain"),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"),
                        Map.of("Content-Type", "multipart/form-data; boundary=x"),
                        Map.of("Upgrade", "websocket", "Connection", "Upgrade"),
                        Map.of("Content-Encoding", "identity"),
                        Map.of("X-HTTP-Method-Override", "POST"));
        for (Map<String, String> headers : kinds) {
            assertThat(post(PATH, headers, harmful()).status()).isIn(400, 403);
        }
        assertNothingArrived();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "null",
                "[]",
                "[{}]",
                "\"text\"",
                "12",
                "{}",
                "{\"type\":\"Update\",\"class\":\"a.B\"}",
                "{\"type\":\"Update\",\"class\":\"a.B\",\"data\":null}",
                "{\"type\":\"Update\",\"class\":7,\"data\":\"\"}",
                "{\"type\":{},\"class\":\"a.B\",\"data\":\"\"}",
                "{\"type\":\"Update\",\"Class\":\"a.B\",\"data\":\"\"}",
                "{\"type\":\"Update\",\"class\":\"\",\"data\":\"\"}",
                "{\"type\":\"Update\",\"class\":\"a.B\\nWARN forged\",\"data\":\"\"}",
                "{\"type\":\"Update\",\"class\":\"[La.B;\",\"data\":\"\"}",
                "{\"type\":\"Update\",\"class\":\"a.B\",\"data\":\"no base 64\"}",
                "{\"type\":\"Update\",\"class\":\"a.B\",\"data\":\"\",\"more\":\"\"}",
                "{\"type\":\"Update\",\"class\":\"a.B\",\"class\":\"a.C\",\"data\":\"\"}",
                "{\"type\":\"Update\",\"class\":\"a.B\",\"data\":\"\"} {}",
                "/**/{\"type\":\"Update\",\"class\":\"a.B\",\"data\":\"\"}",
            })
    void whatIsNoReportIsRefused(String body) throws Exception {
        start();
        Response refused = post(PATH, Map.of(), body);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).startsWith("This is no report: ").doesNotContain("forged");
        assertNothingArrived();
    }

    @Test
    void deepNestingIsRefused() throws Exception {
        start();
        assertThat(post(PATH, Map.of(), "[".repeat(1_000_000)).status()).isEqualTo(400);
        assertThat(post(PATH, Map.of(), "{\"a\":".repeat(1_000_000)).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                DistillationUpdate.class,
                SbeStatsInitializationReport.class,
                SbeStatsReport.class,
                SbeStorageMetaData.class
            })
    void bytesThatDoNotDecodeAreRefused(Class<?> type) throws Exception {
        start();
        for (byte[] data : new byte[][] {{}, new byte[7], SerializedPayload.bytes()}) {
            assertThat(post(PATH, Map.of(), body("Update", type.getName(), data)).status())
                    .isEqualTo(400);
        }
        assertNothingArrived();
    }

    /** Such an id would make the storage's own query find, and deserialize, what it carries. */
    @Test
    void idsCannotBringObjectsIntoQueries(@TempDir Path folder) throws Exception {
        String id =
                "' UNION SELECT x'" + HexFormat.of().formatHex(SerializedPayload.bytes()) + "' --";
        J7FileStatsStorage database = new J7FileStatsStorage(folder.resolve("stats.db").toFile());
        start();
        server.enableRemoteListener(database, false);
        try {
            DistillationUpdate ours = new FakeDistillation(1).update(1);
            ours.stamp(id, "0", 1);
            assertThat(post("Update", ours).status()).isEqualTo(400);
            ours.stamp("s", "", 1);
            assertThat(post("Update", ours).status()).isEqualTo(400);
            ours.stamp("s", id, 1);
            assertThat(post("Update", ours).status()).isEqualTo(400);
            TypeStaticInfo type = new TypeStaticInfo(id);
            type.stamp("s", "0", 1);
            assertThat(post("StaticInfo", type).status()).isEqualTo(400);
            SbeStorageMetaData stock = new SbeStorageMetaData(1, id, "t", "0", "a.Info", "a.Up");
            assertThat(post("MetaData", stock).status()).isEqualTo(400);
            assertThat(database.listSessionIDs()).isEmpty();
            assertThat(SerializedPayload.READ).hasValue(0);

            assertThatThrownBy(() -> database.getStaticInfo(id, "t", "0"))
                    .isInstanceOf(ClassCastException.class);
            assertThat(SerializedPayload.READ).hasValue(1);
        } finally {
            database.close();
        }
    }

    @Test
    void theSecondOfTwoClassesDoesNotCount() throws Exception {
        start();
        String twice =
                harmful()
                        .replace(
                                "\"class\"",
                                "\"class\":\""
                                        + DistillationUpdate.class.getName()
                                        + "\",\"class\"");
        assertThat(post(PATH, Map.of(), twice).status()).isEqualTo(400);
        assertNothingArrived();
    }

    @Test
    void classesAreNeitherTriedNorInitialized() throws Exception {
        start();
        for (Class<?> type :
                List.of(VernierRecord.class, Noticing.class, JavaStatsReport.class, String.class)) {
            assertThat(post(PATH, Map.of(), body("Update", type.getName(), new byte[0])).status())
                    .isEqualTo(403);
        }
        assertThat(post(PATH, Map.of(), body("Update", "no.such.Thing", new byte[0])).status())
                .isEqualTo(403);
        assertThat(INITIALIZED).isFalse();
        assertThat(new Noticing()).isNotNull();
        assertThat(INITIALIZED).isTrue();
    }

    @Test
    void aClassIsNamedInTheLogOnce() throws Exception {
        start();
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        Logger logger = (Logger) LoggerFactory.getLogger(RemoteGuard.class);
        logger.addAppender(lines);
        try {
            for (int i = 0; i < 3; i++) {
                post(PATH, Map.of(), harmful());
            }
            post(PATH, Map.of(), body("Update", JavaStatsReport.class.getName(), new byte[0]));
        } finally {
            logger.detachAppender(lines);
        }
        assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage).hasSize(2);
        assertThat(lines.list.get(0).getFormattedMessage())
                .contains(JavaStorageMetaData.class.getName());
        assertThat(lines.list.get(1).getFormattedMessage())
                .contains(JavaStatsReport.class.getName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "Transfer-Encoding"})
    void oversizedBodiesAreRefused(String framing) throws Exception {
        start();
        byte[] spaces =
                " ".repeat((int) RemoteGuard.MOST_BYTES + 1).getBytes(StandardCharsets.US_ASCII);
        boolean chunked = framing.equals("Transfer-Encoding");
        byte[] body = chunked ? chunked(spaces) : spaces;
        Map<String, String> headers =
                Map.of("Host", "localhost", framing, chunked ? "chunked" : "" + body.length);
        Response refused =
                new RawClient(server.getPort())
                        .send("POST", PATH, headers, (InputStream) new ByteArrayInputStream(body));
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.body()).contains("20000000 bytes");
        assertThat(post(PATH, Map.of(), "{}").status()).isEqualTo(400);
    }

    private static byte[] chunked(byte[] content) {
        return (Integer.toHexString(content.length)
                        + "\r\n"
                        + new String(content, StandardCharsets.US_ASCII)
                        + "\r\n0\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void whoKnowsTheTokenCannotRunCodeEither() throws Exception {
        start(VernierUIServer.builder().address("0.0.0.0").token(SECRET));
        assertThat(post(PATH, Map.of(), harmful()).status()).isEqualTo(401);
        assertThat(post(PATH + "?token=" + SECRET, Map.of(), harmful()).status()).isEqualTo(403);
        assertThat(post(PATH, Map.of("Authorization", "Bearer " + SECRET), harmful()).status())
                .isEqualTo(403);
        assertNothingArrived();
    }

    @Test
    void trustedClassesArrive() throws Exception {
        start(
                VernierUIServer.builder()
                        .trustRemoteClasses(JavaStorageMetaData.class, SbeStorageMetaData.class));
        assertThat(
                        post(
                                        "MetaData",
                                        new JavaStorageMetaData(3, "j", "t", "0", "a.Info", "a.Up"))
                                .status())
                .isEqualTo(200);
        assertThat(
                        post(
                                        "MetaData",
                                        new SbeStorageMetaData(
                                                4, "s", "t", "0", "a.Info", "a.Up", 5))
                                .status())
                .isEqualTo(200);
        assertThat(storage.getStorageMetaData("j", "t").getTimeStamp()).isEqualTo(3);
        assertThat(storage.getStorageMetaData("s", "t").getExtraMetaData()).isEqualTo(5);
        assertThat(post("Update", new JavaStatsReport()).status()).isEqualTo(403);
    }

    @Test
    void trustedClassesCanBeMade() {
        assertThatThrownBy(() -> VernierUIServer.builder().trustRemoteClasses(VernierRecord.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trusted class " + VernierRecord.class.getName())
                .hasMessageContaining("public constructor without arguments");
    }
}
