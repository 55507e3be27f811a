/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.SeriesRecorder;
import io.github.vernier.ui.TinyTraining;
import io.github.vernier.ui.UiTestServer;
import java.io.File;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.deeplearning4j.core.storage.StatsStorage;
import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.core.storage.impl.RemoteUIStatsStorageRouter;
import org.deeplearning4j.ui.model.storage.FileStatsStorage;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.ui.model.storage.sqlite.J7FileStatsStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training is seen the same while it runs, from a file opened again, and from another process.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
class OverviewStoragesTest {

    private static final int EPOCHS = 2;

    @TempDir private Path folder;
    private UiTestServer server;

    @BeforeAll
    void start() throws Exception {
        server = UiTestServer.start(false);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private JsonNode ask(String path) throws Exception {
        HttpResponse<String> response = server.get("/vernier/api/" + path + "session=run");
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    /** What does not depend on the clock. */
    private JsonNode curves() throws Exception {
        ObjectNode columns = (ObjectNode) ask("overview?").get("columns");
        return columns.retain("iteration", "epoch", "score", "rate:layer0", "ratio:0_W");
    }

    private static void train(StatsStorageRouter storage) {
        new TinyTraining(3, 0.01).record(storage, "run", EPOCHS).fit(EPOCHS);
        SeriesRecorder.of(storage, "run").put("reward", 1, 2);
    }

    private JsonNode expected() throws Exception {
        InMemoryStatsStorage memory = new InMemoryStatsStorage();
        server.ui().attach(memory);
        train(memory);
        JsonNode curves = curves();
        server.ui().detach(memory);
        assertThat(curves.get("iteration")).hasSize(EPOCHS * TinyTraining.BATCHES);
        return curves;
    }

    private void isSeenLiveAndWhenOpenedAgain(String name, Function<File, StatsStorage> open)
            throws Exception {
        JsonNode expected = expected();
        File file = folder.resolve(name).toFile();
        StatsStorage live = open.apply(file);
        server.ui().attach(live);
        train(live);
        assertThat(curves()).isEqualTo(expected);
        server.ui().detach(live);
        live.close();

        StatsStorage again = open.apply(file);
        server.ui().attach(again);
        assertThat(curves()).isEqualTo(expected);
        assertThat(ask("overview/evaluations?").at("/columns/loss:test")).hasSize(EPOCHS);
        assertThat(ask("series?").at("/series/0/y/0").asDouble()).isEqualTo(2);
        assertThat(ask("compare/settings?").get("batch").asText()).isEqualTo("8");
        server.ui().detach(again);
        again.close();
    }

    @Test
    void inAMapDbFile() throws Exception {
        isSeenLiveAndWhenOpenedAgain("stats.dl4j", FileStatsStorage::new);
    }

    @Test
    void inASqliteFile() throws Exception {
        isSeenLiveAndWhenOpenedAgain("stats.db", J7FileStatsStorage::new);
    }

    @Test
    void postedByAnotherProcess() throws Exception {
        JsonNode expected = expected();
        InMemoryStatsStorage received = new InMemoryStatsStorage();
        server.ui().enableRemoteListener(received, true);
        RemoteUIStatsStorageRouter router = new RemoteUIStatsStorageRouter(server.address(""));
        train(router);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!received.sessionExists("run") || !ask("series?").at("/series/0/y/0").isNumber()) {
            assertThat(System.nanoTime())
                    .as("waiting; received so far: %s", received.listTypeIDsForSession("run"))
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(50);
        }
        assertThat(curves()).isEqualTo(expected);
        router.shutdown();
        server.ui().detach(received);
    }
}
