/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.util.List;
import java.util.NoSuchElementException;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Minibatches of an {@link ImageSet}: features {@code [n, c, h, w]} in float, byte value / 255, so
 * black is 0 and white is 1; labels {@code [n, classes]} one-hot.
 *
 * <p>The last batch of an epoch holds what is left over. {@link #reset()} begins the next epoch if
 * anything of the current one was taken, and is otherwise without effect: the trainer may call it
 * as often as it likes. The order of an epoch depends on the seed and the epoch's number only.
 *
 * <p>A preprocessor that is {@link EpochAware} is told every epoch's number.
 */
public final class ImageIterator implements DataSetIterator, EpochAware {

    private static final long serialVersionUID = 1L;

    private static final long ORDER = 0x6F72646572L;
    private static final float[] UNIT_INTERVAL = unitInterval();

    /** How the images of an epoch follow each other. */
    private enum Order {
        STORED,
        SHUFFLED
    }

    private final ImageSet images;
    // An array, because List is not declared serializable and the interface is.
    private final String[] labelNames;
    private final int batch;
    private final Order order;
    private final long seed;
    private final int[] indices;

    private DataSetPreProcessor preProcessor;
    private int epoch;
    private int position;

    private ImageIterator(
            ImageSet images, List<String> labelNames, int batch, Order order, long seed) {
        if (batch < 1) {
            throw new IllegalArgumentException("batch " + batch + ": expected at least 1");
        }
        this.images = images;
        this.labelNames = labelNames.toArray(String[]::new);
        this.batch = batch;
        this.order = order;
        this.seed = seed;
        this.indices = new int[images.size()];
        startEpoch(0);
    }

    /**
     * Every epoch in the stored order.
     *
     * @param images what to iterate over
     * @param labelNames one name per class
     * @param batch examples per minibatch
     * @throws IllegalArgumentException if {@code batch} is not positive
     */
    public static ImageIterator inOrder(ImageSet images, List<String> labelNames, int batch) {
        return new ImageIterator(images, labelNames, batch, Order.STORED, 0);
    }

    /**
     * Every epoch in another random order.
     *
     * @param images what to iterate over
     * @param labelNames one name per class
     * @param batch examples per minibatch
     * @param seed of the orders
     * @throws IllegalArgumentException if {@code batch} is not positive
     */
    public static ImageIterator shuffled(
            ImageSet images, List<String> labelNames, int batch, long seed) {
        return new ImageIterator(images, labelNames, batch, Order.SHUFFLED, seed);
    }

    private static float[] unitInterval() {
        float[] table = new float[256];
        for (int i = 0; i < table.length; i++) {
            table[i] = i / 255f;
        }
        return table;
    }

    @Override
    public void startEpoch(int epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch " + epoch + ": expected at least 0");
        }
        this.epoch = epoch;
        position = 0;
        // From the stored order, not from the last one: epoch 7 is the same whether or not
        // epochs 0 to 6 were run before.
        for (int i = 0; i < indices.length; i++) {
            indices[i] = i;
        }
        if (order == Order.SHUFFLED) {
            SplitMix64.stream(seed, ORDER, epoch).shuffle(indices);
        }
        tellEpoch();
    }

    private void tellEpoch() {
        if (preProcessor instanceof EpochAware aware) {
            aware.startEpoch(epoch);
        }
    }

    /** Number of the current epoch, from 0. */
    public int epoch() {
        return epoch;
    }

    @Override
    public boolean hasNext() {
        return position < indices.length;
    }

    @Override
    public DataSet next() {
        return next(batch);
    }

    @Override
    public DataSet next(int count) {
        if (!hasNext()) {
            throw new NoSuchElementException(
                    "epoch " + epoch + " is over after " + indices.length + " examples");
        }
        int n = Math.min(count, indices.length - position);
        ImageShape shape = images.shape();
        int classes = labelNames.length;
        float[] features = new float[n * shape.size()];
        float[] labels = new float[n * classes];
        for (int i = 0; i < n; i++) {
            int index = indices[position++];
            images.convert(index, UNIT_INTERVAL, features, i * shape.size());
            labels[i * classes + images.label(index)] = 1;
        }
        long[] featuresShape = {n, shape.channels(), shape.height(), shape.width()};
        DataSet result =
                new DataSet(
                        Nd4j.create(features, featuresShape, 'c'),
                        Nd4j.create(labels, new long[] {n, classes}, 'c'));
        result.setLabelNames(getLabels());
        if (preProcessor != null) {
            preProcessor.preProcess(result);
        }
        return result;
    }

    @Override
    public void reset() {
        if (position > 0) {
            startEpoch(epoch + 1);
        }
    }

    @Override
    public boolean resetSupported() {
        return true;
    }

    /** False: a prefetching thread would make the epoch's number depend on its speed. */
    @Override
    public boolean asyncSupported() {
        return false;
    }

    @Override
    public int inputColumns() {
        return images.shape().size();
    }

    @Override
    public int totalOutcomes() {
        return labelNames.length;
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public void setPreProcessor(DataSetPreProcessor preProcessor) {
        this.preProcessor = preProcessor;
        tellEpoch();
    }

    @Override
    public DataSetPreProcessor getPreProcessor() {
        return preProcessor;
    }

    @Override
    public List<String> getLabels() {
        return List.of(labelNames);
    }
}
