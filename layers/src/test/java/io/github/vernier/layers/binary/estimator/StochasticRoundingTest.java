/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.serde.json.JsonMappers;

class StochasticRoundingTest {

    private static final StochasticRounding ROUNDING =
            new StochasticRounding(new ClippedIdentity(1, Bounds.INCLUSIVE, ZeroSign.PLUS_ONE));

    /** p = 1, 0.75, 0.5, 0.25, 0. */
    private static INDArray values() {
        return Nd4j.createFromArray(4.0, 2.0, 0.0, -1.0, -2.0);
    }

    @Test
    void probabilitiesFollowTheRangeOfAllValues() {
        INDArray x = values();
        INDArray below = Nd4j.createFromArray(0.999, 0.749, 0.499, 0.249, 0.0);
        assertThat(ROUNDING.draw(x, below, x.ulike()).toDoubleVector())
                .containsExactly(1, 1, 1, 1, -1);
        INDArray above = Nd4j.createFromArray(0.999, 0.751, 0.501, 0.251, 0.001);
        assertThat(ROUNDING.draw(x, above, x).toDoubleVector()).containsExactly(1, -1, -1, -1, -1);
    }

    @Test
    void meanOfDrawsIsTheScaledValue() {
        Nd4j.getRandom().setSeed(3);
        INDArray sum = Nd4j.zeros(org.nd4j.linalg.api.buffer.DataType.DOUBLE, 5);
        int draws = 4000;
        for (int i = 0; i < draws; i++) {
            INDArray x = values();
            sum.addi(ROUNDING.sign(x, x.ulike(), true));
        }
        // Four standard deviations of a mean of signs.
        assertThat(sum.div(draws).toDoubleVector())
                .containsExactly(new double[] {1, 0.5, 0, -0.5, -1}, within(4 / Math.sqrt(draws)));
    }

    @Test
    void inferenceAndGradientAreThoseOfTheOther() {
        INDArray x = values();
        assertThat(ROUNDING.sign(x, x.ulike(), false).toDoubleVector())
                .containsExactly(1, 1, 1, -1, -1);
        assertThat(ROUNDING.backprop(x, Nd4j.ones(x.dataType(), 5)).toDoubleVector())
                .containsExactly(0, 0, 1, 1, 0);
    }

    @Test
    void oneSidedValues() {
        INDArray x = Nd4j.createFromArray(0.0, 1.0);
        assertThat(ROUNDING.draw(x, Nd4j.createFromArray(0.6, 0.6), x.ulike()).toDoubleVector())
                .containsExactly(-1, 1);
        INDArray zeros = Nd4j.createFromArray(0.0, 0.0);
        assertThat(
                        ROUNDING.draw(zeros, Nd4j.createFromArray(0.4, 0.6), zeros.ulike())
                                .toDoubleVector())
                .containsExactly(1, -1);
    }

    @Test
    void schedulesOfTheOtherGoOn() {
        SignEstimator scheduled = SignEstimators.named("error-decay-scheduled");
        StochasticRounding start = new StochasticRounding(scheduled);
        assertThat(start.at(10, 3).of()).isEqualTo(scheduled.at(10, 3));
        assertThat(ROUNDING.at(10, 3)).isSameAs(ROUNDING);
    }

    @Test
    void survivesJson() throws Exception {
        var mapper = JsonMappers.getMapper();
        assertThat(mapper.readValue(mapper.writeValueAsString(ROUNDING), SignEstimator.class))
                .isEqualTo(ROUNDING);
    }
}
