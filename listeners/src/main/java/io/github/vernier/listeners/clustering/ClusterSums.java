/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Sums of both factors over the members of each cluster, in double precision. */
final class ClusterSums {

    private final int clusters;
    private final Map<String, INDArray> inputs = new LinkedHashMap<>();
    private final Map<String, INDArray> outputs = new LinkedHashMap<>();
    private final double[] sizes;

    ClusterSums(int clusters) {
        this.clusters = clusters;
        sizes = new double[clusters];
    }

    /** Adds the examples of a minibatch, each to its cluster. */
    void add(GradientFactors factors, int[] assigned) {
        double[] member = new double[assigned.length * clusters];
        for (int i = 0; i < assigned.length; i++) {
            member[i * clusters + assigned[i]] = 1;
            sizes[assigned[i]]++;
        }
        INDArray members =
                Nd4j.createFromArray(member).reshape('c', assigned.length, clusters).transpose();
        for (LayerFactors layer : factors.layers()) {
            add(inputs, layer.layer(), members, layer.meanInputs());
            add(outputs, layer.layer(), members, layer.summedOutputs());
        }
    }

    private static void add(
            Map<String, INDArray> sums, String layer, INDArray members, INDArray rows) {
        INDArray sum = members.mmul(rows.castTo(DataType.DOUBLE));
        sums.merge(layer, sum, INDArray::addi);
    }

    double size(int cluster) {
        return sizes[cluster];
    }

    /**
     * Moves centres: {@code centre ← keep ∘ centre + add ∘ sum}, row by row.
     *
     * @param keep factor of each old centre
     * @param add factor of each sum
     */
    void move(ClusterCentres centres, double[] keep, double[] add) {
        INDArray kept = Nd4j.createFromArray(keep).reshape(clusters, 1);
        INDArray added = Nd4j.createFromArray(add).reshape(clusters, 1);
        for (String layer : centres.layers()) {
            move(centres.inputs(layer), inputs.get(layer), kept, added);
            move(centres.outputs(layer), outputs.get(layer), kept, added);
        }
    }

    private static void move(INDArray centre, INDArray sum, INDArray keep, INDArray add) {
        INDArray moved = centre.castTo(DataType.DOUBLE).mulColumnVector(keep);
        centre.assign(moved.addi(sum.mulColumnVector(add)));
    }
}
