/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.ConvolutionPatches;
import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Convolutions, {@code g_i = δ_i P_iᵀ} with the patches P_i of example i as columns.
 *
 * <p>Patches are made for a few examples at a time. The gradients of all examples for this one
 * layer are held while it is worked on, if they are not too many; else they are made twice.
 */
final class ConvolutionCapture extends LayerCapture {

    private final HostCopy host = new HostCopy();
    private final WorkingMemory memory;
    private INDArray deltas;
    private INDArray patches;
    private INDArray gradients;
    private INDArray biasRows;
    private INDArray products;
    private double[] row = {};
    private double[] sum = {};
    private double[] square = {};

    ConvolutionCapture(Layer layer, List<ParameterBlock> blocks, WorkingMemory memory) {
        super(layer, blocks);
        this.memory = memory;
    }

    private ConvolutionLayer conf() {
        return (ConvolutionLayer) layer().conf().getLayer();
    }

    private interface RowWork {
        void run(int example);
    }

    @Override
    void take(INDArray input, INDArray delta, ExampleSums into) {
        int n = into.examples();
        int outs = Math.toIntExact(delta.size(1));
        int positions = Math.toIntExact(delta.size(2) * delta.size(3));
        deltas = sized(deltas, delta.shape()).assign(delta);
        ParameterBlock weight = block(ConvolutionParamInitializer.WEIGHT_KEY);
        int width = Math.toIntExact(weight.length());
        boolean held = into.gram().isPresent() || (long) n * width <= memory.gradients();
        gradients = sized(gradients, held ? n : 1, width);
        row = row.length == width ? row : new double[width];
        sum = clear(sum, width);
        square = clear(square, width);
        INDArray images = ConvolutionPatches.images(conf(), input).castTo(workType());
        forEachGradient(images, outs, positions, held, i -> addRow(i, weight.offset(), into));
        into.putSecondMoments(weight.offset(), square, width);
        RowWork dot = i -> into.addDot(i, ExampleSums.dot(row, 0, sum, 0, width));
        if (held) {
            for (int i = 0; i < n; i++) {
                host.read(gradients, (long) i * width, row, width);
                dot.run(i);
            }
        } else {
            forEachGradient(images, outs, positions, false, dot);
        }
        into.gram().ifPresent(this::addProducts);
        ParameterBlock bias = block(ConvolutionParamInitializer.BIAS_KEY);
        if (bias != null) {
            biasRows = sized(biasRows, n, outs);
            deltas.sum(biasRows, 2, 3);
            double[] rows = new double[n * outs];
            host.read(biasRows, 0, rows, n * outs);
            into.addRows(rows, outs, bias.offset());
        }
    }

    /** Makes gradient after gradient, each for a moment in {@code row}. */
    private void forEachGradient(
            INDArray images, int outs, int positions, boolean hold, RowWork work) {
        int n = Math.toIntExact(images.size(0));
        int width = row.length;
        int patch = width / outs;
        int atOnce =
                (int)
                        Math.max(
                                1,
                                Math.min(
                                        n,
                                        memory.patches() / Math.max(1, (long) patch * positions)));
        INDArray flatDeltas = deltas.reshape('c', n, outs, positions);
        for (int from = 0; from < n; from += atOnce) {
            int to = Math.min(n, from + atOnce);
            INDArray columns =
                    patches(images, from, to, atOnce).reshape('c', atOnce, patch, positions);
            for (int i = from; i < to; i++) {
                INDArray target =
                        gradients
                                .get(
                                        NDArrayIndex.interval(hold ? i : 0, (hold ? i : 0) + 1),
                                        NDArrayIndex.all())
                                .reshape('c', outs, patch)
                                .transpose();
                Nd4j.gemm(columns.slice(i - from), flatDeltas.slice(i), target, false, true, 1, 0);
                host.read(gradients, hold ? (long) i * width : 0, row, width);
                work.run(i);
            }
        }
    }

    private INDArray patches(INDArray images, int from, int to, int atOnce) {
        int[] kernel = conf().getKernelSize();
        long outH = deltas.size(2);
        long outW = deltas.size(3);
        patches = sized(patches, atOnce, images.size(1), kernel[0], kernel[1], outH, outW);
        ConvolutionPatches.fill(
                conf(),
                images.get(NDArrayIndex.interval(from, to)),
                to - from == atOnce ? patches : patches.get(NDArrayIndex.interval(0, to - from)));
        return patches;
    }

    private void addRow(int example, long offset, ExampleSums into) {
        double norm = 0;
        for (int d = 0; d < row.length; d++) {
            double g = row[d];
            sum[d] += g;
            square[d] += g * g;
            norm += g * g;
        }
        into.addSquaredNorm(example, norm);
        into.elements().ifPresent(sink -> sink.add(offset, row, row.length));
    }

    private void addProducts(double[][] gram) {
        int n = gram.length;
        products = sized(products, n, n);
        // Symmetric, hence the transposed result is the result.
        Nd4j.gemm(gradients, gradients, products.transpose(), false, true, 1, 0);
        double[] values = new double[n * n];
        host.read(products, 0, values, n * n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                gram[i][j] += values[i * n + j];
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
