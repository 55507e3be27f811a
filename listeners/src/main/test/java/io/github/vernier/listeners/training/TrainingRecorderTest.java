/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.record.NamedNumbers;
import io.github.vernier.listeners.record.RecordSink;
import io.github.vernier.listeners.record.SeriesRecorder;
import io.github.vernier.listeners.record.SeriesUpdate;
import io.github.vernier.listeners.record.TrainingStaticInfo;
import io.github.vernier.listeners.record.TrainingUpdate;
import io.github.vernier.listeners.record.VernierRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.core.storage.Persistable;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;

class TrainingRecorderTest {

    private final InMemoryStatsStorage storage = new InMemoryStatsStorage();

    private static NeuralNetConfiguration.Builder base() {
        return new NeuralNetConfiguration.Builder().seed(3).updater(new Sgd(0.5));
    }

    private static DenseLayer hidden() {
        return new DenseLayer.Builder().nIn(3).nOut(4).activation(Activation.TANH).build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunctions.LossFunction.MSE)
                .nIn(4)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static MultiLayerNetwork network() {
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        base().list().layer(hidden()).layer(output()).build());
        network.init();
        return network;
    }

    private static ComputationGraph graph() {
        ComputationGraph graph =
                new ComputationGraph(
                        base().graphBuilder()
                                .addInputs("in")
                                .addLayer("h", hidden(), "in")
                                .addLayer("out", output(), "h")
                                .setOutputs("out")
                                .build());
        graph.init();
        return graph;
    }

    private static DataSet data(int seed) {
        Nd4j.getRandom().setSeed(seed);
        return new DataSet(Nd4j.randn(5, 3), Nd4j.randn(5, 2));
    }

    private List<TrainingUpdate> recorded(String session) {
        List<TrainingUpdate> updates = new ArrayList<>();
        for (Persistable update :
                storage.getAllUpdatesAfter(session, TrainingUpdate.TYPE_ID, "0", 0)) {
            updates.add((TrainingUpdate) update);
        }
        return updates;
    }

    private TrainingRecorder.Builder recorder() {
        return TrainingRecorder.builder().recordTo(storage).sessionId("s");
    }

    @Test
    void recordsScoreRatesAndRatiosOfANetwork() {
        MultiLayerNetwork network = network();
        network.setListeners(recorder().ratiosEvery(1).build());
        INDArray before = network.getParam("0_W").dup();
        DataSet data = data(1);
        network.fit(data);
        double score = network.score();
        INDArray after = network.getParam("0_W");
        TrainingUpdate update = recorded("s").get(0);
        assertThat(update.getScore()).isEqualTo(score);
        assertThat(update.getLearningRates().names()).hasSize(2);
        assertThat(update.getLearningRates().values()).containsExactly(0.5, 0.5);
        assertThat(update.getRatios().names()).containsExactlyInAnyOrder("0_W", "1_W");
        double expected =
                before.sub(after).ameanNumber().doubleValue() / after.ameanNumber().doubleValue();
        assertThat(update.getRatios().get("0_W")).isCloseTo(expected, within(1e-5));
        assertThat(update.getSpeed().iterationsPerSecond()).isNaN();
    }

    @Test
    void recordsAGraph() {
        ComputationGraph graph = graph();
        graph.setListeners(recorder().build());
        graph.fit(data(1));
        graph.fit(data(2));
        List<TrainingUpdate> updates = recorded("s");
        assertThat(updates).hasSize(2);
        assertThat(updates.get(0).getLearningRates().names()).containsExactly("h", "out");
        assertThat(updates.get(0).getRatios().names()).containsExactlyInAnyOrder("h_W", "out_W");
        assertThat(updates.get(1).getRatios().names()).isEmpty();
        assertThat(updates.get(1).getSpeed().iterationsPerSecond()).isPositive();
        assertThat(updates.get(1).getSpeed().examplesPerSecond())
                .isCloseTo(5 * updates.get(1).getSpeed().iterationsPerSecond(), within(1e-6));
    }

    @Test
    void trainingIsTheSameWithAndWithoutIt() {
        List<INDArray> parameters = new ArrayList<>();
        for (boolean with : new boolean[] {true, false}) {
            MultiLayerNetwork network = network();
            if (with) {
                network.setListeners(recorder().ratiosEvery(1).build());
            }
            for (int i = 0; i < 20; i++) {
                network.fit(data(i));
            }
            parameters.add(network.params().dup());
        }
        assertThat(parameters.get(0).toDoubleVector())
                .containsExactly(parameters.get(1).toDoubleVector());
    }

    @Test
    void recordsEveryNth() {
        MultiLayerNetwork network = network();
        network.setListeners(recorder().every(3).build());
        for (int i = 0; i < 7; i++) {
            network.fit(data(i));
        }
        assertThat(recorded("s")).extracting(TrainingUpdate::getIteration).containsExactly(0, 3, 6);
    }

    @Test
    void settingsAreThoseOfTheConfigurationAndTheUser() {
        MultiLayerNetwork network = network();
        network.setListeners(recorder().epochs(7).hyperParameter("data", "synthetic").build());
        network.fit(data(1));
        TrainingStaticInfo info =
                (TrainingStaticInfo) storage.getStaticInfo("s", TrainingStaticInfo.TYPE_ID, "0");
        assertThat(info.getNetwork()).isEqualTo("MultiLayerNetwork");
        assertThat(info.getParameters()).isEqualTo(3 * 4 + 4 + 4 * 2 + 2);
        assertThat(info.getEpochs()).isEqualTo(7);
        assertThat(info.getSettings())
                .containsEntry("data", "synthetic")
                .containsEntry("confs[0].layer.nout", "4")
                .containsEntry("confs[1].layer.iupdater.learningRate", "0.5");
    }

    @Test
    void theTimeToTheEndIsThatOfTheIterationsLeft() {
        Pace pace = new Pace(3);
        long nanos = 1_000_000_000L;
        double remaining = Double.NaN;
        for (int epoch = 0; epoch < 3; epoch++) {
            for (int i = 0; i < 4; i++) {
                pace.step(epoch, 10);
                TrainingUpdate.Speed speed = pace.measure(nanos);
                nanos += 500_000_000L;
                if (epoch == 0) {
                    assertThat(speed.remainingSeconds()).isNaN();
                } else {
                    assertThat(speed.iterationsPerSecond()).isCloseTo(2, within(1e-9));
                    assertThat(speed.examplesPerSecond()).isCloseTo(20, within(1e-9));
                    remaining = speed.remainingSeconds();
                    int left = (3 - epoch) * 4 - (i + 1);
                    assertThat(remaining).isCloseTo(0.5 * left, within(1e-9));
                }
            }
        }
        assertThat(remaining).isZero();
    }

    @Test
    void aStorageThatFailsDoesNotStopTraining() {
        MultiLayerNetwork network = network();
        List<Integer> calls = new ArrayList<>();
        network.setListeners(
                TrainingRecorder.builder()
                        .recordTo(
                                new RecordSink() {
                                    @Override
                                    public void putStaticInfo(
                                            VernierRecord info) {
                                        calls.add(0);
                                        throw new IllegalStateException("disk full");
                                    }

                                    @Override
                                    public void putUpdate(
                                            VernierRecord u) {
                                        calls.add(1);
                                    }
                                })
                        .build());
        network.fit(data(1));
        network.fit(data(2));
        assertThat(network.getIterationCount()).isEqualTo(2);
        assertThat(calls).containsExactly(0);
    }

    @Test
    void recordsSurviveEncoding() {
        TrainingUpdate update =
                new TrainingUpdate(
                        4,
                        2,
                        Double.NaN,
                        new TrainingUpdate.Speed(1, 2, 3),
                        new NamedNumbers(List.of("a"), new double[] {0.1}),
                        new NamedNumbers(List.of("x", "y"), new double[] {1e-3, Double.NaN}));
        update.stamp("s", "0", 5);
        TrainingUpdate read = new TrainingUpdate();
        read.decode(update.encode());
        assertThat(read.getIteration()).isEqualTo(4);
        assertThat(read.getScore()).isNaN();
        assertThat(read.getSpeed()).isEqualTo(new TrainingUpdate.Speed(1, 2, 3));
        assertThat(read.getRatios().names()).containsExactly("x", "y");
        assertThat(read.getRatios().get("y")).isNaN();
        assertThat(read.getRatios().get("z")).isNull();
        SeriesUpdate point = new SeriesUpdate("reward <b>", 1.5, Double.NEGATIVE_INFINITY);
        SeriesUpdate readPoint = new SeriesUpdate();
        readPoint.decode(point.encode());
        assertThat(readPoint.getName()).isEqualTo("reward <b>");
        assertThat(readPoint.getX()).isEqualTo(1.5);
        assertThat(readPoint.getY()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void aSessionOfSeriesAloneIsListed() {
        SeriesRecorder series = SeriesRecorder.of(storage, "rl");
        series.put("reward", 0, 1);
        series.put("reward", 1, Double.NaN);
        assertThat(storage.listSessionIDs()).containsExactly("rl");
        assertThat(storage.getAllUpdatesAfter("rl", SeriesUpdate.TYPE_ID, "0", 0)).hasSize(2);
        assertThatThrownBy(() -> series.put("reward", Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("x of series \"reward\" is NaN");
    }

    @Test
    void wrongSettingsAreRefused() {
        for (Runnable wrong :
                Arrays.<Runnable>asList(
                        () -> recorder().every(0),
                        () -> recorder().ratiosEvery(-1),
                        () -> recorder().epochs(0),
                        () -> TrainingRecorder.builder().build())) {
            assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
