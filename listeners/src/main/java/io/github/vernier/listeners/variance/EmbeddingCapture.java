/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Embedding layers: example i's gradient is δ_i in the row its index names. */
final class EmbeddingCapture extends LayerCapture {

    private final HostCopy host = new HostCopy();
    private INDArray deltas;
    private double[] square = {};
    private double[] sum = {};

    EmbeddingCapture(Layer layer, List<ParameterBlock> blocks) {
        super(layer, blocks);
    }

    @Override
    void take(INDArray input, INDArray delta, ExampleSums into) {
        int n = into.examples();
        int outs = Math.toIntExact(delta.size(1));
        deltas = sized(deltas, n, outs).assign(delta);
        INDArray mask = layer().getMaskArray();
        if (mask != null && mask.length() == n) {
            deltas.muliColumnVector(mask.reshape(n, 1).castTo(deltas.dataType()));
        }
        double[] d = new double[n * outs];
        host.read(deltas, 0, d, d.length);
        int[] rows = input.reshape(n).toIntVector();
        weight(rows, d, outs, into);
        ParameterBlock bias = block(DefaultParamInitializer.BIAS_KEY);
        if (bias != null) {
            into.addRows(d, outs, bias.offset());
        }
    }

    private void weight(int[] rows, double[] d, int outs, ExampleSums into) {
        ParameterBlock weight = block(DefaultParamInitializer.WEIGHT_KEY);
        int width = Math.toIntExact(weight.length());
        int words = width / outs;
        boolean byRow = weight.order() == 'c';
        int step = byRow ? 1 : words;
        square = clear(square, width);
        sum = clear(sum, width);
        for (int i = 0; i < rows.length; i++) {
            int at = byRow ? rows[i] * outs : rows[i];
            for (int o = 0; o < outs; o++, at += step) {
                double g = d[i * outs + o];
                sum[at] += g;
                square[at] += g * g;
            }
        }
        into.putSecondMoments(weight.offset(), square, width);
        for (int i = 0; i < rows.length; i++) {
            double norm = 0;
            double dot = 0;
            int at = byRow ? rows[i] * outs : rows[i];
            for (int o = 0; o < outs; o++, at += step) {
                double g = d[i * outs + o];
                norm += g * g;
                dot += g * sum[at];
            }
            into.addSquaredNorm(i, norm);
            into.addDot(i, dot);
        }
        into.gram().ifPresent(gram -> addProducts(rows, d, outs, gram));
        into.elements()
                .ifPresent(
                        sink -> {
                            for (int i = 0; i < rows.length; i++) {
                                Arrays.fill(square, 0);
                                int at = byRow ? rows[i] * outs : rows[i];
                                for (int o = 0; o < outs; o++, at += step) {
                                    square[at] = d[i * outs + o];
                                }
                                sink.add(weight.offset(), square, width);
                            }
                        });
    }

    private static void addProducts(int[] rows, double[] d, int outs, double[][] gram) {
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                if (rows[i] == rows[j]) {
                    gram[i][j] += ExampleSums.dot(d, i * outs, d, j * outs, outs);
                }
            }
        }
    }

    private static double[] clear(double[] old, int length) {
        if (old.length != length) {
            return new double[length];
        }
        Arrays.fill(old, 0);
        return old;
    }
}
