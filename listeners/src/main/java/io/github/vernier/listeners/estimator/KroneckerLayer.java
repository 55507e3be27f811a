/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import io.github.vernier.listeners.probe.ConvolutionPatches;
import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The two factors of a dense or convolution layer and what they do to its gradient.
 *
 * <p>With the gradient as a matrix {@code Γ [out, in(+1)]}, the bias in the last column, the
 * layer's Fisher matrix is taken for {@code A ⊗ G}. The convolution's rows are its patches.
 */
final class KroneckerLayer {

    /** Numbers in working memory for patches, unless one example needs more. */
    private static final long PATCH_BUDGET = 1L << 21;

    private final Layer layer;
    private final ParameterBlock weight;
    private final ParameterBlock bias;
    private final int inputs;
    private final int outputs;
    private final KroneckerFactor input;
    private final KroneckerFactor output;
    private final INDArray gradient;
    private final INDArray left;
    private final INDArray right;
    private INDArray inverse;
    private INDArray inputRows;
    private INDArray outputRows;
    private INDArray patches;
    private double decay;
    private long examples;
    private boolean fits = true;

    KroneckerLayer(Layer layer, List<ParameterBlock> blocks) {
        this.layer = layer;
        weight = block(blocks, DefaultParamInitializer.WEIGHT_KEY);
        bias = block(blocks, DefaultParamInitializer.BIAS_KEY);
        // A dense weight is [in, out] in F order, a kernel [out, ...] in C order: in the flat
        // vector
        // both are rows by output.
        boolean dense = weight.shape().size() == 2;
        outputs = Math.toIntExact(weight.shape().get(dense ? 1 : 0));
        inputs = Math.toIntExact(weight.length() / outputs);
        int columns = inputs + (bias == null ? 0 : 1);
        input = new KroneckerFactor(columns);
        output = new KroneckerFactor(outputs);
        gradient = Nd4j.create(DataType.DOUBLE, new long[] {outputs, columns}, 'f');
        left = gradient.like();
        right = gradient.like();
    }

    private static ParameterBlock block(List<ParameterBlock> blocks, String parameter) {
        return blocks.stream()
                .filter(block -> block.parameter().equals(parameter))
                .findFirst()
                .orElse(null);
    }

    String name() {
        return weight.layer();
    }

    KroneckerFactor input() {
        return input;
    }

    KroneckerFactor output() {
        return output;
    }

    /** Whether the layer's rows have been the examples so far. */
    boolean fits() {
        return fits;
    }

    boolean isReady() {
        return fits && inverse != null;
    }

    /** What passes in the next backward pass is of this many examples. */
    void expect(long examples, double decay) {
        this.examples = examples;
        this.decay = decay;
    }

    /** The layer's output gradient is there. */
    void pass(INDArray delta) {
        if (delta.size(0) != examples || layer.input().size(0) != examples) {
            fits = false;
            return;
        }
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            INDArray in = layer.input();
            // One bad minibatch would stay in the moments for ever.
            if (Double.isFinite(in.sumNumber().doubleValue() + delta.sumNumber().doubleValue())) {
                input.decay(decay);
                output.decay(decay);
                if (delta.rank() == 4) {
                    addImages(in, delta);
                } else {
                    addVectors(in, delta);
                }
            }
        }
    }

    private void addVectors(INDArray in, INDArray delta) {
        rows(examples);
        weightColumns(inputRows).assign(in);
        outputRows.assign(delta);
        INDArray mask = layer.getMaskArray();
        if (mask != null && mask.length() == examples) {
            outputRows.muliColumnVector(mask.reshape(examples, 1).castTo(DataType.DOUBLE));
        }
        add(1.0 / examples, 1.0 / examples);
    }

    /**
     * A: rows divided by the T positions; G: rows of the sum's gradient times T. Both published.
     */
    private void addImages(INDArray in, INDArray delta) {
        ConvolutionLayer conf = (ConvolutionLayer) layer.conf().getLayer();
        INDArray images = ConvolutionPatches.images(conf, in).castTo(DataType.DOUBLE);
        int[] kernel = conf.getKernelSize();
        long channels = images.size(1);
        long height = delta.size(2);
        long width = delta.size(3);
        long positions = height * width;
        int atOnce = (int) Math.max(1, Math.min(examples, PATCH_BUDGET / (positions * inputs + 1)));
        for (long from = 0; from < examples; from += atOnce) {
            long n = Math.min(atOnce, examples - from);
            patches = sized(patches, n, channels, kernel[0], kernel[1], height, width);
            ConvolutionPatches.fill(
                    conf, images.get(NDArrayIndex.interval(from, from + n)), patches);
            rows(n * positions);
            weightColumns(inputRows)
                    .assign(
                            patches.permute(0, 4, 5, 1, 2, 3)
                                    .dup('c')
                                    .reshape('c', n * positions, inputs));
            outputRows.assign(
                    delta.get(NDArrayIndex.interval(from, from + n))
                            .permute(0, 2, 3, 1)
                            .dup('c')
                            .reshape('c', n * positions, outputs));
            add(1.0 / examples / positions / positions, (double) positions / examples);
        }
    }

    private void add(double inputWeight, double outputWeight) {
        input.add(inputRows, (1 - decay) * inputWeight);
        output.add(outputRows, (1 - decay) * outputWeight);
    }

    private void rows(long count) {
        inputRows = sized(inputRows, count, gradient.columns());
        outputRows = sized(outputRows, count, outputs);
        if (bias != null) {
            inputRows.getColumn(inputs).assign(1);
        }
    }

    private static INDArray sized(INDArray old, long... shape) {
        return old != null && Arrays.equals(old.shape(), shape)
                ? old
                : Nd4j.createUninitialized(DataType.DOUBLE, shape, 'c');
    }

    /** Makes ready to precondition with the factors of now. */
    void invert(double damping) {
        input.decompose();
        output.decompose();
        inverse =
                output.values()
                        .reshape(outputs, 1)
                        .mmul(input.values().reshape(1, gradient.columns()))
                        .addi(damping)
                        .rdivi(1)
                        .dup('f');
    }

    /**
     * Replaces this layer's gradient Γ by its direction {@code V = Q_g[(Q_gᵀΓQ_a) ⊘ (λ_gλ_aᵀ +
     * damping)]Q_aᵀ}.
     *
     * @param flat {@code [1, D]}
     * @return {@code Σ V∘Γ}
     */
    double precondition(INDArray flat) {
        INDArray weights = weight.of(flat).reshape('c', outputs, inputs);
        weightColumns(gradient).assign(weights);
        if (bias != null) {
            gradient.getColumn(inputs).assign(bias.of(flat));
        }
        INDArray qa = input.vectors();
        INDArray qg = output.vectors();
        Nd4j.gemm(qg, gradient, left, true, false, 1, 0);
        Nd4j.gemm(left, qa, right, false, false, 1, 0);
        right.muli(inverse);
        Nd4j.gemm(qg, right, left, false, false, 1, 0);
        Nd4j.gemm(left, qa, right, false, true, 1, 0);
        weights.assign(weightColumns(right));
        if (bias != null) {
            bias.of(flat).assign(right.getColumn(inputs));
        }
        return gradient.muli(right).sumNumber().doubleValue();
    }

    private INDArray weightColumns(INDArray matrix) {
        return matrix.get(NDArrayIndex.all(), NDArrayIndex.interval(0, inputs));
    }

    /** Multiplies this layer's part of a flat vector. */
    void scale(INDArray flat, double factor) {
        weight.of(flat).muli(factor);
        if (bias != null) {
            bias.of(flat).muli(factor);
        }
    }
}
