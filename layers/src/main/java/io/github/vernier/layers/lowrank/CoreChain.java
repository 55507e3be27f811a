/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.parameterized.WeightFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Contracts the cores of a weight, {@code [r_{k-1}, d_k, r_k]} with {@code r_0 = r_n = 1}. */
final class CoreChain implements WeightFunction {

    private final TensorWeight weight;
    private List<INDArray> cores = List.of();

    /** {@code [d_1 ··· d_k, r_k]} for k = 1 … n. */
    private final List<INDArray> leftParts = new ArrayList<>();

    CoreChain(TensorWeight weight) {
        this.weight = weight;
    }

    @Override
    public INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training) {
        // Kept from the forward to the backward pass, which run in different workspaces.
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            cores = weight.cores(theta);
            leftParts.clear();
            INDArray part = matrix(cores.get(0), cores.get(0).size(1), cores.get(0).size(2));
            leftParts.add(part);
            for (INDArray core : cores.subList(1, cores.size())) {
                INDArray right = matrix(core, core.size(0), core.size(1) * core.size(2));
                part = matrix(part.mmul(right).dup('c'), part.size(0) * core.size(1), core.size(2));
                leftParts.add(part);
            }
        }
        buffer.assign(last(leftParts).reshape('c', buffer.shape()));
        return buffer;
    }

    @Override
    public void backprop(
            Map<String, INDArray> theta,
            INDArray built,
            INDArray weightGradient,
            Map<String, INDArray> gradients) {
        List<INDArray> coreGradients = new ArrayList<>(cores);
        INDArray above = weightGradient;
        for (int k = cores.size() - 1; k > 0; k--) {
            INDArray core = cores.get(k);
            INDArray left = leftParts.get(k - 1);
            long columns = core.size(1) * core.size(2);
            above = matrix(above, left.size(0), columns);
            coreGradients.set(k, left.transpose().mmul(above).dup('c'));
            above = above.mmul(matrix(core, core.size(0), columns).transpose()).dup('c');
        }
        coreGradients.set(0, above);
        weight.backpropCores(theta, coreGradients, gradients);
    }

    private static INDArray last(List<INDArray> parts) {
        return parts.get(parts.size() - 1);
    }

    /** The values in C order as a matrix. */
    static INDArray matrix(INDArray array, long rows, long columns) {
        return array.reshape('c', new long[] {rows, columns});
    }
}
