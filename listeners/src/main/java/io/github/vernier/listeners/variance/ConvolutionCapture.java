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
    private final HostPatches hostPatches = new HostPatches();
    private final WorkingMemory memory;
    private INDArray deltas;
    private INDArray patches;
    private INDArray gradients;
    private PreparedProduct[] products;
    private INDArray preparedDeltas;
    private INDArray preparedGradients;
    private boolean held;
    private PatchGeometry geometry;
    private INDArray biasRows;
    private INDArray pairs;
    private INDArray ones;
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
        deltas = sized(deltas, delta.shape()).assign(delta);
        ParameterBlock weight = block(ConvolutionParamInitializer.WEIGHT_KEY);
        int width = Math.toIntExact(weight.length());
        boolean hold = into.gram().isPresent() || (long) n * width <= memory.gradients();
        gradients = sized(gradients, hold ? n : 1, width);
        row = row.length == width ? row : new double[width];
        sum = clear(sum, width);
        square = clear(square, width);
        INDArray images = ConvolutionPatches.images(conf(), input).castTo(workType());
        geometry = PatchGeometry.of(conf(), images, delta);
        forEachGradient(images, hold, i -> addRow(i, weight.offset(), into));
        into.putSecondMoments(weight.offset(), square, width);
        RowWork dot = i -> into.addDot(i, ExampleSums.dot(row, 0, sum, 0, width));
        if (hold) {
            for (int i = 0; i < n; i++) {
                host.read(gradients, (long) i * width, row, width);
                dot.run(i);
            }
        } else {
            forEachGradient(images, false, dot);
        }
        into.gram().ifPresent(this::addProducts);
        ParameterBlock bias = block(ConvolutionParamInitializer.BIAS_KEY);
        if (bias != null) {
            into.addRows(sumsOverPositions(n * outs), outs, bias.offset());
        }
    }

    /** A product with ones, faster than ND4J's sum. */
    private double[] sumsOverPositions(int rows) {
        int positions = geometry.positions();
        if (ones == null || ones.length() != positions) {
            ones = Nd4j.ones(workType(), positions, 1);
        }
        biasRows = sized(biasRows, rows, 1);
        Nd4j.gemm(deltas.reshape('c', rows, positions), ones, biasRows, false, false, 1, 0);
        double[] sums = new double[rows];
        host.read(biasRows, 0, sums, rows);
        return sums;
    }

    /** Makes gradient after gradient, each for a moment in {@code row}. */
    private void forEachGradient(INDArray images, boolean hold, RowWork work) {
        int n = Math.toIntExact(images.size(0));
        int width = row.length;
        long each = (long) geometry.patch() * geometry.positions();
        int atOnce = (int) Math.max(1, Math.min(n, memory.patches() / each));
        prepare(n, atOnce, hold);
        for (int from = 0; from < n; from += atOnce) {
            int to = Math.min(n, from + atOnce);
            copyPatches(images, from, to);
            for (int i = from; i < to; i++) {
                int slot = hold ? i : 0;
                products[i].compute();
                host.read(gradients, (long) slot * width, row, width);
                work.run(i);
            }
        }
    }

    /** Working memory, and the products in it. */
    private void prepare(int n, int atOnce, boolean hold) {
        INDArray oldPatches = patches;
        patches =
                sized(
                        patches,
                        atOnce,
                        geometry.channels(),
                        geometry.kernelH(),
                        geometry.kernelW(),
                        geometry.outH(),
                        geometry.outW());
        if (patches == oldPatches
                && preparedDeltas == deltas
                && preparedGradients == gradients
                && held == hold) {
            return;
        }
        int outs = Math.toIntExact(deltas.size(1));
        int patch = geometry.patch();
        INDArray columns = patches.reshape('c', atOnce, patch, geometry.positions());
        INDArray rows = deltas.reshape('c', n, outs, geometry.positions());
        INDArray kernels = gradients.reshape('c', hold ? n : 1, outs, patch);
        products = new PreparedProduct[n];
        for (int i = 0; i < n; i++) {
            products[i] =
                    new PreparedProduct(
                            columns.slice(i % atOnce),
                            rows.slice(i),
                            kernels.slice(hold ? i : 0).transpose());
        }
        held = hold;
        preparedDeltas = deltas;
        preparedGradients = gradients;
    }

    private void copyPatches(INDArray images, int from, int to) {
        if (HostPatches.isPossible(images, patches, geometry)) {
            for (int i = from; i < to; i++) {
                hostPatches.copy(images, i, patches, i - from, geometry);
            }
            return;
        }
        ConvolutionPatches.fill(
                conf(),
                images.get(NDArrayIndex.interval(from, to)),
                to - from == patches.size(0)
                        ? patches
                        : patches.get(NDArrayIndex.interval(0, to - from)));
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
        pairs = sized(pairs, n, n);
        // Symmetric, hence the transposed result is the result.
        Nd4j.gemm(gradients, gradients, pairs.transpose(), false, true, 1, 0);
        double[] values = new double[n * n];
        host.read(pairs, 0, values, n * n);
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
