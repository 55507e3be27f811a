/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.parameterized.ParameterizedWeights;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a binary weight is made of at one moment: for looking at it, not for computing with it.
 *
 * @param latent w, the trained weight, {@code [nOut, nIn, kH, kW]}
 * @param standardized w1, before the clamp, same shape
 * @param binary sign(w2), same shape
 * @param alpha the filters' factors, {@code [nOut]}; ones without
 * @param tau the clamp's quantile; 1 without a clamp
 * @param laplaceScale b, the mean of |w1|
 * @param lower the clamp's lower bound; infinite without a clamp
 * @param upper the clamp's upper bound, published as Q; infinite without a clamp
 */
public record BinarizedWeight(
        INDArray latent,
        INDArray standardized,
        INDArray binary,
        INDArray alpha,
        double tau,
        double laplaceScale,
        double lower,
        double upper) {

    /**
     * The binary weights of a layer, at its present iteration and epoch.
     *
     * @param layer any layer of a network
     * @return by the key of the latent weight in the layer's parameter table: {@code W}, or {@code
     *     dW} and {@code pW} of a separable convolution; empty if there is none
     */
    public static Map<String, BinarizedWeight> of(Layer layer) {
        Map<String, BinarizedWeight> weights = new LinkedHashMap<>();
        ParameterizedWeights.of(layer.conf().getLayer())
                .forEach(
                        (prefix, weight) -> {
                            if (weight instanceof BinaryWeight binary) {
                                weights.put(
                                        ParameterizedWeights.key(prefix, BinaryWeight.LATENT),
                                        of(layer, prefix, binary));
                            }
                        });
        return weights;
    }

    private static BinarizedWeight of(Layer layer, String prefix, BinaryWeight conf) {
        Map<String, INDArray> theta = new LinkedHashMap<>();
        INDArray latent = layer.getParam(ParameterizedWeights.key(prefix, BinaryWeight.LATENT));
        theta.put(BinaryWeight.LATENT, latent);
        if (conf.scaling() == ScalingFactor.LEARNED) {
            theta.put(
                    BinaryWeight.ALPHA,
                    layer.getParam(ParameterizedWeights.key(prefix, BinaryWeight.ALPHA)));
        }
        return of(conf, theta, layer.getIterationCount(), layer.getEpochCount());
    }

    /**
     * A binary weight of given parameters.
     *
     * @param conf how it is made
     * @param theta its parameters, by {@link BinaryWeight}'s keys
     * @param iteration iterations done
     * @param epoch epochs done
     * @return what it is made of
     */
    public static BinarizedWeight of(
            BinaryWeight conf, Map<String, INDArray> theta, int iteration, int epoch) {
        INDArray latent = theta.get(BinaryWeight.LATENT);
        WeightShape shape =
                new WeightShape(latent.size(0), latent.size(1), latent.size(2), latent.size(3));
        BinaryWeightFunction function = new BinaryWeightFunction(conf, shape, latent.dataType());
        function.at(iteration, epoch);
        function.weight(theta, latent.dup('c'), false);
        return function.parts(latent);
    }
}
