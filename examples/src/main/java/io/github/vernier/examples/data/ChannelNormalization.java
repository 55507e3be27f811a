/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.util.Arrays;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Normalizes images channel by channel, in place: {@code out = (in - mean_c) / std_c}.
 *
 * <p>Constants are in the units of {@link ImageIterator}: 0 is black, 1 is white.
 */
public final class ChannelNormalization implements DataSetPreProcessor {

    private static final long serialVersionUID = 1L;

    private final double[] mean;
    private final double[] std;
    private final CNN2DFormat format;

    private ChannelNormalization(double[] mean, double[] std, CNN2DFormat format) {
        this.mean = mean;
        this.std = std;
        this.format = Objects.requireNonNull(format, "format");
    }

    /**
     * Given constants, for images with channels first.
     *
     * @param mean one per channel
     * @param std one per channel, positive
     * @throws IllegalArgumentException if the lengths differ or a value is not finite or a {@code
     *     std} not positive
     */
    public static ChannelNormalization of(double[] mean, double[] std) {
        if (mean.length == 0 || mean.length != std.length) {
            throw new IllegalArgumentException(
                    mean.length + " means and " + std.length + " stds: expected one per channel");
        }
        for (int c = 0; c < mean.length; c++) {
            if (!Double.isFinite(mean[c]) || !Double.isFinite(std[c]) || std[c] <= 0) {
                throw new IllegalArgumentException(
                        "channel "
                                + c
                                + ": mean "
                                + mean[c]
                                + ", std "
                                + std[c]
                                + ": expected finite numbers and a positive std");
            }
        }
        return new ChannelNormalization(mean.clone(), std.clone(), CNN2DFormat.NCHW);
    }

    /**
     * CIFAR-10: mean (.4914, .4822, .4465), std (.2023, .1994, .2010).
     *
     * <p>The stds are means of per-image stds, not the set's (.2470, .2435, .2616); they are what
     * the published wide residual networks were trained with. Source: kuangliu/pytorch-cifar,
     * main.py.
     */
    public static ChannelNormalization cifar10() {
        return of(new double[] {.4914, .4822, .4465}, new double[] {.2023, .1994, .2010});
    }

    /** CIFAR-10 as normalized for DARTS. Source: quark0/darts, cnn/utils.py. */
    public static ChannelNormalization darts() {
        return of(
                new double[] {0.49139968, 0.48215827, 0.44653124},
                new double[] {0.24703233, 0.24348505, 0.26158768});
    }

    /** MNIST: mean .1307, std .3081. Source: pytorch/examples, mnist/main.py. */
    public static ChannelNormalization mnist() {
        return of(new double[] {.1307}, new double[] {.3081});
    }

    /**
     * Measured over one epoch of an iterator with channels first, in double precision; std is the
     * population's. The iterator is reset before and after, so give it one of its own: a training
     * iterator would begin at its second epoch.
     *
     * @param data features {@code [n, c, h, w]}; if it has a preprocessor, what that makes is
     *     measured
     * @throws IllegalArgumentException if there is no data, if it is not of rank 4, or if a channel
     *     is constant
     */
    public static ChannelNormalization fit(DataSetIterator data) {
        data.reset();
        Moments moments = new Moments();
        while (data.hasNext()) {
            moments.add(data.next().getFeatures());
        }
        data.reset();
        return moments.toNormalization();
    }

    /** Sums of values and of squares per channel. */
    private static final class Moments {
        private double[] sum = {};
        private double[] sumOfSquares = {};
        private double count;

        void add(INDArray features) {
            checkRank(features, CNN2DFormat.NCHW);
            INDArray values = features.castTo(DataType.DOUBLE);
            double[] sums = values.sum(0, 2, 3).toDoubleVector();
            double[] norms = values.norm2(0, 2, 3).toDoubleVector();
            if (values != features && values.closeable()) {
                values.close();
            }
            if (count == 0) {
                sum = new double[sums.length];
                sumOfSquares = new double[sums.length];
            }
            for (int c = 0; c < sums.length; c++) {
                sum[c] += sums[c];
                sumOfSquares[c] += norms[c] * norms[c];
            }
            count += (double) features.length() / sums.length;
        }

        ChannelNormalization toNormalization() {
            if (count == 0) {
                throw new IllegalArgumentException("no examples: expected at least one");
            }
            double[] mean = new double[sum.length];
            double[] std = new double[sum.length];
            for (int c = 0; c < sum.length; c++) {
                mean[c] = sum[c] / count;
                std[c] = Math.sqrt(Math.max(0, sumOfSquares[c] / count - mean[c] * mean[c]));
            }
            return of(mean, std);
        }
    }

    /** The same constants for images in another layout. */
    public ChannelNormalization format(CNN2DFormat layout) {
        return new ChannelNormalization(mean, std, layout);
    }

    /** Mean of every channel. */
    public double[] mean() {
        return mean.clone();
    }

    /** Standard deviation of every channel. */
    public double[] std() {
        return std.clone();
    }

    /**
     * Normalizes the features of a minibatch in place.
     *
     * @throws IllegalArgumentException if they are not of rank 4 or have another number of channels
     */
    @Override
    public void preProcess(DataSet batch) {
        INDArray features = batch.getFeatures();
        int dimension = channelDimension(features);
        Broadcast.sub(features, vector(mean, features.dataType()), features, dimension);
        Broadcast.div(features, vector(std, features.dataType()), features, dimension);
    }

    /**
     * The inverse, for display: a new array {@code features · std_c + mean_c}, not clipped.
     *
     * @param features normalized images
     * @throws IllegalArgumentException if they are not of rank 4 or have another number of channels
     */
    public INDArray denormalize(INDArray features) {
        int dimension = channelDimension(features);
        INDArray image = features.dup('c');
        Broadcast.mul(image, vector(std, image.dataType()), image, dimension);
        Broadcast.add(image, vector(mean, image.dataType()), image, dimension);
        return image;
    }

    private int channelDimension(INDArray features) {
        checkRank(features, format);
        int dimension = format == CNN2DFormat.NCHW ? 1 : 3;
        if (features.size(dimension) != mean.length) {
            throw new IllegalArgumentException(
                    "features of shape "
                            + Arrays.toString(features.shape())
                            + ", "
                            + format.dimensionNames()
                            + ": expected "
                            + mean.length
                            + " channels");
        }
        return dimension;
    }

    private static void checkRank(INDArray features, CNN2DFormat format) {
        if (features.rank() != 4) {
            throw new IllegalArgumentException(
                    "features of shape "
                            + Arrays.toString(features.shape())
                            + ": expected 4 dimensions, "
                            + format.dimensionNames());
        }
    }

    private static INDArray vector(double[] values, DataType type) {
        return Nd4j.createFromArray(values).castTo(type);
    }
}
