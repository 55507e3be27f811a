/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.updater;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

class HeavyBallTest {

    private static Stream<JsonNode> golden(String field) {
        return GoldenFile.files("compact", "sgd_schedules*.json").stream()
                .flatMap(file -> GoldenFile.cases("compact", file).stream())
                .filter(c -> c.has(field));
    }

    @TestFactory
    Stream<DynamicTest> stepsOfPyTorch() {
        return golden("steps")
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> verifySteps(c)));
    }

    /** Two layers that only hold parameters, each with its own weight decay. */
    private static void verifySteps(JsonNode c) {
        double momentum = c.get("momentum").asDouble();
        Map<Integer, Double> rates = new HashMap<>();
        List<JsonNode> steps = StreamSupport.stream(c.get("steps").spliterator(), false).toList();
        for (int i = 0; i < steps.size(); i++) {
            rates.put(i, steps.get(i).get("lr").asDouble());
        }
        IUpdater updater = new HeavyBall(new MapSchedule(ScheduleType.ITERATION, rates), momentum);
        int lowRank = c.get("init_lowrank").get("data").size();
        int other = c.get("init_other").get("data").size();
        MultiLayerNetwork net =
                network(
                        updater,
                        holder(lowRank, 1, c.get("wd_lowrank").asDouble()),
                        holder(1, other, c.get("wd_other").asDouble()));
        net.setParams(both(c, "init_lowrank", "init_other"));
        for (int i = 0; i < steps.size(); i++) {
            JsonNode step = steps.get(i);
            INDArray flat = net.getFlattenedGradients().assign(both(step, "g_lowrank", "g_other"));
            Gradient gradient = new DefaultGradient(flat);
            gradient.setGradientFor("0_W", net.getLayer(0).getGradientsViewArray());
            gradient.setGradientFor("1_W", net.getLayer(1).getGradientsViewArray());
            net.getUpdater().update(net, gradient, i, 0, 1, LayerWorkspaceMgr.noWorkspaces());
            net.params().subi(flat.reshape(net.params().shape()));
            INDArray expected = both(step, "w_lowrank", "w_other");
            double scale = expected.amaxNumber().doubleValue();
            assertThat(net.params().sub(expected).amaxNumber().doubleValue() / scale)
                    .as("step " + i)
                    .isLessThan(1e-12);
        }
    }

    private static INDArray both(JsonNode node, String first, String second) {
        INDArray a = GoldenFile.tensor(node.get(first), DataType.DOUBLE);
        INDArray b = GoldenFile.tensor(node.get(second), DataType.DOUBLE);
        return Nd4j.concat(0, a, b).reshape(1, a.length() + b.length());
    }

    private static DenseLayer holder(int in, int out, double l2) {
        return new DenseLayer.Builder().nIn(in).nOut(out).hasBias(false).l2(l2).build();
    }

    private static MultiLayerNetwork network(IUpdater updater, DenseLayer... layers) {
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .dataType(DataType.DOUBLE)
                        .updater(updater)
                        .list();
        for (DenseLayer layer : layers) {
            list.layer(layer);
        }
        MultiLayerNetwork net = new MultiLayerNetwork(list.build());
        net.init();
        net.initGradientsView();
        return net;
    }

    @TestFactory
    Stream<DynamicTest> cosinesOfPyTorch() {
        return golden("lr")
                .filter(c -> c.get("lr").get(1).asDouble() < c.get("lr").get(0).asDouble())
                .map(
                        c ->
                                DynamicTest.dynamicTest(
                                        c.get("name").asText(),
                                        () -> {
                                            JsonNode lr = c.get("lr");
                                            verifyRates(
                                                    new WarmupCosine(
                                                            lr.get(0).asDouble(), 0, lr.size()),
                                                    lr);
                                        }));
    }

    @TestFactory
    Stream<DynamicTest> ratesOfTheBinaryRecipe() {
        return GoldenFile.files("binary", "recu_schedules*.json").stream()
                .map(
                        file ->
                                DynamicTest.dynamicTest(
                                        file,
                                        () -> {
                                            JsonNode c = GoldenFile.read("binary", file);
                                            int epochs = c.get("epochs").asInt();
                                            double base = c.get("lrBase").asDouble();
                                            verifyRates(
                                                    new WarmupCosine(base, 5, epochs),
                                                    c.get("lrWarmupCosine"));
                                            verifyRates(
                                                    new WarmupCosine(base, 0, epochs),
                                                    c.get("lrCosineNoWarmup"));
                                        }));
    }

    private static void verifyRates(ISchedule schedule, JsonNode rates) {
        for (int epoch = 0; epoch < rates.size(); epoch++) {
            assertThat(schedule.valueAt(7 * epoch, epoch))
                    .as("epoch " + epoch)
                    .isCloseTo(rates.get(epoch).asDouble(), within(1e-12));
        }
    }

    @Test
    void travelsInJson() {
        for (IUpdater updater :
                List.of(
                        new HeavyBall(0.1, 0.9),
                        new HeavyBall(new WarmupCosine(0.1, 5, 20), 0.8))) {
            MultiLayerConfiguration conf =
                    network(updater, holder(2, 2, 0)).getLayerWiseConfigurations();
            MultiLayerConfiguration read = MultiLayerConfiguration.fromJson(conf.toJson());
            assertThat(read).isEqualTo(conf);
            assertThat(((DenseLayer) read.getConf(0).getLayer()).getIUpdater()).isEqualTo(updater);
            assertThat(updater.clone()).isEqualTo(updater).hasSameHashCodeAs(updater);
        }
        assertThat(new HeavyBall(0.1, 0.9)).isNotEqualTo(new HeavyBall(0.2, 0.9));
    }

    @Test
    void velocityTravelsWithASavedModel() throws IOException {
        MultiLayerNetwork net = network(new HeavyBall(0.1, 0.9), holder(3, 2, 0.01));
        step(net, 0);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelSerializer.writeModel(net, out, true);
        MultiLayerNetwork restored =
                ModelSerializer.restoreMultiLayerNetwork(
                        new ByteArrayInputStream(out.toByteArray()), true);
        restored.initGradientsView();
        step(net, 1);
        step(restored, 1);
        assertThat(restored.params()).isEqualTo(net.params());
    }

    private static void step(MultiLayerNetwork net, int iteration) {
        INDArray flat = net.getFlattenedGradients().assign(0.5);
        Gradient gradient = new DefaultGradient(flat);
        gradient.setGradientFor("0_W", net.getLayer(0).getGradientsViewArray());
        net.getUpdater().update(net, gradient, iteration, 0, 1, LayerWorkspaceMgr.noWorkspaces());
        net.params().subi(flat.reshape(net.params().shape()));
    }

    @Test
    void refusesWhatCannotConverge() {
        assertThatThrownBy(() -> new HeavyBall(0.1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("momentum must be in [0, 1), but is 1.0");
        assertThatThrownBy(() -> new WarmupCosine(0.1, 5, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("warmup must be in [0, epochs), but is 5 of 5");
        assertThatThrownBy(() -> new WarmupCosine(0, 0, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("base must be positive, but is 0.0");
    }
}
