/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.popart.OutputScale;
import io.github.vernier.layers.popart.PopArtHead;
import io.github.vernier.layers.popart.PopArtOutputLayer;
import io.github.vernier.listeners.record.MemoryRecordSink;
import io.github.vernier.listeners.record.RecordSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

class TwinTest {

    private static MultiDataSet batch(int n) {
        return NoisyNetworks.data(5, DataType.DOUBLE, n).toMultiDataSet();
    }

    private static <T> T stream(long seed, java.util.concurrent.Callable<T> code) {
        try {
            return new RandomStream(seed).run(code);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void blocksAreTheLayersParameters() {
        for (Model model :
                List.of(
                        NoisyNetworks.chain(3, DataType.DOUBLE),
                        NoisyNetworks.graph(3, DataType.DOUBLE))) {
            Twin twin = stream(1, () -> Twin.of(model));
            long next = 0;
            List<String> trainable = new ArrayList<>();
            List<String> statistics = new ArrayList<>();
            for (ParameterBlock block : twin.blocks()) {
                assertThat(block.offset()).as(block.name()).isEqualTo(next);
                next += block.length();
                (block.trainable() ? trainable : statistics).add(block.name());
                INDArray named = parameter(model, block.layer(), block.parameter());
                long[] shape = block.shape().stream().mapToLong(Long::longValue).toArray();
                assertThat(block.of(twin.parameters()).dup().reshape(block.order(), shape))
                        .as(block.name())
                        .isEqualTo(named);
            }
            assertThat(next).isEqualTo(model.params().length());
            assertThat(statistics).allMatch(name -> name.startsWith("bn/")).hasSize(2);
            assertThat(trainable).contains("conv/W", "conv/b", "bn/gamma", "dense/W", "out/b");
        }
    }

    private static INDArray parameter(Model model, String layer, String parameter) {
        return model instanceof MultiLayerNetwork network
                ? network.getLayer(layer).getParam(parameter)
                : ((ComputationGraph) model).getLayer(layer).getParam(parameter);
    }

    @Test
    void gradientsAndLossesAreThoseOfTheNetwork() {
        MultiLayerNetwork network = NoisyNetworks.chain(3, DataType.DOUBLE);
        MultiDataSet batch = batch(6);
        Twin twin = stream(1, () -> Twin.of(network));
        INDArray measured = stream(7, () -> twin.gradient(batch).dup());
        double loss = twin.lossOfGradient();

        stream(
                7,
                () -> {
                    network.setInput(batch.getFeatures(0));
                    network.setLabels(batch.getLabels(0));
                    network.computeGradientAndScore();
                    return null;
                });
        assertThat(
                        measured.equalsWithEps(
                                network.getGradientsViewArray().reshape(1, measured.length()), 0))
                .isTrue();
        double penalty = network.calcRegularizationScore(true);
        assertThat(penalty).isPositive();
        assertThat(loss).isCloseTo(network.score() - penalty, within(1e-12));
        double evaluated = twin.loss(batch, false);
        DataSet data = new DataSet(batch.getFeatures(0), batch.getLabels(0));
        assertThat(evaluated).isCloseTo(network.score(data, false) - penalty, within(1e-12));
        assertThat(stream(7, () -> twin.loss(batch, true))).isCloseTo(loss, within(1e-12));
    }

    /** The mean of per-example losses, regularization apart, in both kinds of network. */
    @Test
    void lossIsTheMeanOverTheMinibatch() {
        for (Model model :
                List.of(
                        NoisyNetworks.chain(3, DataType.DOUBLE),
                        NoisyNetworks.graph(3, DataType.DOUBLE))) {
            Twin twin = stream(1, () -> Twin.of(model));
            double sum = 0;
            for (DataSet one : NoisyNetworks.data(5, DataType.DOUBLE, 6)) {
                sum += twin.loss(one.toMultiDataSet(), false);
            }
            assertThat(twin.loss(batch(6), false)).isCloseTo(sum / 6, within(1e-12));
        }
    }

    @Test
    void aTwinFollowsTheParametersWithoutACopy() {
        ComputationGraph network = NoisyNetworks.graph(3, DataType.DOUBLE);
        Twin twin = stream(1, () -> Twin.of(network));
        double before = twin.loss(batch(6), false);
        network.fit(NoisyNetworks.data(5, DataType.DOUBLE, 6));
        double after = twin.loss(batch(6), false);
        assertThat(after).isLessThan(before);
        assertThat(twin.parameters().data().pointer().address())
                .isEqualTo(network.params().data().pointer().address());
    }

    @Test
    void theStreamIsItsOwn() {
        Nd4j.getRandom().setSeed(3);
        INDArray expected = Nd4j.rand(DataType.DOUBLE, 8);
        Nd4j.getRandom().setSeed(3);
        RandomStream stream = new RandomStream(1);
        INDArray[] drawn = new INDArray[2];
        for (int i = 0; i < 2; i++) {
            try {
                drawn[i] = stream.run(() -> Nd4j.rand(DataType.DOUBLE, 4));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        assertThat(Nd4j.rand(DataType.DOUBLE, 8)).isEqualTo(expected);
        assertThat(drawn[0]).isNotEqualTo(drawn[1]);
        INDArray both =
                stream(
                        1,
                        () ->
                                Nd4j.concat(
                                        0,
                                        Nd4j.rand(DataType.DOUBLE, 4),
                                        Nd4j.rand(DataType.DOUBLE, 4)));
        assertThat(Nd4j.concat(0, drawn)).isEqualTo(both);
    }

    @Test
    void schedules() {
        assertThat(due(Schedule.every(4, 2), 12)).containsExactly(2, 6, 10);
        assertThat(due(Schedule.logarithmic(1), 2000)).containsExactly(0, 1, 10, 100, 1000);
        assertThat(due(Schedule.logarithmic(2), 400)).containsExactly(0, 1, 4, 10, 32, 100, 317);
        assertThat(due(Schedule.everyEpoch(), 30)).containsExactly(0, 10, 20);
        assertThat(due(Schedule.every(2).and(Schedule.every(3)), 13)).containsExactly(0, 6, 12);
        Schedule share = Schedule.timeShare(0.1);
        assertThat(share.due(new Schedule.Tick(5, 0, false, 100, 10))).isTrue();
        assertThat(share.due(new Schedule.Tick(5, 0, false, 100, 11))).isFalse();
        assertThatThrownBy(() -> Schedule.every(0)).hasMessageContaining("every 0");
        assertThatThrownBy(() -> Schedule.timeShare(1)).hasMessageContaining("time share of 1.0");
    }

    private static List<Integer> due(Schedule schedule, int iterations) {
        List<Integer> due = new ArrayList<>();
        for (int i = 0; i < iterations; i++) {
            if (schedule.due(new Schedule.Tick(i, i / 10, i % 10 == 0, 0, 0))) {
                due.add(i);
            }
        }
        return due;
    }

    /** Runs everything a twin can do at every iteration. */
    private static final class Busy extends Probe {

        private final ProbeData data;
        private final List<Double> losses = new ArrayList<>();
        private final List<Integer> epochs = new ArrayList<>();
        private final List<Model> models = new ArrayList<>();

        Busy(ProbeData data, RecordSink sink) {
            super(Schedule.every(1), List.of(sink));
            this.data = data;
        }

        @Override
        protected void atGradient(Moment now) {
            INDArray own = now.twin().gradient(data.next()).dup();
            // The training batch itself gives the training gradient but for dropout.
            INDArray same = now.twin().gradient(now.batch());
            assertThat(same.shape()).isEqualTo(now.gradient().shape());
            assertThat(own).isNotEqualTo(same);
            losses.add(now.twin().loss(data.next(), true));
            models.add(now.model());
        }

        @Override
        protected void afterUpdate(Moment now) {
            now.twin().gradient(data.next());
            losses.add(now.twin().loss(data.next(), false));
            record(
                    new io.github.vernier.listeners.record.DistillationUpdate(
                            now.iteration(), now.epoch(), null, null));
        }

        @Override
        protected void atEpochEnd(Twin twin, int epoch) {
            epochs.add(epoch);
        }
    }

    /** A head that changes weights and statistics of its own accord in each backward pass. */
    @Nested
    class BusyProbeOnPopArt extends BusyProbe {

        private static PopArtOutputLayer head() {
            return new PopArtOutputLayer.Builder().beta(0.1).name("out").nOut(3).build();
        }

        private static ConvolutionLayer first() {
            return new ConvolutionLayer.Builder(3, 3).name("conv").nOut(3).build();
        }

        @Override
        protected MultiLayerNetwork chain() {
            return NoisyNetworks.chain(1, DataType.FLOAT, first(), head());
        }

        @Override
        protected ComputationGraph graph() {
            return NoisyNetworks.graph(1, DataType.FLOAT, first(), head());
        }
    }

    @Test
    void aTwinOfAPopArtHeadHasItsStatisticsAndLeavesThem() {
        MultiLayerNetwork network =
                NoisyNetworks.chain(
                        3,
                        DataType.DOUBLE,
                        new ConvolutionLayer.Builder(3, 3).name("conv").nOut(3).build(),
                        new PopArtOutputLayer.Builder().beta(0.1).name("out").nOut(3).build());
        network.fit(NoisyNetworks.data(5, DataType.DOUBLE, 6));
        PopArtHead head = (PopArtHead) network.getOutputLayer();
        OutputScale scale = head.statistics().scale();
        assertThat(scale).isNotEqualTo(OutputScale.identity(3));
        Twin twin = stream(1, () -> Twin.of(network));
        INDArray before = network.params().dup();
        INDArray gradient = stream(7, () -> twin.gradient(batch(4)).dup());
        assertThat(gradient.norm2Number().doubleValue()).isPositive();
        assertThat(network.params()).isEqualTo(before);
        assertThat(((PopArtHead) twin.layers().get(3)).statistics().scale()).isEqualTo(scale);
        // Only the twin's: training goes on moving them.
        network.fit(NoisyNetworks.data(6, DataType.DOUBLE, 6));
        assertThat(head.statistics().scale()).isNotEqualTo(scale);
    }

    @Nested
    class BusyProbe extends ProbeContract {

        private Busy busy;

        @Override
        protected Probe probe(ProbeData data, RecordSink sink) {
            busy = new Busy(data, sink);
            return busy;
        }

        @Override
        protected void check(MemoryRecordSink records, Model model) {
            assertThat(busy.losses).hasSize(400).allMatch(Double::isFinite);
            assertThat(busy.losses.get(399)).isLessThan(busy.losses.get(1));
            assertThat(busy.epochs)
                    .isEqualTo(java.util.stream.IntStream.rangeClosed(1, 20).boxed().toList());
            assertThat(busy.getSeconds()).isPositive();
        }
    }

    /** In parallel training a probe watches one of the replicas and is called by all. */
    @Test
    void parallelTraining() {
        MultiLayerNetwork network = NoisyNetworks.chain(1, DataType.FLOAT);
        Busy busy =
                new Busy(
                        ProbeData.of(NoisyNetworks.iterator(91, DataType.FLOAT, 18)),
                        new MemoryRecordSink());
        ParallelWrapper wrapper =
                new ParallelWrapper.Builder<>(network)
                        .workers(2)
                        .averagingFrequency(1)
                        .prefetchBuffer(0)
                        .trainingMode(ParallelWrapper.TrainingMode.AVERAGING)
                        .build();
        wrapper.setListeners(busy);
        wrapper.fit(NoisyNetworks.iterator(21, DataType.FLOAT, 40));
        wrapper.shutdown();
        assertThat(busy.getFailure()).isNull();
        assertThat(busy.models).isNotEmpty();
        assertThat(busy.models.stream().distinct()).hasSize(1);
    }

    @Test
    void aProbeFollowsTheNextTraining() {
        Busy busy =
                new Busy(
                        ProbeData.of(NoisyNetworks.iterator(91, DataType.FLOAT, 18)),
                        new MemoryRecordSink());
        for (int i = 0; i < 2; i++) {
            MultiLayerNetwork network = NoisyNetworks.chain(i, DataType.FLOAT);
            network.setListeners(busy);
            network.fit(NoisyNetworks.data(21, DataType.FLOAT, 8));
        }
        assertThat(busy.models.stream().distinct()).hasSize(2);
        assertThat(busy.getFailure()).isNull();
    }

    @Test
    void theErrorNamesTheKindOfNetwork() {
        assertThatThrownBy(() -> Twin.of(NoisyNetworks.chain(1, DataType.FLOAT).getLayer(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ConvolutionLayer")
                .hasMessageContaining("expected a MultiLayerNetwork or a ComputationGraph");
    }

    @Test
    void bothGradientsNeedTheSameLayout() {
        MultiLayerNetwork network = NoisyNetworks.chain(3, DataType.DOUBLE);
        Twin twin = stream(1, () -> Twin.of(network));
        long trainable =
                twin.blocks().stream()
                        .filter(ParameterBlock::trainable)
                        .mapToLong(ParameterBlock::length)
                        .sum();
        assertThat(trainable).isEqualTo(network.numParams() - 2 * 3);
        assertThat(Arrays.asList(network.getLayers())).hasSameSizeAs(twin.layers());
    }
}
