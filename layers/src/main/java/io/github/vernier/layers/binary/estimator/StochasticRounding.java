/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A sign drawn at random in proportion to where a value lies among all: +1 with probability {@code
 * p = (z + 1)/2}, else −1, where z is x divided by the largest of all values if x ≥ 0 and by the
 * modulus of the least if x &lt; 0. The gradient is another estimator's, and so is the sign at
 * inference.
 *
 * <p>"All" are the values of one call: a layer's, of the whole minibatch. The draws are uniform
 * numbers of ND4J's generator, reproducible by its seed. Source: gradient notes of YouCaiJun98
 * (sr-STE); they draw a relaxed Bernoulli variable and take its sign, which has the same
 * distribution at every temperature.
 *
 * @param of whose gradient, and whose sign at inference
 */
public record StochasticRounding(@JsonProperty("of") SignEstimator of) implements SignEstimator {

    /** Checks that there is an estimator. */
    public StochasticRounding {
        Objects.requireNonNull(of, "of must be given");
    }

    @Override
    public StochasticRounding at(int iteration, int epoch) {
        SignEstimator now = of.at(iteration, epoch);
        return now == of ? this : new StochasticRounding(now);
    }

    @Override
    public INDArray sign(INDArray x, INDArray out, boolean training) {
        return training ? draw(x, Nd4j.rand(x.dataType(), x.shape()), out) : of.sign(x, out, false);
    }

    /**
     * Binarizes with given uniform numbers: +1 where {@code u < p}.
     *
     * @param x latent values
     * @param uniform numbers in [0, 1), of the same shape and type; left as they are
     * @param out where the result goes; may be {@code x} itself
     * @return {@code out}
     */
    public INDArray draw(INDArray x, INDArray uniform, INDArray out) {
        double most = x.maxNumber().doubleValue();
        double least = -x.minNumber().doubleValue();
        double above = most > 0 ? most : 1;
        double below = least > 0 ? least : 1;
        Loops.map(x, out, v -> (v / (v < 0 ? below : above) + 1) / 2);
        out.subi(uniform);
        return new StepFunction(-1, -1, 1, Interval.closed(0, 0)).apply(out, out);
    }

    @Override
    public INDArray backprop(INDArray x, INDArray gradient) {
        return of.backprop(x, gradient);
    }
}
