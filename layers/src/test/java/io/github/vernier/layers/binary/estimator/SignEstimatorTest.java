/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;
import org.nd4j.serde.json.JsonMappers;

/** Configuration, memory layouts, extension, schedules, errors. */
class SignEstimatorTest {

    /** An estimator in one class. */
    private record Arctangent(double width) implements ScalarSignEstimator {
        @Override
        public double sign(double x) {
            return ZeroSign.PLUS_ONE.of(x);
        }

        @Override
        public double derivative(double x) {
            return 1 / (1 + x * x / (width * width));
        }
    }

    static Stream<Arguments> all() {
        return SignEstimators.all().entrySet().stream()
                .map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void survivesJson(String name, SignEstimator estimator) throws Exception {
        for (var mapper :
                List.of(
                        JsonMappers.getMapper(),
                        org.deeplearning4j.nn.conf.serde.JsonMappers.getMapper(),
                        org.deeplearning4j.nn.conf.serde.JsonMappers.getMapperYaml())) {
            String json = mapper.writeValueAsString(estimator);
            SignEstimator read = mapper.readValue(json, SignEstimator.class);
            assertThat(read).isEqualTo(estimator).hasSameHashCodeAs(estimator);
            assertThat(read).isSameAs(SignEstimators.named(name).equals(read) ? read : null);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void doesNotDependOnMemoryLayout(String name, SignEstimator estimator) {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            Nd4j.getRandom().setSeed(7);
            INDArray x = Nd4j.randn(type, 3, 4, 5);
            x.putScalar(7, 0);
            INDArray g = Nd4j.randn(type, 3, 4, 5);
            INDArray y = estimator.sign(x, x.ulike(), false);
            INDArray dx = estimator.backprop(x, g.dup());

            INDArray fortran = x.dup('f');
            assertThat(estimator.sign(fortran, Nd4j.create(type, x.shape(), 'f'), false))
                    .isEqualTo(y);
            assertThat(estimator.backprop(fortran, g.dup('c')).equalsWithEps(dx, 1e-6)).isTrue();
            assertThat(estimator.backprop(x, g.dup('f')).equalsWithEps(dx, 1e-6)).isTrue();
            INDArray within = Nd4j.zeros(type, 5, 4, 5);
            INDArray view = within.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(1, 4));
            view.assign(x);
            assertThat(estimator.sign(view, view, false)).isEqualTo(y);
            assertThat(within.slice(0).sumNumber().doubleValue()).isZero();
        }
    }

    @Test
    void ownEstimatorNeedsTwoFunctions() {
        SignEstimator own = new Arctangent(2);
        INDArray x = Nd4j.createFromArray(-4.0, -0.0, 2.0);
        assertThat(own.sign(x, x.ulike(), true)).isEqualTo(Nd4j.createFromArray(-1.0, 1.0, 1.0));
        INDArray gradient = own.backprop(x, Nd4j.createFromArray(10.0, 10.0, 10.0));
        assertThat(gradient.toDoubleVector())
                .containsExactly(new double[] {2, 10, 5}, within(1e-12));
        assertThat(own.at(3, 4)).isSameAs(own);
    }

    @Test
    void notANumberIsInTheMiddle() {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            INDArray x = Nd4j.createFromArray(Double.NaN, -0.0).castTo(type);
            assertThat(new Identity(ZeroSign.PLUS_ONE).sign(x, x.ulike(), true).toDoubleVector())
                    .containsExactly(1, 1);
            assertThat(new Identity(ZeroSign.ZERO).sign(x, x.ulike(), true).toDoubleVector())
                    .containsExactly(0, 0);
        }
        assertThat(ZeroSign.PLUS_ONE.of(Double.NaN)).isEqualTo(1);
    }

    @Test
    void maskDropsInfiniteGradients() {
        for (DataType type : List.of(DataType.FLOAT, DataType.DOUBLE)) {
            INDArray x = Nd4j.createFromArray(2.0, 0.5).castTo(type);
            INDArray g = Nd4j.createFromArray(Double.POSITIVE_INFINITY, 3.0).castTo(type);
            assertThat(Interval.closed(-1, 1).mask(x, g).toDoubleVector()).containsExactly(0, 3);
        }
    }

    @Test
    void swishVanishesWhereItsHyperbolicCosineOverflows() {
        SwishSign swish = new SwishSign(10, ZeroSign.PLUS_ONE);
        INDArray x = Nd4j.createFromArray(-1000f, 200f);
        assertThat(swish.backprop(x, Nd4j.ones(DataType.FLOAT, 2)).eq(0).all()).isTrue();
    }

    @Test
    void scheduledTemperatureIsThatOfTheMoment() {
        ISchedule t = new StepSchedule(ScheduleType.EPOCH, 4, 0.5, 10);
        ScheduledErrorDecay scheduled = new ScheduledErrorDecay(t, ZeroSign.PLUS_ONE);
        assertThat(scheduled.at(5, 25)).isEqualTo(new ErrorDecay(1, ZeroSign.PLUS_ONE));
        assertThat(scheduled.derivative(0.3))
                .isEqualTo(new ErrorDecay(4, ZeroSign.PLUS_ONE).derivative(0.3));
    }

    @Test
    void noNameNoEstimator() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignEstimators.named("sgn"))
                .withMessageContaining("\"sgn\"")
                .withMessageContaining("ste-sign");
    }

    @Test
    void settingsAreChecked() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClippedIdentity(0, Bounds.INCLUSIVE, ZeroSign.ZERO))
                .withMessage("clip must be above 0, but is 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DorefaWeights(0))
                .withMessage("bits must be from 1 to 24, but is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Interval(1, Double.NaN, Bounds.INCLUSIVE))
                .withMessageContaining("1.0 to NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ErrorDecay(Double.NaN, ZeroSign.ZERO))
                .withMessageContaining("NaN");
    }
}
