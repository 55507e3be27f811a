/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.List;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Dense and output layers, {@code g_i = a_i δ_iᵀ}, of which only a and δ are ever held.
 *
 * <p>{@code Σ_i g_i² = (a∘a)ᵀ(δ∘δ)}, {@code ‖g_i‖² = ‖a_i‖²‖δ_i‖²}, {@code g_iᵀg_j =
 * (a_iᵀa_j)(δ_iᵀδ_j)}.
 */
final class DenseCapture extends LayerCapture {

    private final HostCopy host = new HostCopy();
    private INDArray inputs;
    private INDArray deltas;
    private INDArray inputProducts;
    private INDArray deltaProducts;
    private INDArray sum;
    private INDArray projected;
    private double[] a = {};
    private double[] d = {};
    private double[] products = {};
    private double[] otherProducts = {};

    DenseCapture(Layer layer, List<ParameterBlock> blocks) {
        super(layer, blocks);
    }

    @Override
    void take(INDArray input, INDArray delta, ExampleSums into) {
        int n = into.examples();
        int ins = Math.toIntExact(input.size(1));
        int outs = Math.toIntExact(delta.size(1));
        inputs = sized(inputs, n, ins).assign(input);
        deltas = sized(deltas, n, outs).assign(delta);
        INDArray mask = layer().getMaskArray();
        if (mask != null && mask.length() == n) {
            deltas.muliColumnVector(mask.reshape(n, 1).castTo(deltas.dataType()));
        }
        a = sized(a, n * ins);
        d = sized(d, n * outs);
        host.read(inputs, 0, a, n * ins);
        host.read(deltas, 0, d, n * outs);
        weight(n, ins, outs, into);
        ParameterBlock bias = block(DefaultParamInitializer.BIAS_KEY);
        if (bias != null) {
            into.addRows(d, outs, bias.offset());
        }
    }

    private void weight(int n, int ins, int outs, ExampleSums into) {
        ParameterBlock weight = block(DefaultParamInitializer.WEIGHT_KEY);
        for (int i = 0; i < n; i++) {
            into.addSquaredNorm(
                    i,
                    ExampleSums.dot(a, i * ins, a, i * ins, ins)
                            * ExampleSums.dot(d, i * outs, d, i * outs, outs));
        }
        boolean fewExamples = (long) n * (ins + outs) < 2L * ins * outs;
        if (fewExamples || into.gram().isPresent()) {
            dotsByPairs(n, into);
        } else {
            dotsBySum(n, ins, outs, into);
        }
        into.elements().ifPresent(sink -> elements(n, ins, outs, weight.offset(), sink));
        inputs.muli(inputs);
        deltas.muli(deltas);
        INDArray moments =
                into.secondMoments()
                        .get(
                                NDArrayIndex.interval(0, 1),
                                NDArrayIndex.interval(
                                        weight.offset(), weight.offset() + weight.length()))
                        .reshape('f', ins, outs);
        Nd4j.gemm(inputs, deltas, moments, true, false, 1, 0);
    }

    private void dotsByPairs(int n, ExampleSums into) {
        inputProducts = sized(inputProducts, n, n);
        deltaProducts = sized(deltaProducts, n, n);
        // Symmetric, hence the transposed result is the result.
        Nd4j.gemm(inputs, inputs, inputProducts.transpose(), false, true, 1, 0);
        Nd4j.gemm(deltas, deltas, deltaProducts.transpose(), false, true, 1, 0);
        products = sized(products, n * n);
        otherProducts = sized(otherProducts, n * n);
        host.read(inputProducts, 0, products, n * n);
        host.read(deltaProducts, 0, otherProducts, n * n);
        double[][] gram = into.gram().orElse(null);
        for (int i = 0; i < n; i++) {
            double dot = 0;
            for (int j = 0; j < n; j++) {
                double product = products[i * n + j] * otherProducts[i * n + j];
                dot += product;
                if (gram != null) {
                    gram[i][j] += product;
                }
            }
            into.addDot(i, dot);
        }
    }

    private void dotsBySum(int n, int ins, int outs, ExampleSums into) {
        sum = sized(sum, outs, ins);
        projected = sized(projected, n, outs);
        Nd4j.gemm(inputs, deltas, sum.transpose(), true, false, 1, 0);
        // projectedᵀ = sum·inputsᵀ, whose columns lie one after the other.
        Nd4j.gemm(sum, inputs, projected.transpose(), false, true, 1, 0);
        products = sized(products, n * outs);
        host.read(projected, 0, products, n * outs);
        for (int i = 0; i < n; i++) {
            into.addDot(i, ExampleSums.dot(products, i * outs, d, i * outs, outs));
        }
    }

    private void elements(int n, int ins, int outs, long offset, ElementSink sink) {
        double[] column = new double[ins];
        for (int i = 0; i < n; i++) {
            for (int o = 0; o < outs; o++) {
                double delta = d[i * outs + o];
                for (int j = 0; j < ins; j++) {
                    column[j] = a[i * ins + j] * delta;
                }
                sink.add(offset + (long) o * ins, column, ins);
            }
        }
    }

    private static double[] sized(double[] old, int length) {
        return old.length >= length ? old : new double[length];
    }
}
