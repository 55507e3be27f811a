/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.popart.PopArtOutputLayer;
import io.github.vernier.listeners.probe.NoisyNetworks;
import io.github.vernier.listeners.probe.Probe;
import io.github.vernier.listeners.probe.ProbeContract;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Schedule;
import io.github.vernier.listeners.record.EvaluationUpdate;
import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.RecordSink;
import java.util.List;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class EvaluationRecorderTest extends ProbeContract {

    private static final int EXAMPLES = 10;

    private static List<DataSet> examples() {
        return NoisyNetworks.data(91, DataType.FLOAT, EXAMPLES).asList();
    }

    @Override
    protected Probe probe(ProbeData data, RecordSink sink) {
        return EvaluationRecorder.builder()
                .name("test")
                .everyEpochs(4)
                .schedule(Schedule.every(100, 50))
                .heldOut(
                        new ListDataSetIterator<DataSet>(examples(), 4) {
                            @Override
                            public DataSet next() {
                                // The contract's source, for the cases in which it fails.
                                MultiDataSet own = data.next();
                                return own.getFeatures(0).isEmpty()
                                        ? new DataSet(own.getFeatures(0), own.getLabels(0))
                                        : super.next();
                            }
                        })
                .recordTo(sink)
                .build();
    }

    @Override
    protected void check(MemoryRecordSink records, Model model) {
        List<EvaluationUpdate> updates = records.updates(EvaluationUpdate.class);
        assertThat(updates)
                .extracting(EvaluationUpdate::getIteration)
                .containsExactly(40, 51, 80, 120, 151, 160, 200);
        assertThat(updates)
                .extracting(EvaluationUpdate::getEpoch)
                .containsExactly(4, 5, 8, 12, 15, 16, 20);
        assertThat(updates).extracting(EvaluationUpdate::getName).containsOnly("test");
        EvaluationUpdate.Errors last = updates.get(6).getErrors();
        DataSet all = NoisyNetworks.data(91, DataType.FLOAT, EXAMPLES);
        var iterator = new ListDataSetIterator<>(all.asList(), 4);
        double accuracy;
        double score;
        double penalty;
        if (model instanceof MultiLayerNetwork network) {
            accuracy = network.evaluate(iterator).accuracy();
            score = network.score(all, false);
            penalty = network.calcRegularizationScore(true);
        } else {
            ComputationGraph network = (ComputationGraph) model;
            accuracy = network.evaluate(iterator).accuracy();
            score = network.score(all, false);
            penalty = network.calcRegularizationScore(true);
        }
        assertThat(last.examples()).isEqualTo(EXAMPLES);
        assertThat(last.outputs()).containsExactly("out");
        assertThat(last.accuracy()).containsExactly(accuracy);
        assertThat(last.rmse()).containsExactly(Double.NaN);
        assertThat(last.mae()).containsExactly(Double.NaN);
        assertThat(last.loss()).isCloseTo(score - penalty, within(1e-5));
        assertThat(last.loss()).isLessThan(updates.get(0).getErrors().loss());
    }

    @Test
    void regression() {
        MultiLayerNetwork network =
                NoisyNetworks.chain(
                        1,
                        DataType.DOUBLE,
                        new ConvolutionLayer.Builder(3, 3).name("conv").nOut(3).build(),
                        new PopArtOutputLayer.Builder().beta(0.1).name("head").nOut(3).build());
        DataSet heldOut = NoisyNetworks.data(8, DataType.DOUBLE, 7);
        EvaluationRecorder recorder =
                EvaluationRecorder.builder()
                        .heldOut(new ListDataSetIterator<>(heldOut.asList(), 3))
                        .schedule(Schedule.every(1))
                        .build();
        network.setListeners(recorder);
        network.fit(NoisyNetworks.data(5, DataType.DOUBLE, 6));
        INDArray difference = network.output(heldOut.getFeatures()).sub(heldOut.getLabels());
        EvaluationUpdate.Errors errors = recorder.getLast().orElseThrow().getErrors();
        assertThat(errors.outputs()).containsExactly("head");
        assertThat(errors.accuracy()).containsExactly(Double.NaN);
        assertThat(errors.rmse()[0])
                .isCloseTo(difference.norm2Number().doubleValue() / Math.sqrt(21), within(1e-10));
        assertThat(errors.mae()[0])
                .isCloseTo(difference.norm1Number().doubleValue() / 21, within(1e-10));
    }

    /** Time steps of a sequence and single outputs may be masked. */
    @Test
    void whatIsMaskedDoesNotCount() {
        OutputErrors steps = new OutputErrors(OutputTask.REGRESSION);
        steps.add(
                Nd4j.createFromArray(new double[][][] {{{1, 2, 100}}}),
                Nd4j.createFromArray(new double[][][] {{{2, 0, 0}}}),
                Nd4j.createFromArray(new double[][] {{1, 1, 0}}));
        assertThat(steps.mae()).isEqualTo(1.5);
        assertThat(steps.rmse()).isEqualTo(Math.sqrt(2.5));
        OutputErrors outputs = new OutputErrors(OutputTask.REGRESSION);
        outputs.add(
                Nd4j.createFromArray(new double[][] {{1, 50}, {3, 4}}),
                Nd4j.createFromArray(new double[][] {{2, 0}, {3, 0}}),
                Nd4j.createFromArray(new double[][] {{1, 0}, {1, 1}}));
        assertThat(outputs.mae()).isCloseTo(5 / 3.0, within(1e-12));
        assertThat(outputs.accuracy()).isNaN();
    }

    /** Indices of classes as labels, as a sparse cross-entropy has them. */
    @Test
    void indicesOfClassesAreLabelsToo() {
        DataSet all = NoisyNetworks.data(8, DataType.DOUBLE, 6);
        OutputErrors dense = new OutputErrors(OutputTask.CLASSIFICATION);
        OutputErrors sparse = new OutputErrors(OutputTask.CLASSIFICATION);
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.DOUBLE);
        var predictions = network.output(all.getFeatures());
        dense.add(all.getLabels(), predictions, null);
        sparse.add(
                all.getLabels().argMax(1).castTo(DataType.DOUBLE).reshape(6, 1), predictions, null);
        assertThat(sparse.accuracy()).isEqualTo(dense.accuracy());
        assertThat(sparse.rmse()).isNaN();
    }

    @Test
    void settingsAreChecked() {
        assertThatThrownBy(() -> EvaluationRecorder.builder().build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("heldOut");
        assertThatThrownBy(() -> EvaluationRecorder.builder().everyEpochs(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("everyEpochs is -1");
    }
}
