/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.record.DistillationUpdate.Losses;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The gradient of the stock trainer against central differences of the stated loss. */
class DistillationGradientTest {

    private static final double TEMPERATURE = 3;
    private static final double ALPHA = 0.4;
    private static final double BETA = 20;
    private static final DataSet DATA = TestNetworks.images(11, DataType.DOUBLE, 4);

    private static DistillationListener.Builder distill(Model teacher) {
        return DistillationListener.builder(teacher)
                .knowledge(TEMPERATURE, ALPHA)
                .attention(BETA)
                .tap("conv1")
                .tap("conv2");
    }

    private static void set(Model model, DataSet data) {
        if (model instanceof MultiLayerNetwork network) {
            network.setInput(data.getFeatures());
            network.setLabels(data.getLabels());
            network.setLayerMaskArrays(data.getFeaturesMaskArray(), data.getLabelsMaskArray());
        } else {
            ((ComputationGraph) model).setInputs(data.getFeatures());
            ((ComputationGraph) model).setLabels(data.getLabels());
        }
    }

    private static double score(Model model, DataSet data) {
        set(model, data);
        model.computeGradientAndScore(LayerWorkspaceMgr.noWorkspaces());
        return model.score();
    }

    /** Checks every fifth parameter, which reaches every layer's weights. */
    private static void checkGradient(Model model, DataSet data) {
        score(model, data);
        INDArray gradient =
                model.gradient().gradient().dup().divi(data.getFeatures().size(0)).reshape(-1);
        INDArray parameters = model.params().reshape(-1);
        double step = 1e-6;
        for (long i = 0; i < parameters.length(); i += 5) {
            double at = parameters.getDouble(i);
            parameters.putScalar(i, at + step);
            double above = score(model, data);
            parameters.putScalar(i, at - step);
            double below = score(model, data);
            parameters.putScalar(i, at);
            assertThat(gradient.getDouble(i))
                    .as("gradient %d", i)
                    .isCloseTo((above - below) / (2 * step), within(2e-6));
        }
    }

    /** The score, computed from outputs and activations of inference. */
    private static double expected(INDArray[] student, INDArray[] teacher) {
        INDArray labels = DATA.getLabels();
        AttentionTransfer attention = new AttentionTransfer(AttentionConvention.CODE);
        double attentionLoss = 0;
        for (int i = 0; i < 2; i++) {
            attentionLoss +=
                    attention.loss(
                            attention.map(student[i], CNN2DFormat.NCHW),
                            attention.map(teacher[i], CNN2DFormat.NCHW));
        }
        double crossEntropy =
                -Transforms.log(student[2]).mul(labels).sumNumber().doubleValue() / labels.size(0);
        double knowledge =
                new KnowledgeDistillation(KdConvention.DEFICIENT_EFFICIENT, TEMPERATURE)
                        .loss(Transforms.log(student[2]), Transforms.log(teacher[2]));
        return (1 - ALPHA) * crossEntropy
                + ALPHA * knowledge
                + TapWeighting.THREE_OVER_TAPS.beta(BETA, 2) * attentionLoss;
    }

    private static INDArray[] activations(MultiLayerNetwork network) {
        return network.feedForward(DATA.getFeatures(), false)
                .subList(1, 4)
                .toArray(INDArray[]::new);
    }

    private static INDArray[] activations(ComputationGraph network) {
        var all = network.feedForward(DATA.getFeatures(), false);
        return new INDArray[] {all.get("conv1"), all.get("conv2"), all.get("out")};
    }

    @Test
    void chain() {
        MultiLayerNetwork student = TestNetworks.chain(1, DataType.DOUBLE, 2);
        MultiLayerNetwork teacher = TestNetworks.chain(2, DataType.DOUBLE, 4);
        DistillationListener listener = distill(teacher).build();
        student.setListeners(listener);
        double expected = expected(activations(student), activations(teacher));
        assertThat(score(student, DATA)).isCloseTo(expected, within(1e-9));
        Losses losses = listener.getLastLosses().orElseThrow();
        assertThat(losses.score()).isEqualTo(student.score());
        assertThat(
                        (1 - ALPHA) * losses.crossEntropy()
                                + ALPHA * losses.knowledge()
                                + losses.attentionTotal())
                .isCloseTo(expected, within(1e-9));
        checkGradient(student, DATA);
    }

    @Test
    void graphTappedAtAResidualVertexWithTeacherOfTheOtherKind() {
        ComputationGraph student = TestNetworks.graph(1, DataType.DOUBLE, 2);
        MultiLayerNetwork teacher = TestNetworks.chain(2, DataType.DOUBLE, 4);
        student.setListeners(distill(teacher).build());
        assertThat(score(student, DATA))
                .isCloseTo(expected(activations(student), activations(teacher)), within(1e-9));
        checkGradient(student, DATA);
    }

    @Test
    void chainTaughtByAGraph() {
        MultiLayerNetwork student = TestNetworks.chain(1, DataType.DOUBLE, 2);
        ComputationGraph teacher = TestNetworks.graph(2, DataType.DOUBLE, 3);
        student.setListeners(distill(teacher).build());
        assertThat(score(student, DATA))
                .isCloseTo(expected(activations(student), activations(teacher)), within(1e-9));
    }

    @Test
    void channelsLast() {
        MultiLayerNetwork student = TestNetworks.chain(1, DataType.DOUBLE, 2, CNN2DFormat.NHWC);
        MultiLayerNetwork teacher = TestNetworks.chain(2, DataType.DOUBLE, 4, CNN2DFormat.NHWC);
        DataSet data =
                new DataSet(DATA.getFeatures().permute(0, 2, 3, 1).dup('c'), DATA.getLabels());
        student.setListeners(distill(teacher).build());
        checkGradient(student, data);
        assertThat(
                        new AttentionTransfer(AttentionConvention.CODE)
                                .map(
                                        student.feedForward(data.getFeatures(), false).get(1),
                                        CNN2DFormat.NHWC)
                                .shape())
                .containsExactly(4, 36);
    }

    @ParameterizedTest
    @CsvSource({"CODE, PLAIN", "PAPER, THREE_OVER_TAPS"})
    void otherConventions(AttentionConvention attention, TapWeighting weighting) {
        MultiLayerNetwork student = TestNetworks.chain(1, DataType.DOUBLE, 2);
        student.setListeners(
                distill(TestNetworks.chain(2, DataType.DOUBLE, 4))
                        .kdConvention(KdConvention.ATTENTION_TRANSFER)
                        .attentionConvention(attention)
                        .tapWeighting(weighting)
                        .build());
        checkGradient(student, DATA);
    }

    @Test
    void twoHeadsShareATeacherOutput() {
        ComputationGraph student = TestNetworks.twoOutputs(1);
        MultiLayerNetwork teacher = TestNetworks.chain(2, DataType.DOUBLE, 4);
        String teacherOut = teacher.getLayer(2).conf().getLayer().getLayerName();
        DistillationListener listener =
                DistillationListener.builder(teacher)
                        .knowledge(TEMPERATURE, ALPHA)
                        .head("main", teacherOut, 0.5)
                        .head("aux", teacherOut, 0.5)
                        .build();
        student.setListeners(listener);
        INDArray[] outputs = student.output(DATA.getFeatures());
        INDArray target = Transforms.log(teacher.output(DATA.getFeatures()));
        KnowledgeDistillation kd =
                new KnowledgeDistillation(KdConvention.DEFICIENT_EFFICIENT, TEMPERATURE);
        double expected = 0;
        for (INDArray output : outputs) {
            INDArray logits = Transforms.log(output);
            double crossEntropy = -logits.mul(DATA.getLabels()).sumNumber().doubleValue() / 4;
            expected += 0.5 * ((1 - ALPHA) * crossEntropy + ALPHA * kd.loss(logits, target));
        }
        MultiDataSet data =
                new MultiDataSet(
                        new INDArray[] {DATA.getFeatures()},
                        new INDArray[] {DATA.getLabels(), DATA.getLabels()});
        INDArray before = student.params().dup();
        student.fit(data);
        assertThat(student.score()).isCloseTo(expected, within(1e-9));
        assertThat(before.equals(student.params())).isFalse();
    }

    @Test
    void masksOfFeaturesAndLabelsReachTeacherAndLoss() {
        MultiLayerNetwork student = TestNetworks.recurrent(1, 3);
        MultiLayerNetwork teacher = TestNetworks.recurrent(2, 4);
        Nd4j.getRandom().setSeed(6);
        INDArray features = Nd4j.randn(DataType.DOUBLE, 2, 2, 4);
        INDArray labels = Nd4j.zeros(DataType.DOUBLE, 2, 3, 4);
        for (int n = 0; n < 2; n++) {
            for (int t = 0; t < 4; t++) {
                labels.putScalar(n, (n + t) % 3, t, 1);
            }
        }
        INDArray mask = Nd4j.createFromArray(new double[][] {{1, 1, 1, 1}, {1, 1, 0, 0}});
        DataSet data = new DataSet(features, labels, mask, mask);
        DistillationListener listener =
                DistillationListener.builder(teacher).knowledge(TEMPERATURE, ALPHA).build();
        student.setListeners(listener);
        double score = score(student, data);

        INDArray studentOut = student.output(features, false, mask, mask);
        INDArray teacherOut = teacher.output(features, false, mask, mask);
        KnowledgeDistillation kd =
                new KnowledgeDistillation(KdConvention.DEFICIENT_EFFICIENT, TEMPERATURE);
        double crossEntropy = 0;
        double knowledge = 0;
        for (int n = 0; n < 2; n++) {
            for (int t = 0; t < 4; t++) {
                if (mask.getDouble(n, t) != 0) {
                    INDArray own = Transforms.log(column(studentOut, n, t));
                    INDArray target = Transforms.log(column(teacherOut, n, t));
                    crossEntropy -= own.getDouble((n + t) % 3) / 2;
                    knowledge += kd.loss(own, target) / 2;
                }
            }
        }
        Losses losses = listener.getLastLosses().orElseThrow();
        assertThat(losses.crossEntropy()).isCloseTo(crossEntropy, within(1e-9));
        assertThat(losses.knowledge()).isCloseTo(knowledge, within(1e-9));
        assertThat(score).isCloseTo((1 - ALPHA) * crossEntropy + ALPHA * knowledge, within(1e-9));
        checkGradient(student, data);
    }

    private static INDArray column(INDArray sequences, int example, int step) {
        double[] values = new double[3];
        Arrays.setAll(values, c -> sequences.getDouble(example, c, step));
        return Nd4j.createFromArray(values).reshape(1, 3);
    }
}
