/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.vernier.listeners.distillation.DistillationListener;
import io.github.vernier.listeners.record.DistillationUpdate;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;

class RealDistillationTest {

    private static final int EPOCHS = 2;

    @Test
    void whatTheListenerMeasuresIsWhatThePageGets() throws Exception {
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        DistillationListener listener =
                TinyDistillation.listener(TinyDistillation.network(6, 1))
                        .recordTo(storage)
                        .sessionId("real")
                        .build();
        MultiLayerNetwork student = TinyDistillation.network(2, 2);
        student.addListeners(listener);
        student.fit(TinyDistillation.batches(TinyDistillation.data(8, 5)), EPOCHS);

        List<DistillationUpdate> history = listener.getHistory();
        assertThat(history).hasSize(EPOCHS * (2 + 1));
        try (UiTestServer server = UiTestServer.start(false)) {
            server.ui().attach(storage);
            JsonMapper json = new JsonMapper();
            JsonNode series =
                    json.readTree(server.get("/vernier/api/distillation?session=real").body());
            assertThat(series.get("recorded").asInt()).isEqualTo(history.size());
            IntStream.range(0, history.size())
                    .forEach(
                            i ->
                                    history.get(i)
                                            .getLosses()
                                            .ifPresent(
                                                    losses ->
                                                            assertThat(
                                                                            series.at(
                                                                                            "/columns/attention:conv1/"
                                                                                                    + i)
                                                                                    .asDouble())
                                                                    .isEqualTo(
                                                                            losses.attention()[
                                                                                    0])));
            DistillationUpdate last = history.get(history.size() - 1);
            JsonNode reliability =
                    json.readTree(
                            server.get(
                                            "/vernier/api/distillation/reliability?session=real&time="
                                                    + last.getTimeStamp())
                                    .body());
            double[] examples = last.getEvaluation().orElseThrow().studentReliability().examples();
            assertThat(reliability.at("/student/examples")).isEqualTo(json.valueToTree(examples));
            assertThat(series.at("/settings/temperature").asDouble()).isEqualTo(4);
            assertThat(series.at("/columns/studentAccuracy"))
                    .anySatisfy(v -> assertThat(v.asDouble()).isBetween(0.0, 1.0));
            JsonNode maps =
                    json.readTree(server.get("/vernier/api/distillation/maps?session=real").body());
            assertThat(maps.get("times")).hasSize(EPOCHS);
            assertThat(maps.get("examples")).hasSize(TinyDistillation.CLASS_NAMES.size());
            assertThat(maps.at("/examples/0/taps/0/student")).hasSize(6 * 6);
            assertThat(maps.at("/examples/0/label").asText()).isIn(TinyDistillation.CLASS_NAMES);
        }
    }
}
