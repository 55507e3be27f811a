/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.irnet;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.binary.activation.SignActivationLayer;
import io.github.vernier.layers.binary.estimator.ErrorDecay;
import io.github.vernier.layers.binary.estimator.ErrorDecaySchedule;
import io.github.vernier.layers.binary.estimator.ScalarSignEstimator;
import io.github.vernier.layers.binary.estimator.ScheduledErrorDecay;
import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import io.github.vernier.layers.parameterized.ParameterizedConvolution2D;
import io.github.vernier.layers.parameterized.WeightShape;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** IR-Net's convolution as a stock network of a sign layer and a parameterized convolution. */
class IrNetGoldenTest {

    private static final Map<DataType, Double> TOLERANCE =
            Map.of(DataType.DOUBLE, 1e-9, DataType.FLOAT, 1e-4);

    private static int[] ints(JsonNode pair) {
        return new int[] {pair.get(0).asInt(), pair.get(1).asInt()};
    }

    private static MultiLayerConfiguration configuration(
            JsonNode golden, SignEstimator estimator, DataType type) {
        JsonNode params = golden.get("params");
        JsonNode input = golden.get("input").get("shape");
        return new NeuralNetConfiguration.Builder()
                .dataType(type)
                .updater(new NoOp())
                .list()
                .layer(new SignActivationLayer(estimator))
                .layer(
                        new ParameterizedConvolution2D.Builder(
                                        new LibraWeight(estimator), ints(params.get("kernel")))
                                .stride(ints(params.get("stride")))
                                .padding(ints(params.get("padding")))
                                .nOut(golden.get("weight").get("shape").get(0).asInt())
                                .hasBias(false)
                                .activation(Activation.IDENTITY)
                                .build())
                .setInputType(
                        InputType.convolutional(
                                input.get(2).asInt(), input.get(3).asInt(), input.get(1).asInt()))
                .build();
    }

    @TestFactory
    Stream<DynamicTest> convolution() {
        JsonNode golden = GoldenFile.read("binary", "irnet_conv.json");
        List<DynamicTest> tests = new ArrayList<>();
        for (DataType type : TOLERANCE.keySet()) {
            golden.get("cases")
                    .forEach(
                            c ->
                                    tests.add(
                                            DynamicTest.dynamicTest(
                                                    "t = " + c.get("t") + " " + type,
                                                    () -> verify(golden, c, type))));
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static void verify(JsonNode golden, JsonNode c, DataType type) {
        double tolerance = TOLERANCE.get(type);
        ErrorDecay estimator = new ErrorDecay(c.get("t").asDouble(), ZeroSign.ZERO);
        assertThat(estimator.k()).isEqualTo(c.get("k").asDouble());
        MultiLayerConfiguration conf = configuration(golden, estimator, type);
        assertThat(MultiLayerConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        MultiLayerNetwork net =
                new MultiLayerNetwork(MultiLayerConfiguration.fromJson(conf.toJson()));
        net.init();
        INDArray latent = GoldenFile.tensor(golden.get("weight"), type);
        net.getLayer(1).getParam(LibraWeight.WEIGHT).assign(latent);
        INDArray x = GoldenFile.tensor(golden.get("input"), type);
        INDArray untouched = x.dup();

        INDArray y = GoldenFile.tensor(c.get("output"), type);
        net.setInput(x);
        assertClose("training", net.feedForward(true, false).get(2), y, tolerance);
        Pair<Gradient, INDArray> p =
                net.backpropGradient(GoldenFile.tensor(golden.get("outGrad"), type), null);
        assertClose(
                "gradient of the input",
                p.getSecond(),
                GoldenFile.tensor(c.get("gradInput"), type),
                tolerance);
        assertClose(
                "gradient of the weight",
                p.getFirst().getGradientFor("1_" + LibraWeight.WEIGHT),
                GoldenFile.tensor(c.get("gradWeight"), type),
                tolerance);
        assertThat(x).isEqualTo(untouched);

        // The scale is the largest weight of a filter.
        INDArray w =
                new LibraFunction(estimator)
                        .weight(Map.of(LibraWeight.WEIGHT, latent), latent.ulike(), true);
        assertClose(
                "scale",
                w.reshape(w.size(0), -1).amax(1),
                GoldenFile.tensor(c.get("shiftScale"), type).reshape(w.size(0)),
                tolerance);
        assertClose("inference", net.output(x.dup()), y, tolerance);
    }

    @Test
    void temperatureByEpoch() {
        JsonNode golden = GoldenFile.read("binary", "irnet_conv.json");
        golden.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (name.matches("tSchedule\\d+")) {
                                JsonNode expected = golden.get(name);
                                int epochs = Integer.parseInt(name.replaceAll("\\D", ""));
                                ErrorDecaySchedule t = ErrorDecaySchedule.published(epochs);
                                for (int e = 0; e < expected.size(); e++) {
                                    double value = expected.get(e).asDouble();
                                    assertThat(t.valueAt(9, e))
                                            .isCloseTo(value, within(1e-12 * value));
                                }
                            }
                        });
    }

    /** The epoch of the network is the estimator's. */
    @Test
    void signLayerFollowsTheSchedule() {
        ErrorDecaySchedule t = new ErrorDecaySchedule(0.1, 10, 4);
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .dataType(DataType.DOUBLE)
                                .list()
                                .layer(
                                        new SignActivationLayer(
                                                new ScheduledErrorDecay(t, ZeroSign.ZERO)))
                                .build());
        net.init();
        INDArray x = Nd4j.createFromArray(new double[][] {{0.3, -1.2, 0}});
        for (int epoch : new int[] {0, 2, 4}) {
            net.setEpochCount(epoch);
            net.setInput(x);
            net.feedForward(true, false);
            net.getLayer(0).setEpochCount(epoch);
            INDArray dx = net.backpropGradient(Nd4j.ones(DataType.DOUBLE, 1, 3), null).getSecond();
            assertClose(
                    "epoch " + epoch,
                    dx,
                    new ErrorDecay(t.valueAt(0, epoch), ZeroSign.ZERO)
                            .backprop(x, Nd4j.ones(DataType.DOUBLE, 1, 3)),
                    1e-12);
        }
    }

    /** In place of the sign something smooth: the rest of the gradient is then the true one. */
    private record Smooth() implements ScalarSignEstimator {
        @Override
        public double sign(double x) {
            return Math.sin(x);
        }

        @Override
        public double derivative(double x) {
            return Math.cos(x);
        }
    }

    @Test
    void gradientThroughMeanAndDeviation() {
        Nd4j.getRandom().setSeed(9);
        INDArray latent = Nd4j.randn(DataType.DOUBLE, 2, 3, 2, 1);
        INDArray outer = Nd4j.randn(DataType.DOUBLE, 2, 3, 2, 1);
        LibraFunction f = new LibraFunction(new Smooth());
        Map<String, INDArray> theta = Map.of(LibraWeight.WEIGHT, latent);
        INDArray gradient = latent.ulike();
        f.backprop(
                theta,
                f.weight(theta, latent.ulike(), true).dup(),
                outer.dup(),
                Map.of(LibraWeight.WEIGHT, gradient));
        double step = 1e-6;
        for (long i = 0; i < latent.length(); i++) {
            double at = latent.getDouble(i);
            latent.putScalar(i, at + step);
            double up = f.weight(theta, latent.ulike(), true).mul(outer).sumNumber().doubleValue();
            latent.putScalar(i, at - step);
            double down =
                    f.weight(theta, latent.ulike(), true).mul(outer).sumNumber().doubleValue();
            latent.putScalar(i, at);
            assertThat(gradient.getDouble(i)).isCloseTo((up - down) / (2 * step), within(1e-7));
        }
    }

    @Test
    void equalWeightsGiveZeroNotNaN() {
        INDArray latent = Nd4j.valueArrayOf(new long[] {2, 3, 1, 1}, 0.25, DataType.DOUBLE);
        LibraFunction f = new LibraFunction(new ErrorDecay(1, ZeroSign.ZERO));
        Map<String, INDArray> theta = Map.of(LibraWeight.WEIGHT, latent);
        INDArray w = f.weight(theta, latent.ulike(), true);
        assertThat(w.amaxNumber().doubleValue()).isZero();
        INDArray g = Nd4j.create(DataType.DOUBLE, 2, 3, 1, 1);
        f.backprop(theta, w, latent.dup(), Map.of(LibraWeight.WEIGHT, g));
        assertThat(g.amaxNumber().doubleValue()).isZero();
    }

    @Test
    void oneWeightHasNoDeviation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LibraWeight.published(10).parameters(new WeightShape(4, 1, 1, 1)))
                .withMessageContaining("at least 2 weights");
    }
}
