/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.record.DistillationStaticInfo;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.DistillationUpdate.Losses;
import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.record.VernierRecord;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class DistillationListenerTest {

    private static final DataSet DATA = TestNetworks.images(31, DataType.DOUBLE, 4);

    @TempDir private Path folder;

    private static MultiLayerNetwork student() {
        return TestNetworks.chain(1, DataType.DOUBLE, 2);
    }

    private static MultiLayerNetwork teacher() {
        return TestNetworks.chain(2, DataType.DOUBLE, 4);
    }

    private static DistillationListener.Builder distill() {
        return DistillationListener.builder(teacher())
                .knowledge(4, 0.5)
                .attention(100)
                .tap("conv1")
                .tap("conv2");
    }

    private static void assertNothingLeft(MultiLayerNetwork network) {
        assertThat(TestNetworks.isTapped(network.getLayers())).isFalse();
        BaseOutputLayer<?> output = (BaseOutputLayer<?>) network.getOutputLayer();
        assertThat(output.layerConf().getLossFn()).isInstanceOf(LossMCXENT.class);
    }

    private static void assertClose(INDArray actual, INDArray expected) {
        assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-12);
    }

    @Test
    void everyReplicaOfParallelWrapperIsDistilled() throws Exception {
        MultiLayerNetwork alone = student();
        alone.setListeners(distill().build());
        alone.fit(DATA);
        alone.fit(DATA);

        // Both workers see the same minibatch, so their average is what one of them would give.
        MultiLayerNetwork parallel = student();
        DistillationListener listener = distill().build();
        List<DataSet> batches = List.of(DATA.copy(), DATA.copy(), DATA.copy(), DATA.copy());
        try (ParallelWrapper wrapper =
                new ParallelWrapper.Builder<>(parallel)
                        .workers(2)
                        .averagingFrequency(1)
                        .prefetchBuffer(0)
                        .trainingMode(ParallelWrapper.TrainingMode.AVERAGING)
                        .build()) {
            wrapper.setListeners(listener);
            wrapper.fit(new ListDataSetIterator<>(concatenated(batches), 4));
        }
        assertClose(parallel.params(), alone.params());
        assertNothingLeft(parallel);
        assertThat(listener.getHistory()).hasSize(4);
        assertThat(alone.params().equals(undistilled().params())).isFalse();
    }

    private static List<DataSet> concatenated(List<DataSet> batches) {
        List<DataSet> examples = new ArrayList<>();
        batches.forEach(batch -> examples.addAll(batch.asList()));
        return examples;
    }

    private static MultiLayerNetwork undistilled() {
        MultiLayerNetwork network = student();
        network.fit(DATA);
        network.fit(DATA);
        return network;
    }

    @Test
    void savedModelIsThatOfAPlainNetwork() throws IOException {
        MultiLayerNetwork distilled = student();
        List<String> duringIteration = new ArrayList<>();
        distilled.setListeners(
                distill().build(),
                new BaseTrainingListener() {
                    @Override
                    public void onForwardPass(Model model, List<INDArray> activations) {
                        // The taps are in place here.
                        MultiLayerNetwork network = (MultiLayerNetwork) model;
                        assertThat(TestNetworks.isTapped(network.getLayers())).isTrue();
                        duringIteration.add(network.getLayerWiseConfigurations().toJson());
                    }
                });
        distilled.fit(DATA);
        distilled.fit(DATA);
        File file = folder.resolve("student.zip").toFile();
        ModelSerializer.writeModel(distilled, file, true);
        MultiLayerNetwork restored = ModelSerializer.restoreMultiLayerNetwork(file);
        String plain = undistilled().getLayerWiseConfigurations().toJson();
        assertThat(restored.getLayerWiseConfigurations().toJson()).isEqualTo(plain);
        assertThat(duringIteration).hasSize(2).noneMatch(json -> json.contains("Distillation"));
        assertClose(restored.params(), distilled.params());
        assertNothingLeft(distilled);
    }

    @Test
    void cloneMadeDuringTrainingIsDistilledOnItsOwn() {
        MultiLayerNetwork original = student();
        DistillationListener listener = distill().build();
        List<MultiLayerNetwork> clones = new ArrayList<>();
        original.setListeners(
                listener,
                new BaseTrainingListener() {
                    @Override
                    public void iterationDone(Model model, int iteration, int epoch) {
                        clones.add(((MultiLayerNetwork) model).clone());
                    }
                });
        original.fit(DATA);
        MultiLayerNetwork clone = clones.get(0);
        clone.setListeners(listener);
        clone.fit(DATA);
        original.fit(DATA);
        assertClose(clone.params(), original.params());
        assertNothingLeft(clone);
    }

    @Test
    void graphIsLeftAsItWas() {
        ComputationGraph graph = TestNetworks.graph(1, DataType.DOUBLE, 2);
        GraphVertex[] before = graph.getVertices().clone();
        graph.setListeners(distill().build());
        graph.fit(DATA);
        assertThat(graph.getVertices()).containsExactly(before);
    }

    @Test
    void interruptedIterationIsUndoneByTheNext() {
        MultiLayerNetwork expected = student();
        expected.setListeners(distill().build());
        expected.fit(DATA);

        MultiLayerNetwork network = student();
        DistillationListener listener = distill().build();
        TrainingListener failing =
                new BaseTrainingListener() {
                    @Override
                    public void onForwardPass(Model model, List<INDArray> activations) {
                        throw new IllegalStateException("interrupted");
                    }
                };
        network.setListeners(listener, failing);
        assertThatThrownBy(() -> network.fit(DATA)).hasMessage("interrupted");
        network.setListeners(listener);
        network.fit(DATA);
        assertClose(network.params(), expected.params());
        assertNothingLeft(network);
    }

    @Test
    void tapsBeforeADropoutRestForOneIterationOutsideOfEpochs() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .seed(1)
                                .dataType(DataType.DOUBLE)
                                .list()
                                .layer(
                                        new ConvolutionLayer.Builder(3, 3)
                                                .name("conv1")
                                                .padding(1, 1)
                                                .nOut(2)
                                                .build())
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(3)
                                                .dropOut(0.5)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(6, 6, 1))
                                .build());
        network.init();
        DistillationListener listener =
                DistillationListener.builder(teacher()).attention(1).tap("conv1").build();
        network.setListeners(listener);
        network.fit(DATA);
        assertThat(listener.getLastLosses().orElseThrow().attention()[0]).isNaN();
        network.fit(DATA);
        assertThat(listener.getLastLosses().orElseThrow().attention()[0]).isPositive();
    }

    @Test
    void distillationBringsTheStudentToTheTeacher() {
        MultiLayerNetwork network = student();
        DistillationListener listener =
                DistillationListener.builder(teacher())
                        .knowledge(2, 1)
                        .kdConvention(KdConvention.ATTENTION_TRANSFER)
                        .attention(10)
                        .tap("0", "conv1")
                        .everyIterations(5)
                        .build();
        network.setListeners(listener);
        for (int i = 0; i < 60; i++) {
            network.fit(DATA);
        }
        List<DistillationUpdate> history = listener.getHistory();
        assertThat(history).hasSize(12);
        Losses first = history.get(0).getLosses().orElseThrow();
        Losses last = history.get(11).getLosses().orElseThrow();
        assertThat(last.knowledge()).isLessThan(0.5 * first.knowledge());
        assertThat(last.attention()[0]).isLessThan(first.attention()[0]);
        assertThat(last.score()).isCloseTo(last.knowledge() + last.attentionTotal(), within(1e-12));
    }

    @Test
    void teacherOfAnotherPrecision() {
        MultiLayerNetwork network = student();
        MultiLayerNetwork floats = TestNetworks.chain(2, DataType.FLOAT, 4);
        MultiLayerNetwork doubles = teacher();
        doubles.setParams(floats.params().castTo(DataType.DOUBLE));
        DistillationListener byFloats = tapped(floats);
        DistillationListener byDoubles = tapped(doubles);
        MultiLayerNetwork other = network.clone();
        network.setListeners(byFloats);
        other.setListeners(byDoubles);
        network.fit(DATA);
        other.fit(DATA);
        assertThat(network.params().sub(other.params()).amaxNumber().doubleValue())
                .isLessThan(1e-5);
        assertThat(byFloats.getLastLosses().orElseThrow().knowledge())
                .isCloseTo(byDoubles.getLastLosses().orElseThrow().knowledge(), within(1e-5));
    }

    private static DistillationListener tapped(MultiLayerNetwork teacher) {
        return DistillationListener.builder(teacher)
                .knowledge(4, 0.5)
                .attention(100)
                .tap("conv1")
                .build();
    }

    @Test
    void recordsReachAStorage() {
        InMemoryStatsStorage storage = new InMemoryStatsStorage();
        MultiLayerNetwork network = student();
        network.setListeners(distill().recordTo(storage).sessionId("s").build());
        network.fit(DATA);
        network.fit(DATA);
        String type = DistillationStaticInfo.TYPE_ID;
        assertThat(storage.getAllUpdatesAfter("s", type, "0", 0)).hasSize(2);
        DistillationStaticInfo info =
                (DistillationStaticInfo) storage.getStaticInfo("s", type, "0");
        assertThat(info.getSettings().studentTaps()).containsExactly("conv1", "conv2");
        assertThat(info.getSettings().heads()).hasSize(1);
        assertThat(info.getSettings().tapBetas()).containsExactly(150, 150);
    }

    @Test
    void failingSinkEndsTheRecordingNotTheTraining() {
        MultiLayerNetwork expected = student();
        expected.setListeners(distill().build());
        expected.fit(DATA);
        expected.fit(DATA);

        int[] calls = new int[1];
        RecordSink failing =
                new RecordSink() {
                    @Override
                    public void putStaticInfo(VernierRecord info) {
                        calls[0]++;
                    }

                    @Override
                    public void putUpdate(VernierRecord update) {
                        calls[0]++;
                        throw new IllegalStateException("disk full");
                    }
                };
        MultiLayerNetwork network = student();
        network.setListeners(distill().recordTo(failing).build());
        network.fit(DATA);
        network.fit(DATA);
        assertThat(calls[0]).isEqualTo(2);
        assertClose(network.params(), expected.params());
    }

    private static void assertRefused(
            DistillationListener listener, MultiLayerNetwork network, String message) {
        network.setListeners(listener);
        assertThatThrownBy(() -> network.fit(DATA)).hasMessageContaining(message);
    }

    @Test
    void settingsThatCannotBeAreRefusedWhenBuilt() {
        DistillationListener.Builder builder = DistillationListener.builder(teacher());
        assertThatThrownBy(() -> builder.tap("conv9"))
                .hasMessage(
                        "Tap 'conv9' is no hidden layer of the teacher, which has [conv1, conv2]");
        assertThatThrownBy(() -> builder.head("out", "nothing", 1))
                .hasMessageContaining("Head 'nothing' is no output of the teacher, which has");
        assertThatThrownBy(() -> builder.attention(5).build())
                .hasMessage("beta is 5.0 without taps, expected a tap");
        assertThatThrownBy(() -> builder.attention(0).knowledge(4, 1.5).build())
                .hasMessage("alpha is 1.5, expected 0 to 1");
        assertThatThrownBy(() -> builder.everyIterations(0))
                .hasMessage("everyIterations is 0, expected at least 1");
        assertThatThrownBy(() -> DistillationListener.builder(null))
                .hasMessageContaining("Teacher is null");
    }

    @Test
    void networksThatDoNotFitAreRefused() {
        assertRefused(
                DistillationListener.builder(teacher()).tap("first", "conv1").build(),
                student(),
                "Tap 'first' is no hidden layer of the student, which has [conv1, conv2]");
        assertRefused(
                DistillationListener.builder(teacher()).tap("conv1", "conv2").build(),
                student(),
                "Tap 'conv1' of the student is 6 x 6 and tap 'conv2' of the teacher 3 x 3");
        assertRefused(
                DistillationListener.builder(TestNetworks.recurrent(1, 2)).build(),
                student(),
                "The teacher failed on the student's input of shape [[4, 1, 6, 6]]");
        DistillationListener unnamed =
                DistillationListener.builder(teacher()).knowledge(4, 0.5).build();
        assertThatThrownBy(() -> unnamed.onEpochStart(TestNetworks.twoOutputs(1)))
                .hasMessageContaining(
                        "say by head(student, teacher, weight) which learn from which");
        MultiLayerNetwork truncated = student();
        truncated.getLayerWiseConfigurations().setBackpropType(BackpropType.TruncatedBPTT);
        assertThatThrownBy(() -> distill().build().onEpochStart(truncated))
                .hasMessageContaining("TruncatedBPTT, expected Standard");
        MultiLayerNetwork fiveClasses =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .dataType(DataType.DOUBLE)
                                .list()
                                .layer(
                                        new OutputLayer.Builder()
                                                .nOut(5)
                                                .activation(Activation.SOFTMAX)
                                                .build())
                                .setInputType(InputType.convolutional(6, 6, 1))
                                .build());
        fiveClasses.init();
        assertRefused(
                DistillationListener.builder(teacher()).build(),
                fiveClasses,
                "has 5 classes and head");
    }

    @Test
    void calibrationErrorIsTheGapOfConfidenceAndAccuracy() {
        CalibrationError error = new CalibrationError();
        // One bin with accuracy 1/2 at confidence 0.9, one with accuracy 1 at confidence 0.5.
        error.add(0.9, true);
        error.add(0.9, false);
        error.add(0.5, true);
        error.add(0.5, true);
        assertThat(error.value()).isCloseTo((2 * 0.4 + 2 * 0.5) / 4, within(1e-12));
        DistillationUpdate.Reliability bins = error.reliability();
        assertThat(bins.examples()).hasSize(15).startsWith(0, 0).endsWith(2, 0);
        assertThat(bins.examples()[7]).isEqualTo(2);
        assertThat(bins.accuracy()[13]).isEqualTo(0.5);
        assertThat(bins.accuracy()[7]).isEqualTo(1);
        assertThat(bins.confidence()[13]).isCloseTo(0.9, within(1e-12));
        assertThat(bins.accuracy()[0]).isNaN();
    }
}
