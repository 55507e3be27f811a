/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.bop;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static io.github.vernier.layers.testing.ArrayAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.PolySchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.nd4j.serde.json.JsonMappers;

/** Flips, state, schedules, and that only the layers it is set on are trained by it. */
class BopTest {

    private static final Map<DataType, Double> TOLERANCE =
            Map.of(DataType.DOUBLE, 1e-9, DataType.FLOAT, 1e-4);

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void steps(DataType type) {
        JsonNode golden = GoldenFile.read("binary", "bop.json");
        Bop bop = new Bop(golden.get("gamma").asDouble(), golden.get("threshold").asDouble());
        INDArray weights = GoldenFile.tensor(golden.get("weightInit"), type);
        INDArray gradients = GoldenFile.tensor(golden.get("gradients"), type);
        INDArray average = GoldenFile.tensor(golden.get("momentumAfter"), type);
        INDArray expected = GoldenFile.tensor(golden.get("weightAfter"), type);
        assertThat(bop.stateSize(weights.length())).isEqualTo(weights.length());
        INDArray state = Nd4j.valueArrayOf(new long[] {weights.length()}, 9.0, type);
        GradientUpdater<?> updater = bop.instantiate(state, true);
        UnitClamp clamp = new UnitClamp();
        for (int i = 0; i < gradients.size(0); i++) {
            INDArray before = weights.dup();
            INDArray update = gradients.getRow(i).dup();
            updater.applyUpdater(update, i, 0);
            weights.subi(update);
            clamp.apply(weights);
            assertClose("average " + i, state, average.getRow(i), TOLERANCE.get(type));
            assertSame("weights " + i, weights, expected.getRow(i));
            assertThat(weights.neq(before).castTo(DataType.INT32).sumNumber().intValue())
                    .as("flips " + i)
                    .isEqualTo(golden.get("flipsPerStep").get(i).asInt());
        }
        assertThat(updater.getState().get(BopUpdater.AVERAGE)).isEqualTo(state);
        JsonNode larq = golden.get("larqDefaults");
        assertThat(new Bop())
                .isEqualTo(new Bop(larq.get("gamma").asDouble(), larq.get("threshold").asDouble()));
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"DOUBLE", "FLOAT"})
    void averageAtTheThresholdMakesPlusOne(DataType type) {
        // gamma 1: the average is the gradient. 0.25 is exact in both types.
        GradientUpdater<?> updater =
                new Bop(1, 0.25).instantiate(Nd4j.create(type, new long[] {4}), true);
        INDArray weights = Nd4j.createFromArray(1.0, -1.0, 1.0, -1.0).castTo(type);
        INDArray update = Nd4j.createFromArray(0.25, -0.25, 0.2500001, -0.2499999).castTo(type);
        updater.applyUpdater(update, 0, 0);
        new UnitClamp().apply(weights.subi(update));
        assertThat(weights.toDoubleVector()).containsExactly(1, 1, -1, -1);
    }

    @Test
    void zeroThresholdIsAllowed() {
        GradientUpdater<?> updater =
                new Bop(1, 0).instantiate(Nd4j.create(DataType.FLOAT, new long[] {3}), true);
        INDArray update = Nd4j.createFromArray(1e-20f, -1e-20f, 0f);
        updater.applyUpdater(update, 0, 0);
        assertThat(update.toFloatVector()[0]).isEqualTo(2);
        assertThat(update.toFloatVector()[1]).isEqualTo(-2);
    }

    @Test
    void schedulesOfBoth() {
        Bop bop =
                new Bop(
                        new StepSchedule(ScheduleType.ITERATION, 0.5, 0.5, 1),
                        new ExponentialSchedule(ScheduleType.EPOCH, 0.1, 0.1));
        INDArray state = Nd4j.create(DataType.DOUBLE, new long[] {2});
        GradientUpdater<?> updater = bop.instantiate(state, true);
        INDArray update = Nd4j.createFromArray(0.16, -0.16);
        updater.applyUpdater(update, 1, 1);
        // gamma 0.25, threshold 0.01
        assertThat(state.toDoubleVector()[0]).isCloseTo(0.04, within(1e-12));
        assertThat(update.toDoubleVector()).containsExactly(2, -2);
        update.assign(Nd4j.createFromArray(0.16, -0.16));
        updater.applyUpdater(update, 0, 0);
        // gamma 0.5, threshold 0.1: the average is 0.1 after rounding at most
        assertThat(bop.gamma(0, 0)).isEqualTo(0.5);
        assertThat(bop.threshold(7, 2)).isCloseTo(0.001, within(1e-15));
    }

    @Test
    void survivesJson() throws IOException {
        for (Bop bop :
                new Bop[] {
                    new Bop(),
                    new Bop(0.3, 0),
                    new Bop(
                            new PolySchedule(ScheduleType.EPOCH, 1e-4, 1, 10),
                            new StepSchedule(ScheduleType.ITERATION, 1e-8, 0.1, 100))
                }) {
            String json = JsonMappers.getMapper().writeValueAsString(bop);
            assertThat(JsonMappers.getMapper().readValue(json, IUpdater.class))
                    .isEqualTo(bop)
                    .hasSameHashCodeAs(bop)
                    .isNotEqualTo(new Bop(0.31, 0));
            assertThat(bop.clone()).isEqualTo(bop);
        }
    }

    private static MultiLayerConfiguration configuration() {
        return new NeuralNetConfiguration.Builder()
                .seed(8)
                .dataType(DataType.DOUBLE)
                .updater(new Sgd(0.1))
                .l2(0.01)
                .activation(Activation.TANH)
                .list()
                .layer(
                        new Bop(0.2, 1e-3)
                                .on(new DenseLayer.Builder().nIn(6).nOut(5), new Sgd(0.05))
                                .build())
                .layer(
                        new OutputLayer.Builder()
                                .nIn(5)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build())
                .build();
    }

    @Test
    void trainsOnlyTheWeightsItIsSetOn() throws IOException {
        MultiLayerConfiguration conf = configuration();
        assertThat(MultiLayerConfiguration.fromJson(conf.toJson())).isEqualTo(conf);
        MultiLayerNetwork net = new MultiLayerNetwork(conf);
        net.init();
        Nd4j.getRandom().setSeed(1);
        INDArray x = Nd4j.randn(DataType.DOUBLE, 16, 6);
        INDArray labels = Nd4j.create(DataType.DOUBLE, 16, 3);
        for (int i = 0; i < 16; i++) {
            labels.putScalar(i, i % 3, 1);
        }
        INDArray average = Nd4j.create(DataType.DOUBLE, 6, 5);
        INDArray binary = net.getParam("0_W").dup();
        assertThat(binary.mul(binary).toString())
                .isEqualTo(Nd4j.ones(DataType.DOUBLE, 6, 5).toString());
        int flips = 0;
        for (int i = 0; i < 30; i++) {
            net.setInput(x);
            net.setLabels(labels);
            net.computeGradientAndScore();
            INDArray g = net.gradient().getGradientFor("0_W").div(16);
            INDArray bias =
                    net.getParam("0_b").sub(net.gradient().getGradientFor("0_b").mul(0.05 / 16));
            average.addi(g.sub(average).muli(0.2));
            INDArray flip = binary.mul(average).gt(1e-3).castTo(DataType.DOUBLE);
            flips += flip.sumNumber().intValue();
            binary.muli(flip.mul(-2).add(1));
            net.fit(x, labels);
            assertSame("weights " + i, net.getParam("0_W"), binary);
            assertClose("bias " + i, net.getParam("0_b"), bias, 1e-12);
        }
        assertThat(flips).isGreaterThan(3);
        assertThat(net.getParam("1_W").mul(net.getParam("1_W")).meanNumber().doubleValue())
                .isNotEqualTo(1);

        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ModelSerializer.writeModel(net, file, true);
        MultiLayerNetwork read =
                ModelSerializer.restoreMultiLayerNetwork(
                        new ByteArrayInputStream(file.toByteArray()), true);
        assertSame(
                "state",
                read.getUpdater().getStateViewArray(),
                net.getUpdater().getStateViewArray());
        for (int i = 0; i < 5; i++) {
            net.fit(x, labels);
            read.fit(x, labels);
        }
        assertSame("continued", read.params(), net.params());
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bop(0, 1e-8))
                .withMessage("gamma must be in (0, 1], but is 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bop(0.1, -1))
                .withMessage("threshold must be at least 0, but is -1.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bop().instantiate(Map.of("V", Nd4j.create(3)), false))
                .withMessageContaining("\"M\"")
                .withMessageContaining("[V]");
    }

    @Test
    void newWeightsAreBalancedSigns() {
        Nd4j.getRandom().setSeed(6);
        INDArray view = Nd4j.create(DataType.FLOAT, new long[] {4000});
        INDArray w = new RandomSigns().init(1, 1, new long[] {40, 100}, 'f', view);
        assertThat(w.shape()).containsExactly(40, 100);
        assertThat(w.mul(w).minNumber().doubleValue()).isEqualTo(1);
        // Six standard errors.
        assertThat(Math.abs(view.meanNumber().doubleValue())).isLessThan(6 / Math.sqrt(4000));
    }
}
