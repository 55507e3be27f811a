/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vernier.listeners.record.NamedNumbers;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.TrainingUpdate;
import io.github.vernier.ui.FakeDistillation;
import io.github.vernier.ui.TinyTraining;
import io.github.vernier.ui.UiTestServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.ui.model.stats.J7StatsListener;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OverviewPageTest {

    private final InMemoryStatsStorage storage = new InMemoryStatsStorage();
    private UiTestServer server;

    @BeforeAll
    void start() throws Exception {
        server = UiTestServer.start(false);
        server.ui().attach(storage);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private JsonNode ask(String path, String session) throws Exception {
        HttpResponse<String> response =
                server.get(
                        "/vernier/api/overview"
                                + path
                                + "?session="
                                + UiTestServer.encode(session));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonMapper().readTree(response.body());
    }

    private static List<Double> numbers(JsonNode column) {
        List<Double> values = new ArrayList<>();
        column.forEach(value -> values.add(value.isNull() ? null : (Double) value.asDouble()));
        return values;
    }

    @Test
    void aTrainingIsShownWithItsEpochsRatesAndRatios() throws Exception {
        new TinyTraining(1, 0.01).record(storage, "ours", 3).fit(3);
        JsonNode answer = ask("", "ours");
        assertThat(answer.get("recorded").asInt()).isEqualTo(3 * TinyTraining.BATCHES);
        assertThat(answer.at("/training/epochs").asInt()).isEqualTo(3);
        assertThat(answer.at("/columns/rate:layer0").get(0).asDouble()).isEqualTo(0.01);
        List<Double> ratios = numbers(answer.at("/columns/ratio:0_W"));
        assertThat(ratios.get(0)).isPositive();
        assertThat(ratios.get(1)).isNull();
        assertThat(answer.get("epochs")).hasSize(3);
        List<Double> remaining = numbers(answer.at("/columns/remainingSeconds"));
        assertThat(remaining.get(1)).isNull();
        assertThat(remaining.get(remaining.size() - 1)).isZero();

        JsonNode evaluations = ask("/evaluations", "ours");
        assertThat(evaluations.get("sets").toString()).isEqualTo("[\"test\"]");
        assertThat(evaluations.at("/columns/loss:test")).hasSize(3);
        assertThat(evaluations.at("/columns/accuracy:test/2").asDouble()).isBetween(0.0, 1.0);
        assertThat(evaluations.at("/columns/rmse:test/2").isNull()).isTrue();
    }

    @Test
    void theStockListenersReportsAreShownToo() throws Exception {
        new TinyTraining(1, 0.01).recordStock(storage, "stock").fit(2);
        List<Persistable> reports =
                storage.getAllUpdatesAfter("stock", "StatsListener", "stock", 0);
        JsonNode answer = ask("", "stock");
        assertThat(answer.get("source").asText()).isEqualTo("StatsListener");
        assertThat(answer.get("unreadable").asInt()).isZero();
        List<Double> scores = numbers(answer.at("/columns/score"));
        assertThat(scores).hasSameSizeAs(reports);
        for (int i = 0; i < scores.size(); i++) {
            assertThat(scores.get(i)).isEqualTo(((SbeStatsReport) reports.get(i)).getScore());
        }
        assertThat(answer.at("/columns/epoch/0").toString()).isEqualTo("null");
        assertThat(answer.at("/columns/rate:0_W/0").asDouble()).isCloseTo(0.01, within(1e-9));
        assertThat(answer.at("/columns/ratio:1_W/0").asDouble()).isPositive();
        String csv = server.get("/vernier/api/overview/csv?session=stock&series=score").body();
        assertThat(csv.lines().skip(1).findFirst().orElseThrow()).matches("\\d+,\\d+,,[0-9.E-]+");
    }

    /** They would have to be decoded by Java serialization. */
    @Test
    void reportsOfTheOtherStockListenerAreNotAskedFor() throws Exception {
        TinyTraining training = new TinyTraining(1, 0.01);
        training.network().addListeners(new J7StatsListener(storage, null, null, "j7", "stock"));
        training.fit(1);
        JsonNode answer = ask("", "j7");
        assertThat(answer.get("recorded").asInt()).isZero();
        assertThat(ask("/health", "j7").get("checks").asInt()).isZero();
    }

    @Test
    void withoutEitherAProbesScoreIsShown() throws Exception {
        RecordRouter records = new RecordRouter(storage, "probe", "w");
        FakeDistillation fake = new FakeDistillation(1);
        records.putStaticInfo(fake.staticInfo());
        records.putUpdate(fake.update(0));
        JsonNode answer = ask("", "probe");
        assertThat(answer.get("source").asText()).isEqualTo("VernierDistillation");
        assertThat(answer.at("/columns/score/0").asDouble())
                .isEqualTo(new FakeDistillation(1).update(0).getLosses().orElseThrow().score());
    }

    @Test
    void healthSaysWhatIsWrongWorstFirst() throws Exception {
        RecordRouter records = new RecordRouter(storage, "sick", "w");
        for (int i = 0; i < 40; i++) {
            records.putUpdate(
                    new TrainingUpdate(
                            i,
                            0,
                            i < 30 ? 1 : Double.NaN,
                            TrainingUpdate.Speed.UNKNOWN,
                            NamedNumbers.NONE,
                            new NamedNumbers(List.of("<b>0</b>", "1"), new double[] {0.5, 0.001})));
        }
        JsonNode health = ask("/health", "sick");
        assertThat(health.get("checks").asInt()).isEqualTo(3);
        assertThat(health.at("/findings/0/key").asText()).isEqualTo("score.nonfinite");
        assertThat(health.at("/findings/0/evidence/value").asText()).isEqualTo("NaN");
        assertThat(health.at("/findings/0/evidence/iteration").asInt()).isEqualTo(30);
        assertThat(health.at("/findings/1/key").asText()).isEqualTo("layer.explodes");
        assertThat(health.at("/findings/1/evidence/layer").asText()).isEqualTo("<b>0</b>");
        assertThat(health.get("findings")).hasSize(2);
    }
}
