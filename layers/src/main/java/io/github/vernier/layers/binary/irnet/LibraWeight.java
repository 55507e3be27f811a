/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.irnet;

import io.github.vernier.layers.binary.estimator.ErrorDecaySchedule;
import io.github.vernier.layers.binary.estimator.ScheduledErrorDecay;
import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import io.github.vernier.layers.parameterized.WeightFunction;
import io.github.vernier.layers.parameterized.WeightParameter;
import io.github.vernier.layers.parameterized.WeightParameterization;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Balanced and standardized binary weights with a power of two as scale: {@code W = sign(w1) ·
 * 2^s_o}.
 *
 * <p>For each filter {@code w1 = (w − mean) / std} with the unbiased deviation and no ε, and {@code
 * s_o = round(log2 mean|w1_o|)}, halves to even, through which no gradient flows. The gradient goes
 * through the estimator and through deviation and mean. Parameter: {@code W [nOut, nIn, kH, kW]},
 * latent, regularized. A filter of equal weights has the weight 0 (as published it would be NaN).
 *
 * <p>Source: Libra-PB of IR-Net, arXiv 1909.10788, {@code IRConv2d}.
 *
 * @param estimator the sign's gradient; IR-Net's is {@link #published(int)}'s
 */
public record LibraWeight(@JsonProperty("estimator") SignEstimator estimator)
        implements WeightParameterization {

    /** Key of the latent weight. */
    public static final String WEIGHT = ConvolutionParamInitializer.WEIGHT_KEY;

    /** Checks that there is an estimator. */
    public LibraWeight {
        Objects.requireNonNull(estimator, "estimator must be given");
    }

    /**
     * As published: error decay from 1e-3 to 10, sign(0) = 0.
     *
     * @param epochs epochs of the whole training
     * @return the parameterization
     */
    public static LibraWeight published(int epochs) {
        return new LibraWeight(
                new ScheduledErrorDecay(ErrorDecaySchedule.published(epochs), ZeroSign.ZERO));
    }

    @Override
    public List<WeightParameter> parameters(WeightShape shape) {
        if (shape.fanIn() == 1) {
            throw new IllegalArgumentException(
                    "A filter must have at least 2 weights to have a deviation, but nIn, kH and kW are 1");
        }
        return List.of(WeightParameter.regularized(WEIGHT, shape.toArray()));
    }

    @Override
    public WeightFunction bind(WeightShape shape, DataType type) {
        return new LibraFunction(estimator);
    }
}
