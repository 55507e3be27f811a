/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.parameterized.WeightParameter;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A 1×1 weight in tensor-train form.
 *
 * <p>Parameters: {@code core0 [1, d_1, r_1]}, {@code core1 [r_1, d_2, r_2]}, {@code core2 [r_2,
 * d_3, 1]} with {@code r_k = max(1, round(ratio · min(d_k, d_{k+1})))}. Source: Oseledets 2011;
 * Novikov et al. 2015 (arXiv 1509.06569); BayesWatch/deficient-efficient models/decomposed.py
 * {@code TensorTrain}.
 *
 * @param ratio share of the dimensions that the ranks are, in [0, 1]; 0 is rank 1
 */
public record TensorTrainWeight(@JsonProperty("ratio") double ratio) implements TensorWeight {

    /** Checks the ratio. */
    public TensorTrainWeight {
        TensorDimensions.requireRatio(ratio);
    }

    /**
     * Ranks between the cores.
     *
     * @param shape the weight tensor's shape
     * @return r_1, r_2
     */
    public int[] ranks(WeightShape shape) {
        TensorDimensions d = TensorDimensions.of(shape.length());
        return new int[] {
            TensorDimensions.rank(ratio, Math.min(d.size(0), d.size(1))),
            TensorDimensions.rank(ratio, Math.min(d.size(1), d.size(2)))
        };
    }

    @Override
    public List<WeightParameter> parameters(WeightShape shape) {
        if (shape.length() == 0) {
            return TensorWeight.unknown(CORES);
        }
        TensorDimensions d = TensorDimensions.of(shape.length());
        int[] r = ranks(shape);
        return List.of(
                WeightParameter.regularized(CORES.get(0), 1, d.size(0), r[0]),
                WeightParameter.regularized(CORES.get(1), r[0], d.size(1), r[1]),
                WeightParameter.regularized(CORES.get(2), r[1], d.size(2), 1));
    }

    @Override
    public List<INDArray> cores(Map<String, INDArray> theta) {
        return CORES.stream().map(theta::get).toList();
    }

    @Override
    public void backpropCores(
            Map<String, INDArray> theta,
            List<INDArray> coreGradients,
            Map<String, INDArray> gradients) {
        for (int k = 0; k < CORES.size(); k++) {
            INDArray gradient = gradients.get(CORES.get(k));
            gradient.assign(coreGradients.get(k).reshape('c', gradient.shape()));
        }
    }

    /** From the last core to the first, which alone is not orthonormal: TT-SVD. */
    @Override
    public void decompose(INDArray weight, Map<String, INDArray> theta) {
        INDArray rest = weight;
        for (int k = CORES.size() - 1; k > 0; k--) {
            INDArray core = theta.get(CORES.get(k));
            int rank = Math.toIntExact(core.size(0));
            long columns = core.size(1) * core.size(2);
            Svd svd = Svd.of(CoreChain.matrix(rest, rest.length() / columns, columns).transpose());
            core.assign(svd.left(rank).transpose().reshape('c', core.shape()));
            rest = svd.scaledRight(rank).transpose().dup('c');
        }
        INDArray first = theta.get(CORES.get(0));
        first.assign(rest.reshape('c', first.shape()));
    }
}
