/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import static io.github.vernier.layers.binary.RelativeAssert.assertRelative;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.layers.updater.HeavyBall;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Several epochs of the published training in stock {@code fit}: schedules, decay, momentum. */
class TrainingTrajectoryGoldenTest {

    private static final Map<DataType, Double> TOLERANCE =
            Map.of(DataType.DOUBLE, 1e-9, DataType.FLOAT, 1e-4);

    @TestFactory
    Stream<DynamicTest> trajectory() {
        return RectifiedClampGoldenTest.files(
                c -> c.has("steps"), TrainingTrajectoryGoldenTest::verify);
    }

    private static void verify(JsonNode c, DataType type) {
        MultiLayerNetwork net = network(c, type);
        net.setParam("0_W", GoldenFile.tensor(c.get("weightInit"), type));
        net.setParam("0_alpha", GoldenFile.tensor(c.get("alphaInit"), type));
        double tolerance = TOLERANCE.get(type);
        for (int i = 0; i < c.get("steps").size(); i++) {
            JsonNode step = c.get("steps").get(i);
            BinarizedWeight before = BinarizedWeight.of(net.getLayer(0)).get("W");
            assertThat(net.getEpochCount()).isEqualTo(step.get("epoch").asInt());
            assertThat(before.tau()).isEqualTo(step.get("tau").asDouble());
            assertThat(before.laplaceScale())
                    .isCloseTo(step.get("b").asDouble(), within(10 * tolerance));
            assertThat(before.upper())
                    .isCloseTo(step.get("qTau").asDouble(), within(10 * tolerance));
            assertThat(beyond(before)).isEqualTo(step.get("clampedWeights").asLong());

            double decay = net.calcRegularizationScore(true);
            net.fit(
                    new DataSet(
                            GoldenFile.tensor(c.get("inputs").get(i), type),
                            GoldenFile.tensor(c.get("targets").get(i), type)));
            net.incrementEpochCount();

            assertThat(net.score() - decay)
                    .as("loss of step " + i)
                    .isCloseTo(step.get("loss").asDouble(), within(10 * tolerance));
            assertRelative(
                    "weight after step " + i,
                    net.getParam("0_W"),
                    GoldenFile.tensor(step.get("weightAfter"), type),
                    tolerance);
            INDArray alpha = net.getParam("0_alpha");
            assertRelative(
                    "alpha after step " + i,
                    alpha,
                    GoldenFile.tensor(step.get("alphaAfter"), type).reshape(alpha.shape()),
                    tolerance);
            BinarizedWeight after = BinarizedWeight.of(net.getLayer(0)).get("W");
            assertThat(count(after.binary().neq(before.binary())))
                    .as("signs flipped in step " + i)
                    .isEqualTo(step.get("signFlips").asLong());
        }
    }

    private static long beyond(BinarizedWeight weight) {
        return count(weight.standardized().gt(weight.upper()))
                + count(weight.standardized().lt(weight.lower()));
    }

    private static long count(INDArray condition) {
        return condition.castTo(DataType.INT64).sumNumber().longValue();
    }

    private static MultiLayerNetwork network(JsonNode c, DataType type) {
        JsonNode params = c.get("params");
        JsonNode input = c.get("inputs").get(0).get("shape");
        JsonNode target = c.get("targets").get(0).get("shape");
        int outputs = target.get(1).asInt() * target.get(2).asInt() * target.get(3).asInt();
        // Half the mean of squares over everything; stock divides by the examples.
        INDArray share =
                Nd4j.valueArrayOf(new long[] {1, target.get(1).asInt()}, 0.5 / outputs, type);
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .dataType(type)
                                .updater(
                                        new HeavyBall(
                                                byEpoch(c, "lr"),
                                                params.get("momentum").asDouble()))
                                .l2(params.get("weightDecay").asDouble())
                                .list()
                                .layer(
                                        new BinaryConvolution2D.Builder(pair(params, "kernel"))
                                                .stride(pair(params, "stride"))
                                                .padding(pair(params, "padding"))
                                                .convolutionMode(ConvolutionMode.Truncate)
                                                .nOut(target.get(1).asInt())
                                                .hasBias(false)
                                                .activation(Activation.IDENTITY)
                                                .tau(byEpoch(c, "tau"))
                                                .build())
                                .layer(
                                        new CnnLossLayer.Builder()
                                                .lossFunction(new LossL2(share))
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .setInputType(
                                        InputType.convolutional(
                                                input.get(2).asInt(),
                                                input.get(3).asInt(),
                                                input.get(1).asInt()))
                                .build());
        net.init();
        return net;
    }

    private static int[] pair(JsonNode params, String name) {
        return new int[] {params.get(name).get(0).asInt(), params.get(name).get(1).asInt()};
    }

    private static ISchedule byEpoch(JsonNode c, String name) {
        Map<Integer, Double> values = new HashMap<>();
        c.get("steps").forEach(s -> values.put(s.get("epoch").asInt(), s.get(name).asDouble()));
        return new MapSchedule(ScheduleType.EPOCH, values);
    }
}
