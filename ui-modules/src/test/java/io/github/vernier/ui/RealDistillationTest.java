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
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class RealDistillationTest {

    private static final int EXAMPLES = 8;
    private static final int CLASSES = 3;
    private static final int EPOCHS = 2;

    private static MultiLayerNetwork network(int channels, long seed) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(seed)
                                .updater(new Sgd(0.05))
                                .list()
                                .layer(
                                        new ConvolutionLayer.Builder(3, 3)
                                                .name("conv")
                                                .nOut(channels)
                                                .activation(Activation.RELU)
                                                .build())
                                .layer(
                                        new OutputLayer.Builder()
                                                .name("out")
                                                .nOut(CLASSES)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(6, 6, 1))
                                .build());
        network.init();
        return network;
    }

    private static DataSet data(long seed) {
        Nd4j.getRandom().setSeed(seed);
        DataSet data =
                new DataSet(
                        Nd4j.rand(DataType.FLOAT, EXAMPLES, 1, 6, 6),
                        Nd4j.zeros(DataType.FLOAT, EXAMPLES, CLASSES));
        for (int i = 0; i < EXAMPLES; i++) {
            data.getLabels().putScalar(i, i % CLASSES, 1);
        }
        return data;
    }

    @Test
    void whatTheListenerMeasuresIsWhatThePageGets() throws Exception {
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        DataSet data = data(5);
        DistillationListener listener =
                DistillationListener.builder(network(6, 1))
                        .knowledge(4, 0.9)
                        .attention(1000)
                        .tap("conv")
                        .evaluate(new ListDataSetIterator<>(data.asList(), EXAMPLES), 1)
                        .examples(data.sample(2), List.of("a", "b", "c"))
                        .recordTo(storage)
                        .sessionId("real")
                        .build();
        MultiLayerNetwork student = network(2, 2);
        student.addListeners(listener);
        student.fit(new ListDataSetIterator<>(data.asList(), 4), EPOCHS);

        List<DistillationUpdate> history = listener.getHistory();
        assertThat(history).hasSizeGreaterThanOrEqualTo(EPOCHS * EXAMPLES / 4);
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
                                                                                            "/columns/attention:conv/"
                                                                                                    + i)
                                                                                    .asDouble())
                                                                    .isEqualTo(
                                                                            losses.attention()[
                                                                                    0])));
            assertThat(series.at("/settings/temperature").asDouble()).isEqualTo(4);
            assertThat(series.at("/columns/studentAccuracy"))
                    .anySatisfy(v -> assertThat(v.asDouble()).isBetween(0.0, 1.0));
            JsonNode maps =
                    json.readTree(server.get("/vernier/api/distillation/maps?session=real").body());
            assertThat(maps.get("times")).hasSize(EPOCHS);
            assertThat(maps.get("examples")).hasSize(2);
            assertThat(maps.at("/examples/0/taps/0/student")).hasSize(16);
            assertThat(maps.at("/examples/0/label").asText()).isIn("a", "b", "c");
        }
    }
}
