/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.arbiter.testing.SpaceContract;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.deeplearning4j.arbiter.optimize.serde.jackson.YamlMapper;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.shade.jackson.databind.ObjectMapper;

class ValueSpacesTest {

    /** The contract of a space of one real number. */
    abstract static class RealNumber extends SpaceContract<Double> {

        @Override
        protected Class<Double> type() {
            return Double.class;
        }

        @Override
        protected int searched() {
            return 1;
        }
    }

    /** The contract of a space of one whole number. */
    abstract static class WholeNumber extends SpaceContract<Integer> {

        @Override
        protected Class<Integer> type() {
            return Integer.class;
        }

        @Override
        protected int searched() {
            return 1;
        }
    }

    @Nested
    class Logarithmic extends RealNumber {

        @Override
        protected ParameterSpace<Double> space() {
            return new LogSpace(1e-5, 0.1);
        }
    }

    @Nested
    class LogarithmicIntegers extends WholeNumber {

        @Override
        protected ParameterSpace<Integer> space() {
            return new LogIntegerSpace(1, 1000);
        }
    }

    @Nested
    class Steps extends RealNumber {

        @Override
        protected ParameterSpace<Double> space() {
            return new SteppedSpace(0, 1, 0.1);
        }
    }

    @Nested
    class IntegerSteps extends WholeNumber {

        @Override
        protected ParameterSpace<Integer> space() {
            return new SteppedIntegerSpace(16, 64, 8);
        }
    }

    @Nested
    class Linked extends RealNumber {

        @Override
        protected ParameterSpace<Double> space() {
            return new LinkedSpace<>("rate", Double.class, new LogSpace(1e-5, 0.1));
        }
    }

    @Nested
    class Scaled extends RealNumber {

        @Override
        protected ParameterSpace<Double> space() {
            return new ScaledSpace(new ContinuousParameterSpace(0, 1), 2, -1);
        }
    }

    @Nested
    class ScaledIntegers extends WholeNumber {

        @Override
        protected ParameterSpace<Integer> space() {
            return new ScaledIntegerSpace(new SteppedIntegerSpace(1, 8, 1), 1.5);
        }
    }

    @Nested
    class Dropout extends SpaceContract<IDropout> {

        @Override
        protected ParameterSpace<IDropout> space() {
            return new DropoutProbabilitySpace(new ContinuousParameterSpace(0, 1));
        }

        @Override
        protected Class<IDropout> type() {
            return IDropout.class;
        }

        @Override
        protected int searched() {
            return 1;
        }
    }

    @Nested
    class Pair extends SpaceContract<double[]> {

        @Override
        protected ParameterSpace<double[]> space() {
            return new OrderedPairSpace(new LogSpace(1e-6, 1), new LogSpace(1e-3, 1e6));
        }

        @Override
        protected Class<double[]> type() {
            return double[].class;
        }

        @Override
        protected int searched() {
            return 2;
        }

        @Override
        protected Object comparable(double[] value) {
            return List.of(value[0], value[1]);
        }
    }

    @Nested
    class Upper extends RealNumber {

        @Override
        protected ParameterSpace<Double> space() {
            return new OrderedPairSpace(new LogSpace(1e-6, 1), new LogSpace(1e-3, 1e6)).upper();
        }

        @Override
        protected int searched() {
            return 2;
        }
    }

    private static <T> T at(ParameterSpace<T> space, double... point) {
        NestedSpaces.number(space);
        return space.getValue(point);
    }

    @Test
    void logarithmsAreEven() {
        assertThat(at(new LogSpace(1e-4, 1), 0.5)).isCloseTo(1e-2, within(1e-9));
        assertThat(at(new LogSpace(1e-4, 1), 0)).isCloseTo(1e-4, within(1e-12));
        assertThat(at(new LogSpace(1e-4, 1), 1)).isCloseTo(1, within(1e-12));
        assertThat(at(new LogIntegerSpace(1, 10_000), 0.5)).isEqualTo(100);
        assertThatThrownBy(() -> new LogSpace(0, 1))
                .hasMessage("A logarithmic range must go up from above 0, but is from 0.0 to 1.0");
    }

    @Test
    void anyWholeNumberOfALogarithmicRangeCanBeDrawn() {
        ParameterSpace<Integer> space = new LogIntegerSpace(1, 20);
        List<Integer> drawn =
                IntStream.range(0, 1000).mapToObj(i -> at(space, i / 999.0)).distinct().toList();
        assertThat(drawn).isSorted().hasSize(20);
    }

    @Test
    void aGridVisitsDifferentWholeNumbers() {
        assertThat(grid(new LogIntegerSpace(1, 1000, 4))).containsExactly(1, 10, 100, 1000);
        assertThat(grid(new LogIntegerSpace(1, 3))).containsExactly(1, 2, 3);
        assertThat(grid(new LogIntegerSpace(7, 8))).containsExactly(7, 8);
        assertThat(grid(new SteppedIntegerSpace(16, 60, 8)))
                .containsExactly(16, 24, 32, 40, 48, 56);
        assertThat(grid(new SteppedSpace(0, 1, 0.1))).hasSize(11).contains(0.3, 0.7);
        assertThatThrownBy(() -> new LogIntegerSpace(1, 4, 5))
                .hasMessageContaining("from 1 to 4 there are not 5");
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> grid(ParameterSpace<T> space) {
        GridSearchCandidateGenerator grid =
                new GridSearchCandidateGenerator(
                        space, 7, GridSearchCandidateGenerator.Mode.Sequential, null);
        List<T> values = new ArrayList<>();
        while (grid.hasMoreCandidates()) {
            values.add((T) grid.getCandidate().getValue());
        }
        return values;
    }

    @Test
    void aPairIsOrderedWhereverItIs() {
        OrderedPairSpace pair =
                new OrderedPairSpace(
                        new ContinuousParameterSpace(0, 1), new ContinuousParameterSpace(0, 1));
        assertThat(at(pair, 0.9, 0.2)).containsExactly(0.2, 0.9);
        assertThat(at(pair, 0.2, 0.9)).containsExactly(0.2, 0.9);
    }

    /** One link used by two spaces, one of which follows it. */
    static final class Two extends CompositeSpace<List<Double>> {

        private ParameterSpace<Double> one;
        private ParameterSpace<Double> half;

        private Two() {}

        Two(ParameterSpace<Double> one) {
            this.one = one;
            this.half = new ScaledSpace(one, 0.5, 0);
        }

        @Override
        public List<Double> getValue(double[] values) {
            return List.of(one.getValue(values), half.getValue(values));
        }
    }

    @Test
    void linkedSpacesStayOneParameterInJsonAndYaml() throws IOException {
        Two two = new Two(new LinkedSpace<>("x", Double.class, new ContinuousParameterSpace(0, 8)));
        for (ObjectMapper mapper : List.of(JsonMapper.getMapper(), YamlMapper.getMapper())) {
            Two copy = mapper.readValue(mapper.writeValueAsString(two), Two.class);
            assertThat(copy.numParameters()).isEqualTo(1);
            assertThat(at(copy, 0.5)).containsExactly(4.0, 2.0);
        }
    }

    @Test
    void fixedValuesOfAnyKindStandAsThemselves() throws IOException {
        ParameterSpace<IUpdater> space = PlainValue.ifSingle(new FixedValue<>(new Adam(0.25)));
        String json = JsonMapper.getMapper().writeValueAsString(space);

        assertThat(json).contains("\"learningRate\" : 0.25").doesNotContain("\"data\"");
        assertThat(JsonMapper.getMapper().readValue(json, ParameterSpace.class)).isEqualTo(space);
        assertThat(PlainValue.ifSingle(new DiscreteParameterSpace<>(3)))
                .isEqualTo(new PlainValue<>(3));
    }
}
