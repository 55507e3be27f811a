/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import static io.github.vernier.listeners.GoldenFiles.assertClose;
import static io.github.vernier.listeners.GoldenFiles.numbers;
import static io.github.vernier.listeners.GoldenFiles.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.listeners.GoldenFiles;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AttentionTransferTest {

    private static final AttentionTransfer CODE = new AttentionTransfer(AttentionConvention.CODE);

    @TestFactory
    Stream<DynamicTest> agreesWithTheReference() {
        return GoldenFiles.cases(
                "compact", "attention_transfer.json", AttentionTransferTest::check);
    }

    private static void check(JsonNode golden) {
        int taps = golden.get("student").size();
        double beta = TapWeighting.THREE_OVER_TAPS.beta(golden.get("beta").asDouble(), taps);
        assertClose(beta, golden.get("adjusted_beta"), "adjusted beta");
        double total = 0;
        for (int i = 0; i < taps; i++) {
            INDArray student = tensor(golden.get("student").get(i));
            INDArray teacher = tensor(golden.get("teacher").get(i));
            INDArray studentMap = CODE.map(student, CNN2DFormat.NCHW);
            INDArray teacherMap = CODE.map(teacher, CNN2DFormat.NCHW);
            assertClose(studentMap, golden.get("student_maps").get(i), "student map " + i);
            assertClose(teacherMap, golden.get("teacher_maps").get(i), "teacher map " + i);
            double loss = CODE.loss(studentMap, teacherMap);
            assertThat(loss).isCloseTo(numbers(golden.get("tap_losses"))[i], within(1e-9));
            total += beta * loss;
            JsonNode expected = golden.get("dstudent").get(i);
            assertClose(
                    CODE.gradient(student, CNN2DFormat.NCHW, teacherMap).muli(beta),
                    expected,
                    "gradient " + i);
            INDArray channelsLast = student.permute(0, 2, 3, 1);
            assertClose(
                    CODE.gradient(channelsLast, CNN2DFormat.NHWC, teacherMap).muli(beta),
                    tensor(expected).permute(0, 2, 3, 1),
                    "gradient of channels-last view " + i);
        }
        assertClose(total, golden.get("loss"), "loss");
    }

    @ParameterizedTest
    @EnumSource
    void gradientIsThatOfTheLoss(AttentionConvention convention) {
        Nd4j.getRandom().setSeed(5);
        AttentionTransfer attention = new AttentionTransfer(convention);
        INDArray x = Nd4j.randn(DataType.DOUBLE, 2, 3, 2, 2);
        INDArray target = attention.map(Nd4j.randn(DataType.DOUBLE, 2, 5, 2, 2), CNN2DFormat.NCHW);
        INDArray gradient = attention.gradient(x, CNN2DFormat.NCHW, target);
        double step = 1e-6;
        for (int i = 0; i < x.length(); i++) {
            double at = x.getDouble(i);
            x.putScalar(i, at + step);
            double above = attention.loss(attention.map(x, CNN2DFormat.NCHW), target);
            x.putScalar(i, at - step);
            double below = attention.loss(attention.map(x, CNN2DFormat.NCHW), target);
            x.putScalar(i, at);
            assertThat(gradient.getDouble(i)).isCloseTo((above - below) / (2 * step), within(1e-8));
        }
    }

    @Test
    void paperTakesTheNormOfTheDifference() {
        AttentionTransfer paper = new AttentionTransfer(AttentionConvention.PAPER);
        INDArray student = Nd4j.createFromArray(0.6, 0.8, 1.0, 0.0).reshape(2, 2);
        INDArray teacher = Nd4j.createFromArray(0.8, 0.6, 1.0, 0.0).reshape(2, 2);
        assertThat(paper.loss(student, teacher)).isCloseTo(Math.sqrt(0.08) / 2, within(1e-12));
        assertThat(CODE.loss(student, teacher)).isCloseTo(0.08 / 4, within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void allZeroActivationsHaveNoGradient(AttentionConvention convention) {
        AttentionTransfer attention = new AttentionTransfer(convention);
        INDArray zero = Nd4j.zeros(DataType.FLOAT, 1, 3, 2, 2);
        INDArray target = Nd4j.createFromArray(0.5f, 0.5f, 0.5f, 0.5f).reshape(1, 4);
        assertThat(attention.map(zero, CNN2DFormat.NCHW).amaxNumber().doubleValue()).isZero();
        assertThat(attention.gradient(zero, CNN2DFormat.NCHW, target).toString())
                .doesNotContain("NaN");
        assertThat(attention.gradient(zero, CNN2DFormat.NCHW, target).amaxNumber().doubleValue())
                .isZero();
    }

    private static INDArray floats(CNN2DFormat format, long seed) {
        Nd4j.getRandom().setSeed(seed);
        return format == CNN2DFormat.NCHW
                ? Nd4j.randn(DataType.FLOAT, 3, 7, 5, 6)
                : Nd4j.randn(DataType.FLOAT, 3, 5, 6, 7);
    }

    /** An array in F order is one that the loops over host memory do not serve. */
    @ParameterizedTest
    @EnumSource
    void loopsAgreeWithOperations(CNN2DFormat format) {
        INDArray x = floats(format, 6);
        assertThat(ChannelLoops.serve(x)).isTrue();
        assertThat(ChannelLoops.serve(x.dup('f'))).isFalse();
        assertThat(ChannelLoops.serve(x.castTo(DataType.DOUBLE))).isFalse();
        double[] exact = CODE.energies(x.castTo(DataType.DOUBLE), format);
        double[] looped = CODE.energies(x, format);
        double[] operated = CODE.energies(x.dup('f'), format);
        assertThat(looped).hasSize(3 * 5 * 6);
        for (int i = 0; i < exact.length; i++) {
            assertThat(looped[i]).isCloseTo(exact[i], withinPercentage(1e-4));
            assertThat(operated[i]).isCloseTo(exact[i], withinPercentage(1e-4));
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientIsAddedToWhatArrivesWithTheSameBitsEitherWay(CNN2DFormat format) {
        INDArray x = floats(format, 6);
        INDArray epsilon = floats(format, 7);
        double[] slopes = HostArrays.doubles(Nd4j.randn(DataType.DOUBLE, 3 * 5 * 6));
        INDArray alone = x.ulike();
        CODE.backpropagate(x, format, slopes.clone(), null, alone);
        INDArray looped = x.ulike();
        CODE.backpropagate(x, format, slopes.clone(), epsilon, looped);
        INDArray operated = x.ulike();
        CODE.backpropagate(x, format, slopes.clone(), epsilon.dup('f'), operated);
        assertThat(looped.data().asFloat()).isEqualTo(operated.data().asFloat());
        assertThat(looped.data().asFloat()).isEqualTo(alone.add(epsilon).data().asFloat());
        assertThat(alone.getDouble(2, 4, 3, 2))
                .isCloseTo(
                        2.0 / 7 * x.getDouble(2, 4, 3, 2) * slopes[position(format)], within(1e-6));
    }

    private static int position(CNN2DFormat format) {
        return format == CNN2DFormat.NCHW ? 2 * 30 + 3 * 6 + 2 : 2 * 30 + 4 * 6 + 3;
    }
}
