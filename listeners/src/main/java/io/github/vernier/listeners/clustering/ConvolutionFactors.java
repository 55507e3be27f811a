/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.probe.ConvolutionPatches;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Convolutions, a few examples' patches at a time.
 *
 * <p>{@code c_kᵀg_i} is had by positions, {@code Σ_t (c·a_t)(d·δ_t)}, or by the example's gradient,
 * {@code dᵀ(Σ_t δ_t a_tᵀ)c}; {@code ‖g_i‖²} by pairs of positions, {@code Σ_{s,t}
 * (a_s·a_t)(δ_s·δ_t)}, or by the example's gradient. Each time the way with fewer multiplications
 * is taken.
 */
final class ConvolutionFactors implements LayerFactors {

    /** Numbers in working memory for patches, unless one example needs more. */
    private static final long PATCH_BUDGET = 1L << 21;

    private final String layer;
    private final ConvolutionLayer conf;
    private final INDArray images;
    private final INDArray deltas;
    private final double constantInput;
    private final int examples;
    private final int outs;
    private final int height;
    private final int width;
    private final int patch;
    private double[] squaredNorms;

    /**
     * Factors.
     *
     * @param images {@code [N, C, H, W]}
     * @param deltas {@code [N, out, outH, outW]} in C order
     * @param constantInput takes the place of every input; NaN for none
     */
    ConvolutionFactors(
            String layer,
            ConvolutionLayer conf,
            INDArray images,
            INDArray deltas,
            double constantInput) {
        this.layer = layer;
        this.conf = conf;
        this.images = images;
        this.constantInput = constantInput;
        examples = Math.toIntExact(deltas.size(0));
        outs = Math.toIntExact(deltas.size(1));
        height = Math.toIntExact(deltas.size(2));
        width = Math.toIntExact(deltas.size(3));
        this.deltas = deltas.reshape('c', examples, outs, positions());
        int[] kernel = conf.getKernelSize();
        patch = Math.toIntExact(images.size(1) * kernel[0] * kernel[1]);
    }

    private long positions() {
        return (long) height * width;
    }

    private interface Work {
        /**
         * Does something with a few examples.
         *
         * @param from first of them
         * @param patches {@code [n, in, T]}
         * @param deltas {@code [n, out, T]}
         */
        void on(int from, INDArray patches, INDArray deltas);
    }

    private void sweep(Work... works) {
        long each = patch * positions();
        int atOnce = (int) Math.max(1, Math.min(examples, PATCH_BUDGET / each));
        for (int from = 0; from < examples; from += atOnce) {
            int to = Math.min(examples, from + atOnce);
            INDArray chunk = patches(from, to);
            INDArray rows = deltas.get(NDArrayIndex.interval(from, to));
            for (Work work : works) {
                work.on(from, chunk, rows);
            }
        }
    }

    private INDArray patches(int from, int to) {
        int[] kernel = conf.getKernelSize();
        INDArray patches =
                Nd4j.createUninitialized(
                        deltas.dataType(),
                        new long[] {to - from, images.size(1), kernel[0], kernel[1], height, width},
                        'c');
        if (Double.isNaN(constantInput)) {
            ConvolutionPatches.fill(conf, images.get(NDArrayIndex.interval(from, to)), patches);
        } else {
            patches.assign(constantInput);
        }
        return patches.reshape('c', to - from, patch, positions());
    }

    @Override
    public String layer() {
        return layer;
    }

    @Override
    public INDArray inputs() {
        return patches(0, examples);
    }

    @Override
    public INDArray outputs() {
        return deltas;
    }

    @Override
    public INDArray meanInputs() {
        INDArray means = Nd4j.createUninitialized(deltas.dataType(), examples, patch);
        sweep(
                (from, patches, rows) ->
                        means.get(NDArrayIndex.interval(from, from + patches.size(0)))
                                .assign(patches.mean(2)));
        return means;
    }

    @Override
    public INDArray summedOutputs() {
        return deltas.sum(2);
    }

    @Override
    public double[] squaredNorms() {
        if (squaredNorms == null) {
            double[] norms = new double[examples];
            sweep(norms(norms));
            squaredNorms = norms;
        }
        return squaredNorms;
    }

    private Work norms(double[] norms) {
        long byPairs = positions() * (patch + outs + 1);
        long byGradient = (long) patch * outs;
        // Of T²(in+out+1) and in·out(T+1), but for a factor of about T.
        boolean pairs = byPairs * positions() < byGradient * (positions() + 1);
        return (from, patches, rows) -> {
            for (int i = 0; i < patches.size(0); i++) {
                INDArray a = patches.slice(i);
                INDArray d = rows.slice(i);
                norms[from + i] =
                        pairs
                                ? a.transpose()
                                        .mmul(a)
                                        .muli(d.transpose().mmul(d))
                                        .sumNumber()
                                        .doubleValue()
                                : squared(d.mmul(a.transpose()));
            }
        };
    }

    private static double squared(INDArray array) {
        double norm = array.norm2Number().doubleValue();
        return norm * norm;
    }

    @Override
    public INDArray products(INDArray inputs, INDArray outputs) {
        long centres = inputs.size(0);
        INDArray products = Nd4j.createUninitialized(DataType.DOUBLE, examples, centres);
        long byPositions = centres * positions() * (patch + outs + 1);
        long byGradient = (positions() + centres) * patch * outs;
        Work work =
                byPositions < byGradient
                        ? byPositions(inputs, outputs, products)
                        : byGradient(inputs, outputs, products);
        if (squaredNorms == null) {
            double[] norms = new double[examples];
            sweep(work, norms(norms));
            squaredNorms = norms;
        } else {
            sweep(work);
        }
        return products;
    }

    private Work byPositions(INDArray inputs, INDArray outputs, INDArray products) {
        return (from, patches, rows) -> {
            long n = patches.size(0);
            // [n·T, C] in F order is [C, n, T] in C order.
            INDArray projected =
                    allPositions(patches)
                            .mmul(inputs.transpose())
                            .muli(allPositions(rows).mmul(outputs.transpose()))
                            .dup('f');
            INDArray sums =
                    projected.transpose().reshape('c', inputs.size(0), n, positions()).sum(2);
            products.get(NDArrayIndex.interval(from, from + n)).assign(sums.transpose());
        };
    }

    /** {@code [n, k, T]} as rows by position, {@code [n·T, k]}. */
    private static INDArray allPositions(INDArray chunk) {
        long n = chunk.size(0);
        long k = chunk.size(1);
        long t = chunk.size(2);
        return chunk.permute(1, 0, 2).dup('c').reshape('c', k, n * t).transpose();
    }

    private static Work byGradient(INDArray inputs, INDArray outputs, INDArray products) {
        return (from, patches, rows) -> {
            for (int i = 0; i < patches.size(0); i++) {
                INDArray gradient = rows.slice(i).mmul(patches.slice(i).transpose());
                products.getRow(from + i).assign(outputs.mmul(gradient).muli(inputs).sum(1));
            }
        };
    }
}
