/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.util.Arrays;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.params.provider.Arguments;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The ways a minibatch can lie in memory. */
enum Layouts {
    PLAIN {
        @Override
        INDArray lay(INDArray values) {
            return values.dup('c');
        }
    },
    /** Rows 1 … n of a bigger batch, as {@code getRange} or a split makes. */
    ROWS_OF_A_BATCH {
        @Override
        INDArray lay(INDArray values) {
            long[] shape = values.shape().clone();
            shape[0] += 2;
            INDArray all = Nd4j.valueArrayOf(shape, 7.0, values.dataType());
            INDArray view = all.get(NDArrayIndex.interval(1, shape[0] - 1));
            view.assign(values);
            return view;
        }
    },
    /** Stored in the order of the other format. */
    PERMUTED {
        @Override
        INDArray lay(INDArray values) {
            return values.permute(0, 2, 3, 1).dup('c').permute(0, 3, 1, 2);
        }
    },
    /** Column-major. */
    FORTRAN {
        @Override
        INDArray lay(INDArray values) {
            return values.dup('f');
        }
    },
    /** Every second column of wider images. */
    STRIDED {
        @Override
        INDArray lay(INDArray values) {
            long[] shape = values.shape().clone();
            shape[3] *= 2;
            INDArray wide = Nd4j.valueArrayOf(shape, 7.0, values.dataType());
            INDArray view =
                    wide.get(
                            NDArrayIndex.all(),
                            NDArrayIndex.all(),
                            NDArrayIndex.all(),
                            NDArrayIndex.interval(0, 2, shape[3]));
            view.assign(values);
            return view;
        }
    };

    /** The same values in this layout. */
    abstract INDArray lay(INDArray values);

    static Stream<Arguments> withFormatsAndTypes() {
        Stream.Builder<Arguments> all = Stream.builder();
        for (Layouts layout : values()) {
            for (CNN2DFormat format : CNN2DFormat.values()) {
                all.add(Arguments.of(layout, format, DataType.FLOAT));
                all.add(Arguments.of(layout, format, DataType.DOUBLE));
            }
        }
        return all.build();
    }

    /** Channels-first values in another format. */
    static INDArray to(CNN2DFormat format, INDArray nchw) {
        return format == CNN2DFormat.NCHW ? nchw : nchw.permute(0, 2, 3, 1);
    }

    /** Values in a format as channels-first, in plain memory. */
    static INDArray from(CNN2DFormat format, INDArray values) {
        return (format == CNN2DFormat.NCHW ? values : values.permute(0, 3, 1, 2)).dup('c');
    }

    /** Runs a preprocessor in place on the array itself. */
    static void apply(DataSetPreProcessor preProcessor, INDArray features) {
        preProcessor.preProcess(new DataSet(features, Nd4j.ones(features.size(0), 1)));
    }

    /** The values of example {@code n} as {@code [c][h][w]}. */
    static double[][][] image(INDArray nchw, int n) {
        double[] flat = nchw.slice(n).dup('c').ravel().toDoubleVector();
        int channels = (int) nchw.size(1);
        int height = (int) nchw.size(2);
        int width = (int) nchw.size(3);
        double[][][] image = new double[channels][height][width];
        for (int i = 0; i < flat.length; i++) {
            image[i / width / height][i / width % height][i % width] = flat[i];
        }
        return image;
    }

    /** Distinct values in every pixel, none of them 0. */
    static INDArray distinct(DataType type, long... shape) {
        long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        return Nd4j.arange(1, length + 1).castTo(type).reshape('c', shape);
    }
}
