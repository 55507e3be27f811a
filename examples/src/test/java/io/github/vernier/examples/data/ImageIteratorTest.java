/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;

class ImageIteratorTest {

    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final int COUNT = 10;

    /** Image i has two channels of 1x2; its first value is i, then 100, 200, 255; label i mod 3. */
    private static ImageSet images() {
        byte[] pixels = new byte[COUNT * 4];
        byte[] labels = new byte[COUNT];
        for (int i = 0; i < COUNT; i++) {
            pixels[4 * i] = (byte) i;
            pixels[4 * i + 1] = 100;
            pixels[4 * i + 2] = (byte) 200;
            pixels[4 * i + 3] = (byte) 255;
            labels[i] = (byte) (i % 3);
        }
        return new ImageSet(new ImageShape(2, 1, 2), pixels, labels);
    }

    private static List<Integer> epoch(ImageIterator iterator) {
        List<Integer> order = new ArrayList<>();
        while (iterator.hasNext()) {
            DataSet batch = iterator.next();
            for (int i = 0; i < batch.numExamples(); i++) {
                int index = Math.round(batch.getFeatures().getFloat(i, 0, 0, 0) * 255);
                assertThat(batch.getLabels().getFloat(i, index % 3)).isEqualTo(1f);
                order.add(index);
            }
        }
        return order;
    }

    @Test
    void convertsBytesToTheUnitIntervalChannelsFirst() {
        DataSet batch = ImageIterator.inOrder(images(), NAMES, 3).next();
        assertThat(batch.getFeatures().dataType()).isEqualTo(DataType.FLOAT);
        assertThat(batch.getFeatures().shape()).containsExactly(3, 2, 1, 2);
        assertThat(batch.getFeatures().slice(2).ravel().toFloatVector())
                .containsExactly(2 / 255f, 100 / 255f, 200 / 255f, 1f);
        assertThat(batch.getLabels().toFloatMatrix())
                .isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}});
        assertThat(batch.getLabelNamesList()).isEqualTo(NAMES);
    }

    @Test
    void lastBatchHoldsWhatIsLeft() {
        ImageIterator iterator = ImageIterator.inOrder(images(), NAMES, 4);
        assertThat(iterator.next().numExamples()).isEqualTo(4);
        assertThat(iterator.next().numExamples()).isEqualTo(4);
        assertThat(iterator.next().numExamples()).isEqualTo(2);
        assertThat(iterator.hasNext()).isFalse();
        assertThatThrownBy(iterator::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("epoch 0 is over after 10 examples");
    }

    @Test
    void storedOrderStays() {
        ImageIterator iterator = ImageIterator.inOrder(images(), NAMES, 4);
        List<Integer> stored = IntStream.range(0, COUNT).boxed().toList();
        assertThat(epoch(iterator)).isEqualTo(stored);
        iterator.reset();
        assertThat(epoch(iterator)).isEqualTo(stored);
    }

    @Test
    void shuffledOrderIsAnotherOneEveryEpochAndDependsOnTheSeed() {
        ImageIterator iterator = ImageIterator.shuffled(images(), NAMES, 4, 1);
        List<List<Integer>> orders = new ArrayList<>();
        for (int e = 0; e < 4; e++) {
            assertThat(iterator.epoch()).isEqualTo(e);
            orders.add(epoch(iterator));
            iterator.reset();
        }
        assertThat(orders).doesNotHaveDuplicates();
        assertThat(orders)
                .allSatisfy(
                        order ->
                                assertThat(order)
                                        .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        // Another batch size does not matter, and any epoch can be gone to directly.
        ImageIterator resumed = ImageIterator.shuffled(images(), NAMES, 3, 1);
        resumed.startEpoch(2);
        assertThat(epoch(resumed)).isEqualTo(orders.get(2));
        assertThat(epoch(ImageIterator.shuffled(images(), NAMES, 4, 2))).isNotIn(orders);
    }

    @Test
    void resetBeforeTheFirstBatchChangesNothing() {
        ImageIterator iterator = ImageIterator.shuffled(images(), NAMES, 4, 1);
        List<Integer> first = epoch(iterator);
        ImageIterator again = ImageIterator.shuffled(images(), NAMES, 4, 1);
        again.reset();
        again.reset();
        assertThat(again.epoch()).isZero();
        assertThat(epoch(again)).isEqualTo(first);
        again.reset();
        again.next();
        again.reset();
        assertThat(again.epoch()).isEqualTo(2);
    }

    @Test
    void trainerGoesThroughOneEpochPerFit() {
        var conf =
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .list()
                        .layer(new OutputLayer.Builder().nOut(3).build())
                        .setInputType(InputType.convolutional(1, 2, 2))
                        .build();
        MultiLayerNetwork network = new MultiLayerNetwork(conf);
        network.init();
        ImageIterator iterator = ImageIterator.shuffled(images(), NAMES, 4, 1);
        network.fit(iterator, 2);
        network.fit(iterator);
        assertThat(iterator.epoch()).isEqualTo(2);
        assertThat(network.getIterationCount()).isEqualTo(9);
    }

    @Test
    void tellsThePreprocessorAboutEpochs() {
        List<Integer> told = new ArrayList<>();
        record Listening(ArrayList<Integer> told) implements DataSetPreProcessor, EpochAware {
            @Override
            public void preProcess(org.nd4j.linalg.dataset.api.DataSet batch) {
                told.add(-1);
            }

            @Override
            public void startEpoch(int epoch) {
                told.add(epoch);
            }
        }
        Listening listening = new Listening(new ArrayList<>());
        ImageIterator iterator = ImageIterator.inOrder(images(), NAMES, 10);
        iterator.setPreProcessor(PreProcessorChain.of(batch -> told.add(1), listening));
        iterator.next();
        iterator.reset();
        iterator.next();
        assertThat(listening.told()).containsExactly(0, -1, 1, -1);
        assertThat(told).hasSize(2);
    }

    @Test
    void describesItself() {
        ImageIterator iterator = ImageIterator.inOrder(images(), NAMES, 4);
        assertThat(iterator.inputColumns()).isEqualTo(4);
        assertThat(iterator.totalOutcomes()).isEqualTo(3);
        assertThat(iterator.batch()).isEqualTo(4);
        assertThat(iterator.getLabels()).isEqualTo(NAMES);
        assertThat(iterator.next(7).numExamples()).isEqualTo(7);
        assertThatThrownBy(() -> ImageIterator.inOrder(images(), NAMES, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("batch 0: expected at least 1");
    }
}
