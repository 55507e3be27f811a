/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.arbiter.spaces.value.NestedSpaces;
import io.github.vernier.arbiter.spaces.value.TypedSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;
import org.deeplearning4j.arbiter.optimize.serde.jackson.YamlMapper;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.junit.jupiter.api.Test;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/**
 * What every space must do; a test of a space extends it.
 *
 * <p>The space under test should search every option that it has, so that every one is tried.
 *
 * @param <T> what the space makes
 */
public abstract class SpaceContract<T> {

    private static final int POINTS = 60;

    /** A new space that searches every option. */
    protected abstract ParameterSpace<? extends T> space();

    /** What the space makes, as the option that takes it declares it. */
    protected abstract Class<T> type();

    /** How many different leaves {@link #space} searches. */
    protected abstract int searched();

    /** A value in a form whose equality is that of the candidate. */
    protected Object comparable(T value) {
        return value;
    }

    /** The middle, corners (both ends of every coordinate among them) and points between. */
    protected static List<double[]> unitCube(int dimensions) {
        Random random = new Random(7);
        List<double[]> points = new ArrayList<>();
        points.add(IntStream.range(0, dimensions).mapToDouble(i -> 0.5).toArray());
        points.add(new double[dimensions]);
        points.add(IntStream.range(0, dimensions).mapToDouble(i -> 1).toArray());
        for (int i = 0; i < dimensions; i++) {
            for (double[] corner : new double[][] {points.get(1), points.get(2)}) {
                double[] next = corner.clone();
                next[i] = 1 - next[i];
                points.add(next);
            }
        }
        for (int i = 0; i < POINTS; i++) {
            points.add(random.doubles(dimensions).map(Math::rint).toArray());
            points.add(random.doubles(dimensions).toArray());
        }
        return points;
    }

    /** Numbers the leaves as every generator does. */
    protected static <S extends ParameterSpace<?>> S indexed(S space) {
        NestedSpaces.number(space);
        return space;
    }

    private Object at(ParameterSpace<? extends T> space, double[] point) {
        return comparable(space.getValue(point));
    }

    @Test
    void countsEachSearchedLeafOnce() {
        ParameterSpace<? extends T> space = space();
        long leaves =
                (space.isLeaf()
                                ? List.of(space)
                                : LeafUtils.getUniqueObjects(space.collectLeaves()))
                        .stream().filter(leaf -> leaf.numParameters() > 0).count();

        assertThat(leaves).isEqualTo(searched());
        assertThat(space.numParameters()).isEqualTo(searched());
    }

    @Test
    void everyCoordinateChangesSomeCandidate() {
        ParameterSpace<? extends T> space = indexed(space());
        List<double[]> points = unitCube(searched());
        for (int i = 0; i < searched(); i++) {
            int coordinate = i;
            assertThat(points)
                    .as("coordinate %s", i)
                    .anySatisfy(
                            point -> {
                                double[] moved = point.clone();
                                moved[coordinate] = 1 - moved[coordinate];
                                assertThat(at(space, moved)).isNotEqualTo(at(space, point));
                            });
        }
    }

    @Test
    void aPointIsACandidateEverywhereInTheUnitCube() {
        ParameterSpace<? extends T> space = indexed(space());
        for (double[] point : unitCube(searched())) {
            assertThat(at(space, point)).as("at %s", point).isEqualTo(at(space, point));
        }
    }

    @Test
    void jsonKeepsTheSpace() throws IOException {
        roundTrip(JsonMapper.getMapper());
    }

    @Test
    void yamlKeepsTheSpace() throws IOException {
        roundTrip(YamlMapper.getMapper());
    }

    @SuppressWarnings("unchecked")
    private void roundTrip(ObjectMapper mapper) throws IOException {
        ParameterSpace<T> space = (ParameterSpace<T>) indexed(space());
        String text = mapper.writeValueAsString(new TypedSpace<>(type(), space));
        TypedSpace<T> copy = mapper.readValue(text, TypedSpace.class);

        assertThat(copy.space()).isEqualTo(space).hasSameHashCodeAs(space);
        for (double[] point : unitCube(searched())) {
            assertThat(at(copy.space(), point)).as("at %s", point).isEqualTo(at(space, point));
        }
    }

    @Test
    void readsAsItsNameAndOptions() {
        ParameterSpace<? extends T> space = space();
        assertThat(space.toString())
                .startsWith(space.getClass().getSimpleName() + "(")
                .endsWith(")")
                .doesNotContain("\n");
        space.getNestedSpaces().keySet().forEach(o -> assertThat(space.toString()).contains(o));
    }
}
