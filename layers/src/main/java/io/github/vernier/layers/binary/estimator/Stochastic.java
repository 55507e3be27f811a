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
 * +1 with probability {@code p = clip((x + 1)/2, 0, 1)}, else −1, so that the mean is the hard
 * hyperbolic tangent {@code 2p − 1}; the sign at inference. The gradient passes in an interval.
 *
 * <p>The draws are uniform numbers of ND4J's generator, reproducible by its seed. Source:
 * BinaryConnect and BinaryNet, arXiv 1511.00363 and 1602.02830 (gradient where |x| ≤ 1);
 * BinaryNet.pytorch passes it everywhere.
 *
 * @param passing where gradients pass
 * @param zero the sign of zero at inference
 */
public record Stochastic(
        @JsonProperty("passing") Interval passing, @JsonProperty("zero") ZeroSign zero)
        implements SteppedEstimator, MaskingEstimator {

    /** Checks that there is an interval. */
    public Stochastic {
        Objects.requireNonNull(passing, "passing must be given");
    }

    /**
     * Gradients pass where |x| ≤ 1.
     *
     * @return the estimator, with sign(0) = +1 at inference
     */
    public static Stochastic clipped() {
        return new Stochastic(Interval.closed(-1, 1), ZeroSign.PLUS_ONE);
    }

    /**
     * Gradients pass everywhere.
     *
     * @return the estimator, with sign(0) = +1 at inference
     */
    public static Stochastic identity() {
        return new Stochastic(Interval.EVERYWHERE, ZeroSign.PLUS_ONE);
    }

    /**
     * Probability of +1.
     *
     * @param x latent value
     * @return {@code clip((x + 1)/2, 0, 1)}
     */
    public static double probability(double x) {
        return Math.max(0, Math.min(1, (x + 1) / 2));
    }

    /**
     * Mean of the draws.
     *
     * @param x latent value
     * @return the hard hyperbolic tangent
     */
    public static double expectation(double x) {
        return 2 * probability(x) - 1;
    }

    @Override
    public StepFunction steps() {
        return StepFunction.sign(zero);
    }

    @Override
    public INDArray sign(INDArray x, INDArray out, boolean training) {
        if (!training) {
            return SteppedEstimator.super.sign(x, out, false);
        }
        return draw(x, Nd4j.rand(x.dataType(), x.shape()), out);
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
        Loops.map(x, out, Stochastic::probability);
        out.subi(uniform);
        return new StepFunction(-1, -1, 1, Interval.closed(0, 0)).apply(out, out);
    }
}
