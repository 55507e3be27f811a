/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import static io.github.vernier.ui.UiTestServer.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vernier.listeners.record.AttentionMapsUpdate;
import io.github.vernier.listeners.record.AttentionMapsUpdate.Example;
import io.github.vernier.listeners.record.AttentionMapsUpdate.Prediction;
import io.github.vernier.listeners.record.AttentionMapsUpdate.Tap;
import io.github.vernier.listeners.record.DistillationStaticInfo;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.DistillationUpdate.Evaluation;
import io.github.vernier.listeners.record.DistillationUpdate.Losses;
import io.github.vernier.listeners.record.RecordFields;
import io.github.vernier.listeners.record.Thumbnail;
import io.github.vernier.listeners.record.VernierRecord;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser gets from the stock server, in either of its modes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HttpContract {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SESSION = "run 1";
    private static final String ODD = "a/b \"c\" <script>alert('é')</script> &x=%20+#";

    private final boolean multiSession;
    private UiTestServer server;
    private InMemoryStatsStorage storage;

    HttpContract(boolean multiSession) {
        this.multiSession = multiSession;
    }

    @BeforeAll
    void start() throws Exception {
        server = UiTestServer.start(multiSession);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void attach() {
        storage = new InMemoryStatsStorage();
        server.ui().attach(storage);
    }

    @AfterEach
    void detach() {
        server.ui().detach(storage);
    }

    private static DistillationStaticInfo staticInfo(List<String> taps) {
        return new DistillationStaticInfo(
                new DistillationStaticInfo.Settings(
                        taps,
                        List.of("t1"),
                        List.of("out"),
                        "kd",
                        "at",
                        "half",
                        4,
                        Double.NaN,
                        new double[] {1000},
                        List.of("cat", "<b>dog</b>")));
    }

    private void put(VernierRecord update, String session, String worker, long time) {
        update.stamp(session, worker, time);
        storage.putUpdate(update);
    }

    /** Storages list a session by its static record. */
    private void open(StatsStorage storage, String session, VernierRecord info, long time) {
        info.stamp(session, "w", time);
        storage.putStaticInfo(info);
    }

    private void open() {
        open(storage, SESSION, staticInfo(List.of("c1")), 5);
    }

    private void putThree(String session) {
        open(storage, session, staticInfo(List.of("c,1")), 5);
        put(
                update(0, 0, 2.5, 1.25, new Evaluation(0.1, 0.9, 0.125, 0.5, 0.0625)),
                session,
                "w",
                10);
        put(update(1, 0, Double.NaN, Double.POSITIVE_INFINITY, null), session, "w", 11);
        put(update(2, 1, 2, 1, null), session, "w", 12);
    }

    private static DistillationUpdate update(
            int iteration,
            int epoch,
            double crossEntropy,
            double knowledge,
            Evaluation evaluation) {
        return new DistillationUpdate(
                iteration,
                epoch,
                new Losses(crossEntropy, knowledge, new double[] {0.5}, 0.25, 3),
                evaluation);
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> response = server.get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("application/json; charset=utf-8");
        return JSON.readTree(response.body());
    }

    private JsonNode series(String session, String more) throws Exception {
        return json("/vernier/api/distillation?session=" + encode(session) + more);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/vernier", "/vernier/"})
    void landingLeadsToTheFirstPageWithItsQuery(String path) throws Exception {
        HttpResponse<String> response = server.get(path + "?session=x%2Fy");
        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("location"))
                .hasValue("/vernier/overview?session=x%2Fy");
    }

    @Test
    void pageAllowsOnlyThisServersOwnCode() throws Exception {
        HttpResponse<String> response = server.get("/vernier/distillation?session=" + encode(ODD));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("text/html; charset=utf-8");
        assertThat(response.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
                .doesNotContain("unsafe", "http", "*");
        assertThat(response.headers().firstValue("x-content-type-options")).hasValue("nosniff");
        assertThat(response.body()).doesNotContain("alert('", "http://", "https://", "style=");
    }

    @ParameterizedTest
    @CsvSource({
        "echarts.min.js, application/javascript",
        "app.js, application/javascript",
        "chart.js, application/javascript",
        "distillation.js, application/javascript",
        "vernier.css, text/css",
        "vernier.svg, image/svg+xml"
    })
    void assetsHaveTheirTypes(String file, String type) throws Exception {
        HttpResponse<String> response = server.get("/assets/vernier/" + file);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type").orElseThrow()).startsWith(type);
        assertThat(response.body()).doesNotContain("sourceMappingURL");
    }

    @Test
    void stockPagesAreStillThere() throws Exception {
        assertThat(server.get("/").statusCode()).isIn(200, 302);
        assertThat(server.get(multiSession ? "/train" : "/train/overview").statusCode())
                .isEqualTo(200);
    }

    /** The entry of the distillation page. */
    private JsonNode page(String path) throws Exception {
        for (JsonNode page : json(path)) {
            if (page.get("id").asText().equals("distillation")) {
                return page;
            }
        }
        throw new AssertionError("The distillation page is missing");
    }

    @Test
    void pagesAreListedForTheNavigation() throws Exception {
        assertThat(page("/vernier/api/pages"))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"id": "distillation", "title": "Distillation",
                                 "summary": "How closely the student follows its teacher: in its losses, in its answers, and in where it looks."}
                                """));
        assertThat(page("/vernier/api/pages?language=de").get("title").asText())
                .isEqualTo("Destillation");
        assertThat(page("/vernier/api/pages?language=xx").get("title").asText())
                .isEqualTo("Distillation");
    }

    @Test
    void seriesAreExact() throws Exception {
        putThree(SESSION);
        assertThat(series(SESSION, ""))
                .isEqualTo(
                        JSON.readTree(
                                """
                                {"columns": {
                                   "time": [10, 11, 12], "iteration": [0, 1, 2], "epoch": [0, 0, 1],
                                   "crossEntropy": [2.5, null, 2.0], "knowledge": [1.25, null, 1.0],
                                   "attentionTotal": [0.25, 0.25, 0.25], "score": [3.0, 3.0, 3.0],
                                   "attention:c,1": [0.5, 0.5, 0.5],
                                   "studentAccuracy": [0.1, null, null], "teacherAccuracy": [0.9, null, null],
                                   "agreement": [0.125, null, null],
                                   "studentCalibrationError": [0.5, null, null],
                                   "teacherCalibrationError": [0.0625, null, null]},
                                 "nonFinite": [
                                   {"series": "crossEntropy", "iteration": 1, "value": "NaN"},
                                   {"series": "knowledge", "iteration": 1, "value": "Infinity"}],
                                 "session": "run 1", "worker": "w", "workers": ["w"],
                                 "settings": {
                                   "studentTaps": ["c,1"], "teacherTaps": ["t1"], "heads": ["out"],
                                   "classNames": ["cat", "<b>dog</b>"],
                                   "kdConvention": "kd", "attentionConvention": "at", "tapWeighting": "half",
                                   "temperature": 4.0, "alpha": null, "tapBetas": [1000.0]},
                                 "recorded": 3, "unread": 0, "thinned": false, "last": 12,
                                 "unreadable": 0, "newestVersion": 2, "supportedVersion": 2,
                                 "epochs": [{"epoch": 0, "iteration": 0}, {"epoch": 1, "iteration": 2}]}
                                """));
    }

    @Test
    void rangesAreExclusiveBelowAndInclusiveAbove() throws Exception {
        putThree(SESSION);
        JsonNode middle = series(SESSION, "&from=10&to=11");
        assertThat(middle.at("/columns/iteration").toString()).isEqualTo("[1]");
        assertThat(middle.at("/last").asLong()).isEqualTo(11);
        JsonNode nothing = series(SESSION, "&from=12");
        assertThat(nothing.at("/columns/iteration")).isEmpty();
        assertThat(nothing.at("/recorded").asInt()).isZero();
        assertThat(nothing.at("/last").asLong()).isEqualTo(12);
    }

    @Test
    void sessionsOfAnyNameAreFoundAndListedLatestFirst() throws Exception {
        putThree(ODD);
        open(storage, "later", staticInfo(List.of()), 7);
        JsonNode answer = json("/vernier/api/sessions");
        assertThat(answer.get("multiSession").asBoolean()).isEqualTo(multiSession);
        assertThat(answer.at("/sessions/0/id").asText()).isEqualTo("later");
        assertThat(answer.at("/sessions/1/id").asText()).isEqualTo(ODD);
        assertThat(answer.at("/sessions/1/started").asLong()).isEqualTo(5);
        assertThat(series(ODD, "").get("recorded").asInt()).isEqualTo(3);
        assertThat(series("later", "").get("recorded").asInt()).isZero();
        assertThat(series("later", "").get("last").isNull()).isTrue();
    }

    @Test
    void sessionsFromBeforeTheStorageWasAttachedAreSeenAndThoseDetachedAreNot() throws Exception {
        InMemoryStatsStorage earlier = new InMemoryStatsStorage();
        open(earlier, "earlier", new Foreign(), 1);
        DistillationUpdate update = update(0, 0, 1, 1, null);
        update.stamp("earlier", "w", 1);
        earlier.putUpdate(update);
        server.ui().attach(earlier);
        JsonNode seen = series("earlier", "");
        assertThat(seen.at("/columns/attention:tap 0").toString()).isEqualTo("[0.5]");
        assertThat(seen.get("settings").isNull()).isTrue();
        server.ui().detach(earlier);
        assertThat(server.get("/vernier/api/distillation?session=earlier").statusCode())
                .isEqualTo(404);
    }

    @Test
    void workersAreToldApartAndAnUnknownOneIsTheFirst() throws Exception {
        open();
        put(update(0, 0, 1, 1, null), SESSION, "a", 1);
        put(update(0, 0, 2, 1, null), SESSION, "b", 1);
        assertThat(series(SESSION, "").at("/workers").toString()).isEqualTo("[\"a\",\"b\",\"w\"]");
        assertThat(series(SESSION, "").at("/columns/crossEntropy/0").asDouble()).isEqualTo(1);
        assertThat(series(SESSION, "&worker=b").at("/columns/crossEntropy/0").asDouble())
                .isEqualTo(2);
        assertThat(series(SESSION, "&worker=x").get("worker").asText()).isEqualTo("a");
    }

    @Test
    void longSessionsAreThinnedWithoutLosingPeaks() throws Exception {
        open();
        int records = 20_000;
        for (int i = 0; i < records; i++) {
            double value =
                    i == 12_345 ? 99 : i == 3_456 ? Double.NaN : i == 17_001 ? -7 : 1 + i % 10;
            put(update(i, i / 100, value, 1, null), SESSION, "w", 1000 + i);
        }
        JsonNode answer = series(SESSION, "&points=500");
        assertThat(answer.get("recorded").asInt()).isEqualTo(records);
        assertThat(answer.get("thinned").asBoolean()).isTrue();
        assertThat(answer.at("/columns/iteration").size()).isBetween(20, 500);
        assertThat(answer.at("/columns/crossEntropy")).anyMatch(v -> v.asDouble() == 99);
        assertThat(answer.at("/columns/crossEntropy")).anyMatch(v -> v.asDouble() == -7);
        assertThat(answer.at("/nonFinite/0/iteration").asInt()).isEqualTo(3_456);
        assertThat(
                        answer.at("/columns/iteration")
                                .get(answer.at("/columns/iteration").size() - 1)
                                .asInt())
                .isEqualTo(records - 1);
        assertThat(answer.get("epochs").size()).isEqualTo(200);
        assertThat(series(SESSION, "&points=500&from=13000&to=13400").get("thinned").asBoolean())
                .isFalse();
    }

    @Test
    void csvHasAllDigitsAndOnlyWhatWasAskedFor() throws Exception {
        putThree(SESSION);
        HttpResponse<String> all =
                server.get("/vernier/api/distillation/csv?session=" + encode(SESSION));
        assertThat(all.headers().firstValue("content-type")).hasValue("text/csv; charset=utf-8");
        assertThat(all.headers().firstValue("content-disposition"))
                .hasValue("attachment; filename=\"distillation-run-1.csv\"");
        assertThat(all.body())
                .isEqualTo(
                        "time,iteration,epoch,crossEntropy,knowledge,attentionTotal,score,\"attention:c,1\","
                                + "studentAccuracy,teacherAccuracy,agreement,studentCalibrationError,"
                                + "teacherCalibrationError\r\n"
                                + "10,0,0,2.5,1.25,0.25,3.0,0.5,0.1,0.9,0.125,0.5,0.0625\r\n"
                                + "11,1,0,NaN,Infinity,0.25,3.0,0.5,,,,,\r\n"
                                + "12,2,1,2.0,1.0,0.25,3.0,0.5,,,,,\r\n");
        assertThat(
                        server.get(
                                        "/vernier/api/distillation/csv?session="
                                                + encode(SESSION)
                                                + "&series=agreement&series=studentAccuracy")
                                .body())
                .isEqualTo(
                        "time,iteration,epoch,agreement,studentAccuracy\r\n10,0,0,0.125,0.1\r\n");
    }

    @Test
    void csvOfALongSessionIsComplete() throws Exception {
        open();
        int records = 50_000;
        for (int i = 0; i < records; i++) {
            put(update(i, 0, i, 1, null), SESSION, "w", 1 + i);
        }
        String body =
                server.get(
                                "/vernier/api/distillation/csv?session="
                                        + encode(SESSION)
                                        + "&series=crossEntropy")
                        .body();
        String[] lines = body.split("\r\n");
        assertThat(lines).hasSize(records + 1);
        assertThat(lines[records]).isEqualTo("50000,49999,0,49999.0");
    }

    /** Answers that fill the send buffer and drain again, some of them never read to the end. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void slowAndVanishingReadersDoNotHoldUpTheServer() throws Exception {
        open();
        int records = 20_000;
        for (int i = 0; i < records; i++) {
            put(update(i, 0, i, 1, null), SESSION, "w", 1 + i);
        }
        URI home = URI.create(server.address("/"));
        String request =
                "GET /vernier/api/distillation/csv?session="
                        + encode(SESSION)
                        + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        // The whole answer is about 0.9 MB.
        int enough = 800_000;
        for (int round = 0; round < 25; round++) {
            List<Socket> readers = new ArrayList<>();
            for (int r = 0; r < 4; r++) {
                Socket reader = new Socket(home.getHost(), home.getPort());
                readers.add(reader);
                reader.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            }
            for (Socket reader : readers) {
                assertThat(reader.getInputStream().readNBytes(enough)).hasSize(enough);
            }
            for (Socket reader : readers) {
                reader.close();
            }
            assertThat(server.get("/vernier/distillation").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void mapsAreExactAndSentOnlyIfNew() throws Exception {
        open();
        put(maps(0, 0.25f), SESSION, "w", 20);
        put(maps(8, 0.5f), SESSION, "w", 21);
        String path = "/vernier/api/distillation/maps?session=" + encode(SESSION);
        String newest =
                """
                {"session": "run 1", "worker": "w", "workers": ["w"], "times": [20, 21], "time": 21,
                 "iteration": 8, "epoch": 2,
                 "examples": [{
                   "image": {"channels": 1, "height": 1, "width": 2, "pixels": "AP8="},
                   "label": "<b>dog</b>",
                   "student": {"label": "cat", "probability": null, "right": false},
                   "teacher": {"label": "<b>dog</b>", "probability": 0.75, "right": true},
                   "taps": [{"name": "c1", "height": 1, "width": 2, "student": [0.5, null], "teacher": [1.0, 0.0]}]}],
                 "unreadable": 0, "newestVersion": 1, "supportedVersion": 1}
                """;
        assertThat(json(path)).isEqualTo(JSON.readTree(newest));
        assertThat(json(path + "&have=20")).isEqualTo(JSON.readTree(newest));
        assertThat(json(path + "&have=21").has("examples")).isFalse();
        assertThat(json(path + "&time=20").at("/examples/0/taps/0/student/0").asDouble())
                .isEqualTo(0.25);
        assertThat(server.get(path + "&time=19").statusCode()).isEqualTo(404);
    }

    private static AttentionMapsUpdate maps(int iteration, float value) {
        return new AttentionMapsUpdate(
                iteration,
                iteration / 4,
                List.of(
                        new Example(
                                new Thumbnail(1, 1, 2, new byte[] {0, -1}),
                                1,
                                new Prediction(0, Double.NaN),
                                new Prediction(1, 0.75),
                                List.of(
                                        new Tap(
                                                "c1",
                                                1,
                                                2,
                                                new float[] {value, Float.NaN},
                                                new float[] {1, 0})))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "distillation | 400 | Parameter session is missing: expected the id of a session",
                "distillation?session=none | 404 | No attached storage has a session \"none\"",
                "distillation?session=run+1&from=soon | 400 | Parameter from is \"soon\": expected a whole number",
                "distillation?session=run+1&points=7 | 400 | Parameter points is 7: expected 100 to 50000",
                "distillation/csv?session=run+1&series=x | 400 | series \"x\" is not one of"
            })
    void wrongRequestsSayWhatWasExpected(String path, int status, String reason) throws Exception {
        putThree(SESSION);
        HttpResponse<String> response = server.get("/vernier/api/" + path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(JSON.readTree(response.body()).get("error").asText()).startsWith(reason);
    }

    @Test
    void newerRecordsAreReadAsFarAsKnownAndOnesOfAnotherKindAreCounted() throws Exception {
        open();
        DistillationUpdate newer = update(3, 0, 1.5, 1, null);
        newer.stamp(SESSION, "w", 1);
        byte[] bytes = newer.encode();
        ByteBuffer.wrap(bytes).putInt(4, 7);
        DistillationUpdate decoded = new DistillationUpdate();
        decoded.decode(bytes);
        storage.putUpdate(decoded);
        put(new Foreign(), SESSION, "w", 2);
        JsonNode answer = series(SESSION, "");
        assertThat(answer.at("/columns/crossEntropy").toString()).isEqualTo("[1.5]");
        assertThat(answer.get("newestVersion").asInt()).isEqualTo(7);
        assertThat(answer.get("supportedVersion").asInt()).isEqualTo(2);
        assertThat(answer.get("unreadable").asInt()).isEqualTo(1);
    }

    private static final class Foreign extends VernierRecord {
        private static final long serialVersionUID = 1L;

        Foreign() {
            super(1);
        }

        @Override
        public String getTypeID() {
            return DistillationUpdate.TYPE_ID;
        }

        @Override
        protected void write(RecordFields fields) {}

        @Override
        protected void read(RecordFields fields) {}
    }

    @Test
    void aSlowStorageDoesNotHoldUpTheServer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        InMemoryStatsStorage slow =
                new InMemoryStatsStorage() {
                    @Override
                    public long[] getAllUpdateTimes(String session, String type, String worker) {
                        asked.countDown();
                        try {
                            assertThat(released.await(30, TimeUnit.SECONDS)).isTrue();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                        return super.getAllUpdateTimes(session, type, worker);
                    }
                };
        server.ui().attach(slow);
        open(slow, "slow", staticInfo(List.of()), 1);
        DistillationUpdate update = update(0, 0, 1, 1, null);
        update.stamp("slow", "w", 1);
        slow.putUpdate(update);
        CompletableFuture<JsonNode> answer =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return series("slow", "");
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(server.get("/vernier/distillation").statusCode()).isEqualTo(200);
        assertThat(answer).isNotDone();
        released.countDown();
        assertThat(answer.get(30, TimeUnit.SECONDS).get("recorded").asInt()).isEqualTo(1);
        server.ui().detach(slow);
    }

    @Test
    void aBrokenStorageDoesNotHideTheOthers() throws Exception {
        boolean[] broken = {false};
        InMemoryStatsStorage failing =
                new InMemoryStatsStorage() {
                    @Override
                    public List<String> listSessionIDs() {
                        if (broken[0]) {
                            throw new IllegalStateException("broken on purpose");
                        }
                        return super.listSessionIDs();
                    }
                };
        server.ui().attach(failing);
        broken[0] = true;
        putThree(SESSION);
        assertThat(json("/vernier/api/sessions").at("/sessions/0/id").asText()).isEqualTo(SESSION);
        broken[0] = false;
        server.ui().detach(failing);
    }
}
