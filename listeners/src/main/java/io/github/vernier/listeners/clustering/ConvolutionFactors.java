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

    /** Numbers in any array of working memory, unless one example needs more. */
    private static final long BUDGET = 1L << 21;

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
    // Kept if all examples are one chunk.
    private Chunk whole;

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
        void on(Chunk chunk);
    }

    /** A few examples. */
    private final class Chunk {

        private final int from;
        private final INDArray patches;
        private final INDArray deltas;
        private INDArray gradients;

        /** Those from one to before another: patches [n, in, T], output gradients [n, out, T]. */
        Chunk(int from, int to) {
            this.from = from;
            patches = patches(from, to);
            deltas = ConvolutionFactors.this.deltas.get(NDArrayIndex.interval(from, to));
        }

        int examples() {
            return Math.toIntExact(patches.size(0));
        }

        /** {@code Σ_t δ_t a_tᵀ}: [n, out, in]. */
        INDArray gradients() {
            if (gradients == null) {
                gradients = products(deltas, patches, false, true);
            }
            return gradients;
        }
    }

    /** Products of matrices, example by example, in C order. */
    private static INDArray products(
            INDArray left, INDArray right, boolean transposeLeft, boolean transposeRight) {
        INDArray result =
                Nd4j.createUninitialized(
                        left.dataType(),
                        new long[] {
                            left.size(0),
                            left.size(transposeLeft ? 2 : 1),
                            right.size(transposeRight ? 1 : 2)
                        },
                        'c');
        return Nd4j.matmul(left, right, result, transposeLeft, transposeRight, false);
    }

    private void sweep(Work... works) {
        if (whole != null) {
            run(whole, works);
            return;
        }
        long each = Math.max(patch * positions(), normsByPairs() ? positions() * positions() : 0);
        each = Math.max(each, (long) patch * outs);
        int atOnce = (int) Math.max(1, Math.min(examples, BUDGET / each));
        for (int from = 0; from < examples; from += atOnce) {
            Chunk chunk = new Chunk(from, Math.min(examples, from + atOnce));
            run(chunk, works);
            if (atOnce == examples) {
                whole = chunk;
            }
        }
    }

    private static void run(Chunk chunk, Work... works) {
        for (Work work : works) {
            work.on(chunk);
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
                chunk ->
                        means.get(NDArrayIndex.interval(chunk.from, chunk.from + chunk.examples()))
                                .assign(chunk.patches.mean(2)));
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

    /** Of T²(in+out+1) and in·out(T+1) multiplications, for each example. */
    private boolean normsByPairs() {
        return positions() * positions() * (patch + outs + 1)
                < (long) patch * outs * (positions() + 1);
    }

    private Work norms(double[] norms) {
        return chunk -> {
            INDArray squares;
            if (normsByPairs()) {
                squares =
                        products(chunk.patches, chunk.patches, true, false)
                                .muli(products(chunk.deltas, chunk.deltas, true, false));
            } else {
                squares = chunk.gradients().mul(chunk.gradients());
            }
            double[] sums = squares.sum(1, 2).castTo(DataType.DOUBLE).toDoubleVector();
            System.arraycopy(sums, 0, norms, chunk.from, sums.length);
        };
    }

    @Override
    public INDArray products(INDArray inputs, INDArray outputs) {
        long centres = inputs.size(0);
        INDArray products = Nd4j.createUninitialized(DataType.DOUBLE, examples, centres);
        long byPositions = centres * positions() * (patch + outs + 1);
        // Examples' gradients are there for their norms, unless these are had by pairs.
        long byGradient = ((normsByPairs() ? positions() : 0) + centres) * patch * outs;
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
        return chunk -> {
            // [n·T, C] in F order is [C, n, T] in C order.
            INDArray projected =
                    allPositions(chunk.patches)
                            .mmul(inputs.transpose())
                            .muli(allPositions(chunk.deltas).mmul(outputs.transpose()));
            INDArray sums =
                    projected
                            .transpose()
                            .reshape('c', inputs.size(0), chunk.examples(), positions())
                            .sum(2);
            rows(products, chunk).assign(sums.transpose());
        };
    }

    private static INDArray rows(INDArray products, Chunk chunk) {
        return products.get(NDArrayIndex.interval(chunk.from, chunk.from + chunk.examples()));
    }

    /** {@code [n, k, T]} as rows by position, {@code [n·T, k]}. */
    private static INDArray allPositions(INDArray array) {
        long n = array.size(0);
        long k = array.size(1);
        long t = array.size(2);
        return array.permute(1, 0, 2).dup('c').reshape('c', k, n * t).transpose();
    }

    private Work byGradient(INDArray inputs, INDArray outputs, INDArray products) {
        long centres = inputs.size(0);
        return chunk -> {
            int n = chunk.examples();
            // [n·out, C] in F order is [C, n, out] in C order.
            INDArray projected =
                    chunk.gradients().reshape('c', (long) n * outs, patch).mmul(inputs.transpose());
            INDArray sums =
                    projected
                            .transpose()
                            .reshape('c', centres, n, outs)
                            .mul(outputs.reshape('c', centres, 1, outs))
                            .sum(2);
            rows(products, chunk).assign(sums.transpose());
        };
    }
}
