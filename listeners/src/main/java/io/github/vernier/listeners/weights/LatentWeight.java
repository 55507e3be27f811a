/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.weights;

import io.github.vernier.layers.binary.BinarizedWeight;
import io.github.vernier.layers.binary.BinaryWeight;
import io.github.vernier.layers.binary.diagnostics.BinaryWeightStatistics;
import io.github.vernier.layers.binary.diagnostics.WeightOptions;
import io.github.vernier.layers.binary.irnet.LibraWeight;
import io.github.vernier.layers.binary.packed.SignBits;
import io.github.vernier.layers.binary.xnor.Centering;
import io.github.vernier.layers.binary.xnor.MeanCentreClamp;
import io.github.vernier.layers.binary.xnor.XnorWeight;
import io.github.vernier.layers.parameterized.ParameterizedWeights;
import io.github.vernier.layers.parameterized.WeightParameterization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One binary weight of one layer: where its latent weight is, and how it is looked at. */
final class LatentWeight {

    /** Looks at the weight of the moment. */
    private interface Look {
        BinaryWeightStatistics at(Optional<SignBits> previous);
    }

    /** b* of standardized weights that are not scaled further: √2 b* = 1. */
    private static final double UNSCALED = Math.sqrt(0.5);

    private final String name;
    private final Layer layer;
    private final String key;
    private final Look look;
    private Optional<SignBits> signs = Optional.empty();

    private LatentWeight(String layerName, Layer layer, String key, Look look) {
        this.name = layerName + "/" + key;
        this.layer = layer;
        this.key = key;
        this.look = look;
    }

    /** All binary weights of a layer; none of another layer. */
    static List<LatentWeight> of(String layerName, Layer layer) {
        List<LatentWeight> found = new ArrayList<>();
        ParameterizedWeights.of(layer.conf().getLayer())
                .forEach(
                        (prefix, weight) -> {
                            // All of them call it W.
                            String key = ParameterizedWeights.key(prefix, BinaryWeight.LATENT);
                            Look look = look(weight, layer, key);
                            if (look != null) {
                                found.add(new LatentWeight(layerName, layer, key, look));
                            }
                        });
        return found;
    }

    private static Look look(WeightParameterization weight, Layer layer, String key) {
        if (weight instanceof BinaryWeight) {
            return previous ->
                    BinaryWeightStatistics.of(BinarizedWeight.of(layer).get(key), previous);
        } else if (weight instanceof LibraWeight) {
            WeightOptions options =
                    new WeightOptions(WeightOptions.Standardization.PER_FILTER, 0, UNSCALED);
            return previous -> BinaryWeightStatistics.of(layer.getParam(key), 1, options, previous);
        } else if (weight instanceof XnorWeight xnor) {
            return previous -> {
                INDArray latent = layer.getParam(key);
                return BinaryWeightStatistics.of(
                        xnor.centering() == Centering.PERSISTENT
                                ? latent
                                : MeanCentreClamp.centred(latent),
                        1,
                        WeightOptions.plain(),
                        previous);
            };
        }
        return null;
    }

    /** Layer and parameter, such as {@code conv1/W}. */
    String name() {
        return name;
    }

    /** Statistics of this moment; flips are those since the last call. */
    BinaryWeightStatistics statistics(int iteration, int epoch) {
        layer.setIterationCount(iteration);
        layer.setEpochCount(epoch);
        BinaryWeightStatistics statistics = look.at(signs);
        signs = Optional.of(statistics.signs());
        return statistics;
    }

    /** The latent weights. */
    double[] values() {
        INDArray latent = layer.getParam(key);
        return latent.dup('c').reshape(latent.length()).toDoubleVector();
    }

    /** Number of weights. */
    long length() {
        return layer.getParam(key).length();
    }
}
