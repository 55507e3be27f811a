/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradients of the examples of one minibatch, as factors layer by layer; no array of N
 * gradients is made.
 */
public final class GradientFactors {

    private final List<LayerFactors> layers;
    private final INDArray gradient;

    GradientFactors(List<LayerFactors> layers, INDArray gradient) {
        this.layers = List.copyOf(layers);
        this.gradient = gradient;
    }

    /** The layers. */
    public List<LayerFactors> layers() {
        return layers;
    }

    /** Number of examples N. */
    public int examples() {
        return Math.toIntExact(layers.get(0).outputs().size(0));
    }

    /** {@code Σ_i g_i} over the minibatch, of all parameters: {@code [1, D]}. */
    INDArray gradient() {
        return gradient;
    }

    /** {@code ‖g_i‖²} of each example, summed over layers. */
    public double[] squaredNorms() {
        double[] sums = new double[examples()];
        for (LayerFactors layer : layers) {
            double[] norms = layer.squaredNorms();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += norms[i];
            }
        }
        return sums;
    }

    /**
     * Distances of examples to centres.
     *
     * @param centres centres of the same layers
     * @param form which terms
     * @return {@code [N][C]}
     */
    public double[][] distances(ClusterCentres centres, DistanceForm form) {
        INDArray products = Nd4j.create(DataType.DOUBLE, examples(), centres.count());
        for (LayerFactors layer : layers) {
            products.addi(
                    layer.products(centres.inputs(layer.layer()), centres.outputs(layer.layer())));
        }
        double[] cross = products.dup('c').data().asDouble();
        double[] ofCentres = centres.squaredNorms();
        double[] ofExamples =
                form == DistanceForm.SQUARED ? squaredNorms() : new double[examples()];
        double[][] distances = new double[examples()][centres.count()];
        for (int i = 0, at = 0; i < distances.length; i++) {
            for (int k = 0; k < centres.count(); k++, at++) {
                distances[i][k] = ofCentres[k] - 2 * cross[at] + ofExamples[i];
            }
        }
        return distances;
    }
}
