/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import static io.github.vernier.listeners.GoldenFiles.assertClose;
import static io.github.vernier.listeners.GoldenFiles.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.listeners.GoldenFiles;
import java.util.Locale;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class DistillationLossTest {

    private static final IActivation SOFTMAX = new ActivationSoftmax();

    /** DL4J's cross entropy without the clipping of its score, which large logits would reach. */
    private static ILossFunction crossEntropy() {
        return new LossMCXENT(0.0, null);
    }

    private static DistillationLoss loss(JsonNode golden, KdConvention convention, double weight) {
        DistillationLoss loss =
                new DistillationLoss(
                        crossEntropy(),
                        new KnowledgeDistillation(convention, golden.get("T").asDouble()),
                        golden.get("alpha").asDouble(),
                        weight);
        loss.setTeacherLogits(tensor(golden.get("teacher_logits")));
        return loss;
    }

    private static INDArray labels(JsonNode golden, INDArray logits) {
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, logits.shape());
        for (int i = 0; i < logits.size(0); i++) {
            labels.putScalar(i, golden.get("labels").get(i).asInt(), 1);
        }
        return labels;
    }

    @TestFactory
    Stream<DynamicTest> knowledgeDistillationAgreesWithBothReferences() {
        return GoldenFiles.cases("compact", "kd.json", DistillationLossTest::checkKnowledge);
    }

    private static void checkKnowledge(JsonNode golden) {
        INDArray logits = tensor(golden.get("student_logits"));
        INDArray labels = labels(golden, logits);
        assertClose(
                crossEntropy().computeScore(labels, logits, SOFTMAX, null, true),
                golden.get("cross_entropy"),
                "cross entropy");
        for (KdConvention convention : KdConvention.values()) {
            JsonNode expected = golden.get(convention.name().toLowerCase(Locale.ROOT));
            DistillationLoss loss = loss(golden, convention, 1);
            assertClose(
                    loss.computeScore(labels, logits, SOFTMAX, null, true),
                    expected.get("loss"),
                    "loss " + convention);
            assertClose(
                    loss.computeGradient(labels, logits, SOFTMAX, null).divi(logits.size(0)),
                    expected.get("dlogits"),
                    "gradient " + convention);
        }
    }

    @TestFactory
    Stream<DynamicTest> wholeStudentLossAgreesWithTheReference() {
        return GoldenFiles.cases("compact", "student_loss.json", DistillationLossTest::checkWhole);
    }

    private static void checkWhole(JsonNode golden) {
        boolean auxiliary = golden.has("aux_logits");
        double total = checkHead(golden, "student_logits", "dlogits", auxiliary ? 0.5 : 1);
        if (auxiliary) {
            total += checkHead(golden, "aux_logits", "daux", 0.5);
        }
        int taps = golden.has("student") ? golden.get("student").size() : 0;
        AttentionTransfer attention = new AttentionTransfer(AttentionConvention.CODE);
        for (int i = 0; i < taps; i++) {
            double beta = TapWeighting.THREE_OVER_TAPS.beta(golden.get("beta").asDouble(), taps);
            INDArray student = tensor(golden.get("student").get(i));
            INDArray target = attention.map(tensor(golden.get("teacher").get(i)), CNN2DFormat.NCHW);
            total += beta * attention.loss(attention.map(student, CNN2DFormat.NCHW), target);
            assertClose(
                    attention.gradient(student, CNN2DFormat.NCHW, target).muli(beta),
                    golden.get("dstudent").get(i),
                    "gradient of tap " + i);
        }
        assertClose(total, golden.get("loss"), "loss");
    }

    private static double checkHead(
            JsonNode golden, String logitsField, String gradientField, double weight) {
        INDArray logits = tensor(golden.get(logitsField));
        INDArray labels = labels(golden, logits);
        DistillationLoss loss = loss(golden, KdConvention.DEFICIENT_EFFICIENT, weight);
        assertClose(
                loss.computeGradient(labels, logits, SOFTMAX, null).divi(logits.size(0)),
                golden.get(gradientField),
                gradientField);
        return loss.computeScore(labels, logits, SOFTMAX, null, true);
    }

    @Test
    void withoutShareOfTheTeacherTheOwnLossIsUntouched() {
        Nd4j.getRandom().setSeed(3);
        INDArray logits = Nd4j.randn(DataType.FLOAT, 4, 5);
        INDArray labels = Nd4j.eye(5).castTo(DataType.FLOAT).getRows(0, 3, 1, 1);
        DistillationLoss loss =
                new DistillationLoss(
                        new LossMCXENT(),
                        new KnowledgeDistillation(KdConvention.DEFICIENT_EFFICIENT, 4),
                        0,
                        1);
        loss.setTeacherLogits(Nd4j.randn(DataType.FLOAT, 4, 5));
        ILossFunction own = new LossMCXENT();
        assertThat(loss.computeScore(labels, logits, SOFTMAX, null, false))
                .isEqualTo(own.computeScore(labels, logits, SOFTMAX, null, false));
        assertThat(loss.computeGradient(labels, logits, SOFTMAX, null).toFloatMatrix())
                .isDeepEqualTo(own.computeGradient(labels, logits, SOFTMAX, null).toFloatMatrix());
        assertThat(loss.distillationSum()).isPositive();
    }

    @Test
    void masksWeightTheRowsOfBothParts() {
        Nd4j.getRandom().setSeed(4);
        INDArray logits = Nd4j.randn(DataType.DOUBLE, 3, 4);
        INDArray teacher = Nd4j.randn(DataType.DOUBLE, 3, 4);
        INDArray labels = Nd4j.eye(4).castTo(DataType.DOUBLE).getRows(0, 3, 1);
        INDArray mask = Nd4j.createFromArray(1.0, 0.0, 1.0).reshape(3, 1);
        KnowledgeDistillation kd = new KnowledgeDistillation(KdConvention.ATTENTION_TRANSFER, 2);
        DistillationLoss masked = new DistillationLoss(crossEntropy(), kd, 0.3, 1);
        masked.setTeacherLogits(teacher);
        DistillationLoss kept = new DistillationLoss(crossEntropy(), kd, 0.3, 1);
        kept.setTeacherLogits(teacher.getRows(0, 2));
        assertThat(masked.computeScore(labels, logits, SOFTMAX, mask, false))
                .isCloseTo(
                        kept.computeScore(
                                labels.getRows(0, 2), logits.getRows(0, 2), SOFTMAX, null, false),
                        within(1e-12));
        INDArray gradient = masked.computeGradient(labels, logits, SOFTMAX, mask);
        assertThat(gradient.getRow(1).amaxNumber().doubleValue()).isZero();
        assertClose(
                gradient.getRows(0, 2),
                kept.computeGradient(labels.getRows(0, 2), logits.getRows(0, 2), SOFTMAX, null),
                "gradient of kept rows");
    }

    @Test
    void temperatureMustBePositive() {
        assertThatThrownBy(() -> new KnowledgeDistillation(KdConvention.ATTENTION_TRANSFER, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("temperature is 0.0, expected a finite number above 0");
    }
}
