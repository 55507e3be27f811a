/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.util.Arrays;
import java.util.Objects;
import org.bytedeco.javacpp.BytePointer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A random change of every image of a minibatch, in place.
 *
 * <p>What happens to an image depends on the seed, the epoch and the number of images seen in that
 * epoch, not on how they are cut into minibatches. Without {@link #startEpoch} the count goes on,
 * so the draws never repeat.
 *
 * <p>Features are {@code [n, c, h, w]} or {@code [n, h, w, c]}, of any floating-point type, with
 * any strides; an array whose memory is not plain row-major is copied once per minibatch.
 */
abstract class RandomImageTransform implements DataSetPreProcessor, EpochAware {

    private static final long serialVersionUID = 1L;

    private final long seed;
    private final CNN2DFormat format;
    private int epoch;
    private long example;
    private transient byte[] before = {};
    private transient byte[] after = {};

    RandomImageTransform(long seed, CNN2DFormat format) {
        this.seed = seed;
        this.format = Objects.requireNonNull(format, "format");
    }

    /**
     * Transforms one image.
     *
     * @param raster layout of both arrays
     * @param before the image
     * @param after what it becomes; holds a copy of it
     * @param random this image's own stream
     */
    abstract void transform(Raster raster, byte[] before, byte[] after, SplitMix64 random);

    @Override
    public final void startEpoch(int epoch) {
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch " + epoch + ": expected at least 0");
        }
        this.epoch = epoch;
        example = 0;
    }

    /** Draws again what was drawn since this object was made. */
    public final void reset() {
        startEpoch(0);
    }

    /**
     * Transforms the features of a minibatch in place.
     *
     * @throws IllegalArgumentException if they are not of rank 4 and of a floating-point type
     */
    @Override
    public final void preProcess(DataSet batch) {
        INDArray features = batch.getFeatures();
        check(features);
        if (isPlain(features)) {
            transformAll(features);
            return;
        }
        INDArray plain = features.dup('c');
        transformAll(plain);
        features.assign(plain);
        // Inside a workspace the copy belongs to that, and must not be closed.
        if (plain.closeable()) {
            plain.close();
        }
    }

    private void check(INDArray features) {
        String name = getClass().getSimpleName();
        if (features == null) {
            throw new IllegalArgumentException(name + ": minibatch without features");
        }
        if (features.rank() != 4) {
            throw new IllegalArgumentException(
                    name
                            + ": features of shape "
                            + Arrays.toString(features.shape())
                            + ": expected 4 dimensions, "
                            + format.dimensionNames());
        }
        if (!features.dataType().isFPType()) {
            throw new IllegalArgumentException(
                    name
                            + ": features of type "
                            + features.dataType()
                            + ": expected a floating-point type");
        }
    }

    private static boolean isPlain(INDArray array) {
        return array.ordering() == 'c'
                && !array.isView()
                && array.offset() == 0
                && Shape.hasDefaultStridesForShape(array);
    }

    private void transformAll(INDArray features) {
        Raster raster = Raster.of(features.shape(), format, features.dataType().width());
        int length = raster.bytes();
        if (before == null || before.length != length) {
            before = new byte[length];
            after = new byte[length];
        }
        // A GPU backend may hold the newer copy on the device; on the CPU these do nothing.
        Nd4j.getAffinityManager().ensureLocation(features, Location.HOST);
        try (BytePointer memory = new BytePointer(features.data().addressPointer())) {
            for (long i = 0; i < features.size(0); i++) {
                memory.position(i * length).get(before, 0, length);
                System.arraycopy(before, 0, after, 0, length);
                transform(raster, before, after, SplitMix64.stream(seed, salt(), epoch, example++));
                memory.position(i * length).put(after, 0, length);
            }
        }
        Nd4j.getAffinityManager().tagLocation(features, Location.HOST);
    }

    /** Keeps transforms that were given the same seed independent of each other. */
    private long salt() {
        return getClass().getSimpleName().hashCode();
    }
}
