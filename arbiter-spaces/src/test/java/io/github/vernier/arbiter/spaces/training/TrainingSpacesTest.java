/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vernier.arbiter.spaces.value.LogSpace;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import io.github.vernier.arbiter.testing.SpaceContract;
import io.github.vernier.layers.binary.ExponentialTau;
import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.binary.estimator.SignEstimators;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

class TrainingSpacesTest {

    private static ParameterSpace<Double> range(double min, double max) {
        return new ContinuousParameterSpace(min, max);
    }

    /** The contract of a space of schedules. */
    abstract static class ScheduleSpaceContract extends SpaceContract<ISchedule> {

        @Override
        protected Class<ISchedule> type() {
            return ISchedule.class;
        }
    }

    /** The contract of a space of sign estimators. */
    abstract static class EstimatorSpaceContract extends SpaceContract<SignEstimator> {

        @Override
        protected Class<SignEstimator> type() {
            return SignEstimator.class;
        }
    }

    /** The contract of a space of updaters. */
    abstract static class UpdaterSpaceContract extends SpaceContract<IUpdater> {

        @Override
        protected Class<IUpdater> type() {
            return IUpdater.class;
        }
    }

    @Nested
    class Tau extends ScheduleSpaceContract {

        @Override
        protected ParameterSpace<ISchedule> space() {
            return new TauScheduleSpace(
                    range(0.6, 0.9), range(0.9, 1), new IntegerParameterSpace(1, 50));
        }

        @Override
        protected int searched() {
            return 3;
        }
    }

    @Nested
    class Temperature extends ScheduleSpaceContract {

        @Override
        protected ParameterSpace<ISchedule> space() {
            return new ErrorDecayScheduleSpace(new LogSpace(1e-4, 1e-2), range(1, 20), 40);
        }

        @Override
        protected int searched() {
            return 2;
        }
    }

    @Nested
    class Rate extends ScheduleSpaceContract {

        @Override
        protected ParameterSpace<ISchedule> space() {
            return new WarmupCosineSpace(new LogSpace(1e-4, 1e-1), range(0, 0.99), 40);
        }

        @Override
        protected int searched() {
            return 2;
        }
    }

    @Nested
    class Estimators extends EstimatorSpaceContract {

        @Override
        protected ParameterSpace<SignEstimator> space() {
            return SignEstimatorSpace.all();
        }

        @Override
        protected int searched() {
            return 1;
        }
    }

    @Nested
    class ScheduledEstimator extends EstimatorSpaceContract {

        @Override
        protected ParameterSpace<SignEstimator> space() {
            return new ScheduledErrorDecaySpace(
                    new ErrorDecayScheduleSpace(new LogSpace(1e-4, 1e-2), range(1, 20), 40),
                    ZeroSign.ZERO);
        }

        @Override
        protected int searched() {
            return 2;
        }
    }

    @Nested
    class Flips extends UpdaterSpaceContract {

        @Override
        protected ParameterSpace<IUpdater> space() {
            return new BopSpace(new LogSpace(1e-5, 1), range(0, 1e-6));
        }

        @Override
        protected int searched() {
            return 2;
        }
    }

    @Nested
    class Momentum extends UpdaterSpaceContract {

        @Override
        protected ParameterSpace<IUpdater> space() {
            return HeavyBallSpace.withRate(new LogSpace(1e-4, 1e-1), range(0, 0.99));
        }

        @Override
        protected int searched() {
            return 2;
        }
    }

    @Nested
    class ScheduledMomentum extends UpdaterSpaceContract {

        @Override
        protected ParameterSpace<IUpdater> space() {
            return HeavyBallSpace.withSchedule(
                    new WarmupCosineSpace(new LogSpace(1e-4, 1e-1), range(0, 0.5), 9),
                    range(0, 0.99));
        }

        @Override
        protected int searched() {
            return 3;
        }
    }

    @Nested
    class AdamRate extends UpdaterSpaceContract {

        @Override
        protected ParameterSpace<IUpdater> space() {
            return AdamUpdaterSpace.withRate(new LogSpace(1e-4, 1e-1))
                    .betas(range(0.8, 0.95), range(0.9, 0.999))
                    .epsilon(new LogSpace(1e-9, 1e-6));
        }

        @Override
        protected int searched() {
            return 4;
        }
    }

    @Nested
    class ScheduledAdam extends UpdaterSpaceContract {

        @Override
        protected ParameterSpace<IUpdater> space() {
            return AdamUpdaterSpace.withSchedule(
                    new WarmupCosineSpace(new LogSpace(1e-4, 1e-1), range(0, 0.5), 9));
        }

        @Override
        protected int searched() {
            return 2;
        }
    }

    @Test
    void adamKeepsItsDefaults() {
        assertThat(AdamUpdaterSpace.withRate(new PlainValue<>(0.25)).getValue(new double[0]))
                .isEqualTo(new Adam(0.25));
    }

    @Test
    void fixedSchedulesAreThoseOfTheLayers() {
        assertThat(
                        new TauScheduleSpace(new PlainValue<>(0.85), new PlainValue<>(0.99), 30)
                                .getValue(new double[0]))
                .isEqualTo(new ExponentialTau(30));
        assertThat(SignEstimatorSpace.of("hard-tanh").getValue(new double[0]))
                .isEqualTo(SignEstimators.named("hard-tanh"));
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new TauScheduleSpace(range(0.4, 0.9), range(0.9, 1), 30))
                .hasMessage(
                        "start must be in (0.5, 1], but ContinuousParameterSpace(min=0.4,max=0.9)"
                                + " allows 0.4");
        assertThatThrownBy(() -> new BopSpace(range(0, 1), range(0, 1)))
                .hasMessageStartingWith("gamma must be in (0, 1], but");
    }
}
