/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Gradients of single examples by a forward and backward pass for each. */
final class ExampleLoop {

    private final Twin twin;
    private final List<ParameterBlock> blocks;
    private final HostCopy host = new HostCopy();

    ExampleLoop(Twin twin, List<ParameterBlock> blocks) {
        this.twin = twin;
        this.blocks = blocks;
    }

    void run(MultiDataSet batch, ExampleSums into) {
        int n = into.examples();
        double[][] rows =
                blocks.stream()
                        .map(block -> new double[Math.toIntExact(n * block.length())])
                        .toArray(double[][]::new);
        for (int i = 0; i < n; i++) {
            INDArray gradient = twin.gradient(example(batch, i));
            for (int b = 0; b < rows.length; b++) {
                int width = Math.toIntExact(blocks.get(b).length());
                double[] row = new double[width];
                host.read(gradient, blocks.get(b).offset(), row, width);
                System.arraycopy(row, 0, rows[b], i * width, width);
            }
        }
        for (int b = 0; b < rows.length; b++) {
            ParameterBlock block = blocks.get(b);
            into.addRows(rows[b], Math.toIntExact(block.length()), block.offset());
        }
    }

    private static MultiDataSet example(MultiDataSet batch, int i) {
        return new org.nd4j.linalg.dataset.MultiDataSet(
                rows(batch.getFeatures(), i),
                rows(batch.getLabels(), i),
                rows(batch.getFeaturesMaskArrays(), i),
                rows(batch.getLabelsMaskArrays(), i));
    }

    private static INDArray[] rows(INDArray[] arrays, int i) {
        return arrays == null
                ? null
                : Arrays.stream(arrays)
                        .map(array -> array == null ? null : row(array, i))
                        .toArray(INDArray[]::new);
    }

    private static INDArray row(INDArray array, int i) {
        // Of a view that does not begin its buffer, get may give an empty array.
        INDArray whole = array.offset() == 0 ? array : array.dup();
        INDArrayIndex[] indices = NDArrayIndex.allFor(whole);
        indices[0] = NDArrayIndex.interval(i, i + 1);
        // A copy: layers may write into their input.
        return whole.get(indices).dup();
    }
}
