/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.AsyncDataSetIterator;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Iterators that know their examples' indices: examples carry their index as a feature. */
class IteratorsTest {

    private static final int EXAMPLES = 10;

    private static DataSet data() {
        INDArray x = Nd4j.create(DataType.FLOAT, EXAMPLES, 2);
        INDArray y = Nd4j.zeros(DataType.FLOAT, EXAMPLES, 3);
        for (int i = 0; i < EXAMPLES; i++) {
            x.putScalar(i, 0, i);
            x.putScalar(i, 1, -i);
            y.putScalar(i, i % 3, 1);
        }
        return new DataSet(x, y);
    }

    private static int[] written(DataSet batch) {
        return batch.getFeatures().getColumn(0).toIntVector();
    }

    private static NumberedDataSetIterator numbered() {
        return new NumberedDataSetIterator(new ListDataSetIterator<>(data().asList(), 4), EXAMPLES);
    }

    static Stream<IndexedDataSetIterator> iterators() {
        return Stream.of(
                numbered(),
                new SampledDataSetIterator(data(), 4, Sampler.inOrder(EXAMPLES)),
                new SampledDataSetIterator(data(), 4, Sampler.shuffled(EXAMPLES, 5)),
                new SampledDataSetIterator(data(), 4, new StratifiedSampler(EXAMPLES, 5)));
    }

    @ParameterizedTest
    @MethodSource("iterators")
    void indicesStayWithExamplesInEveryEpoch(IndexedDataSetIterator iterator) {
        assertThatThrownBy(iterator::indices).hasMessageContaining("no minibatch yet");
        for (int epoch = 0; epoch < 3; epoch++) {
            List<Integer> seen = new ArrayList<>();
            while (iterator.hasNext()) {
                DataSet batch = iterator.next();
                assertThat(iterator.indices()).containsExactly(written(batch));
                assertThat(IndexedDataSetIterator.indicesOf(batch)).containsExactly(written(batch));
                assertThat(batch.getLabels().argMax(1).toIntVector())
                        .containsExactly(IntStream.of(written(batch)).map(i -> i % 3).toArray());
                IntStream.of(iterator.indices()).forEach(seen::add);
            }
            assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
            // DL4J resets as it likes, also before anything is taken.
            iterator.reset();
            iterator.reset();
        }
        assertThat(iterator.examples()).isEqualTo(EXAMPLES);
        assertThat(iterator.resetSupported()).isTrue();
        assertThat(iterator.asyncSupported()).isFalse();
        assertThat(iterator.batch()).isEqualTo(4);
        assertThat(iterator.totalOutcomes()).isEqualTo(3);
        assertThat(iterator.inputColumns()).isEqualTo(2);
    }

    @Test
    void shufflesAnewEveryEpochAndAlikeForASeed() {
        IndexedDataSetIterator one =
                new SampledDataSetIterator(data(), 10, Sampler.shuffled(EXAMPLES, 5));
        IndexedDataSetIterator same =
                new SampledDataSetIterator(data(), 10, Sampler.shuffled(EXAMPLES, 5));
        int[] first = written(one.next());
        assertThat(written(same.next())).containsExactly(first);
        one.reset();
        assertThat(written(one.next())).isNotEqualTo(first);
    }

    @Test
    void aResetBeforeTheEndBeginsANewEpoch() {
        IndexedDataSetIterator iterator =
                new SampledDataSetIterator(data(), 4, Sampler.inOrder(EXAMPLES));
        iterator.next();
        iterator.reset();
        assertThat(written(iterator.next(3))).containsExactly(0, 1, 2);
        assertThat(written(iterator.next())).containsExactly(3, 4, 5, 6);
    }

    @Test
    void indicesInTheMinibatchHoldThroughPrefetching() {
        IndexedDataSetIterator source =
                new SampledDataSetIterator(data(), 3, Sampler.shuffled(EXAMPLES, 7));
        AsyncDataSetIterator async = new AsyncDataSetIterator(source, 2);
        int batches = 0;
        while (async.hasNext()) {
            DataSet batch = async.next();
            assertThat(IndexedDataSetIterator.indicesOf(batch)).containsExactly(written(batch));
            batches++;
        }
        async.shutdown();
        assertThat(batches).isEqualTo(4);
    }

    private static NeuralNetConfiguration.Builder configuration() {
        return new NeuralNetConfiguration.Builder().seed(1).updater(new Sgd(0.01));
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(2)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build();
    }

    /** In stock fit, the current minibatch of the iterator is that in training. */
    private static final class Indices extends BaseTrainingListener {

        private final IndexedDataSetIterator training;
        private int seen;

        Indices(IndexedDataSetIterator training) {
            this.training = training;
        }

        @Override
        public void onGradientCalculation(Model model) {
            INDArray input =
                    model instanceof MultiLayerNetwork network
                            ? network.getInput()
                            : ((ComputationGraph) model).getInput(0);
            assertThat(input.getColumn(0).toIntVector()).containsExactly(training.indices());
            seen++;
        }
    }

    @ParameterizedTest
    @MethodSource("iterators")
    void stockFitOfALayerListIsAtTheCurrentMinibatch(IndexedDataSetIterator iterator) {
        MultiLayerNetwork network =
                new MultiLayerNetwork(configuration().list().layer(output()).build());
        network.init();
        Indices indices = new Indices(iterator);
        network.setListeners(indices);
        network.fit(iterator, 3);
        assertThat(indices.seen).isEqualTo(9);
        assertThat(network.getIterationCount()).isEqualTo(9);
    }

    @ParameterizedTest
    @MethodSource("iterators")
    void stockFitOfAGraphIsAtTheCurrentMinibatch(IndexedDataSetIterator iterator) {
        ComputationGraph network =
                new ComputationGraph(
                        configuration()
                                .graphBuilder()
                                .addInputs("in")
                                .addLayer("out", output(), "in")
                                .setOutputs("out")
                                .build());
        network.init();
        Indices indices = new Indices(iterator);
        network.setListeners(indices);
        network.fit(iterator, 3);
        assertThat(indices.seen).isEqualTo(9);
    }

    @Test
    void featuresOfAnyRankAndMasksAreTaken() {
        INDArray x = Nd4j.arange(EXAMPLES * 6).castTo(DataType.FLOAT).reshape(EXAMPLES, 2, 3);
        INDArray mask = Nd4j.arange(EXAMPLES * 3).castTo(DataType.FLOAT).reshape(EXAMPLES, 3);
        // Not in C order, as arrays that were permuted are.
        DataSet data =
                new DataSet(x.dup('f'), x.mul(2).dup('f'), mask.dup('f'), mask.add(1).dup('f'));
        IndexedDataSetIterator iterator =
                new SampledDataSetIterator(data, 4, Sampler.shuffled(EXAMPLES, 2));
        while (iterator.hasNext()) {
            DataSet batch = iterator.next();
            int[] indices = iterator.indices();
            for (int i = 0; i < indices.length; i++) {
                assertThat(batch.getFeatures().slice(i)).isEqualTo(x.slice(indices[i]));
                assertThat(batch.getLabels().slice(i)).isEqualTo(x.slice(indices[i]).mul(2));
                assertThat(batch.getFeaturesMaskArray().slice(i)).isEqualTo(mask.slice(indices[i]));
                assertThat(batch.getLabelsMaskArray().slice(i))
                        .isEqualTo(mask.slice(indices[i]).add(1));
            }
        }
    }

    @Test
    void aPreProcessorSeesMinibatchesAndLeavesTheDataAlone() {
        DataSet data = data();
        NormalizerStandardize normalizer = new NormalizerStandardize();
        normalizer.fit(data);
        SampledDataSetIterator iterator =
                new SampledDataSetIterator(data, EXAMPLES, Sampler.inOrder(EXAMPLES));
        iterator.setPreProcessor(normalizer);
        assertThat(iterator.getPreProcessor()).isSameAs(normalizer);
        assertThat(iterator.next().getFeatures().meanNumber().doubleValue()).isBetween(-1e-6, 1e-6);
        assertThat(written(data)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void loadTakesAllOfAnIterator() {
        DataSet all = SampledDataSetIterator.load(new ListDataSetIterator<>(data().asList(), 3));
        assertThat(written(all)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThatThrownBy(
                        () -> SampledDataSetIterator.load(new ListDataSetIterator<>(List.of(), 3)))
                .hasMessageContaining("no example");
    }

    @Test
    void epochsOfAnotherLengthAreNoticed() {
        NumberedDataSetIterator less =
                new NumberedDataSetIterator(new ListDataSetIterator<>(data().asList(), 4), 11);
        for (int i = 0; i < 3; i++) {
            less.next();
        }
        assertThatThrownBy(less::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("given 10 examples in an epoch, expected 11");
        NumberedDataSetIterator more =
                new NumberedDataSetIterator(new ListDataSetIterator<>(data().asList(), 4), 7);
        more.next();
        assertThatThrownBy(more::next)
                .hasMessageContaining("given 8 examples in an epoch, expected 7");
    }

    @Test
    void metaDataOfExamplesAreKept() {
        DataSet batch = data();
        batch.setExampleMetaData(List.of("a", "b"));
        ExampleIndex.put(batch, new int[] {4, 6});
        assertThat(batch.getExampleMetaData())
                .containsExactly(new ExampleIndex(4, "a"), new ExampleIndex(6, "b"));
    }

    @Test
    void samplersSurviveSerialization() throws Exception {
        StratifiedSampler sampler = new StratifiedSampler(EXAMPLES, 5);
        sampler.setStrata(0, 0, 0, 0, 0, 1, 1, 1, 2, 2);
        sampler.startEpoch();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(sampler);
        StratifiedSampler copy =
                (StratifiedSampler)
                        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))
                                .readObject();
        Sampler.Draw expected = sampler.next(6);
        Sampler.Draw actual = copy.next(6);
        assertThat(actual.examples()).containsExactly(expected.examples());
        assertThat(actual.weights()).containsExactly(expected.weights());
    }

    @Test
    void whatDoesNotFit() {
        assertThatThrownBy(
                        () -> new SampledDataSetIterator(data(), 4, Sampler.inOrder(EXAMPLES + 1)))
                .hasMessageContaining("sampler has 11 examples, expected 10");
        assertThatThrownBy(() -> new SampledDataSetIterator(data(), 0, Sampler.inOrder(EXAMPLES)))
                .hasMessageContaining("batch is 0");
        assertThatThrownBy(() -> Sampler.inOrder(0)).hasMessageContaining("0 examples");
        assertThatThrownBy(() -> new StratifiedSampler(0, 1)).hasMessageContaining("0 examples");
        assertThatThrownBy(() -> new NumberedDataSetIterator(numbered(), 0))
                .hasMessageContaining("0 examples");
        assertThatThrownBy(() -> IndexedDataSetIterator.indicesOf(data()))
                .hasMessageContaining("minibatch of 10 examples has no indices");
        Sampler over = Sampler.inOrder(2);
        over.startEpoch();
        assertThat(over.next(5).examples()).containsExactly(0, 1);
        assertThatThrownBy(() -> over.next(1)).isInstanceOf(NoSuchElementException.class);
        assertThat(over.hasNext()).isFalse();
    }
}
