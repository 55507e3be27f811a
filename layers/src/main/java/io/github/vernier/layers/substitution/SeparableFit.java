/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.lowrank.TensorWeight;
import io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D;
import io.github.vernier.layers.parameterized.WeightParameterization;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fits a separable layer with a dense depthwise weight: the weight's {@linkplain RankOne best
 * rank-1 approximation} for each input channel, then the 1x1 part.
 */
final class SeparableFit {

    private SeparableFit() {}

    /** Sets the parameters of a 1x1 weight. */
    @FunctionalInterface
    interface PointwiseFit {
        /**
         * @param matrix the weight wanted, {@code [nOut, nIn]} in C order
         * @param theta the 1x1 weight's parameters by name, set in place
         */
        void fit(INDArray matrix, Map<String, INDArray> theta);
    }

    /** Returns the relative residual of the whole weight. */
    static double fit(
            ConvolutionLayer replacement,
            INDArray weight,
            Map<String, INDArray> parameters,
            PointwiseFit fit) {
        return fit(replacement, weight, parameters, UnaryOperator.identity(), fit);
    }

    /**
     * The same with a choice among the rank-1 approximations, which differ by factors that move
     * between their parts.
     */
    static double fit(
            ConvolutionLayer replacement,
            INDArray weight,
            Map<String, INDArray> parameters,
            UnaryOperator<RankOne> choice,
            PointwiseFit fit) {
        ParameterizedSeparableConvolution2D layer =
                (ParameterizedSeparableConvolution2D) replacement;
        if (layer.isPointwiseOnly()) {
            return Residual.of(weight, pointwise(layer, weight, parameters, fit));
        }
        RankOne best = choice.apply(RankOne.of(weight));
        INDArray depthwise =
                SharedWeights.fit(
                        layer.getDepthwise(),
                        best.depthwise(),
                        parameters,
                        ParameterNames.DEPTHWISE);
        INDArray pointwise = pointwise(layer, best.pointwise(), parameters, fit);
        return Residual.of(weight, new RankOne(depthwise, pointwise).product());
    }

    /** The same for a 1x1 weight that is a decomposed tensor. */
    static double decompose(
            ConvolutionLayer replacement, INDArray weight, Map<String, INDArray> parameters) {
        TensorWeight tensor =
                (TensorWeight) ((ParameterizedSeparableConvolution2D) replacement).getPointwise();
        return fit(replacement, weight, parameters, tensor::decompose);
    }

    private static INDArray pointwise(
            ParameterizedSeparableConvolution2D layer,
            INDArray target,
            Map<String, INDArray> parameters,
            PointwiseFit fit) {
        WeightParameterization weight = layer.getPointwise();
        WeightShape shape = new WeightShape(target.size(0), target.size(1), 1, 1);
        Map<String, INDArray> theta = ParameterNames.POINTWISE.of(weight, shape, parameters);
        fit.fit(target.reshape('c', new long[] {shape.nOut(), shape.nIn()}), theta);
        INDArray buffer = Nd4j.create(target.dataType(), shape.toArray(), 'c');
        return weight.bind(shape, target.dataType()).weight(theta, buffer, false);
    }
}
