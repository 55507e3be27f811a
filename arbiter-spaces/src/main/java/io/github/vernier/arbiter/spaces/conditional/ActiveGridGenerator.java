/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.conditional;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.commons.math3.random.RandomAdaptor;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.generator.BaseCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator.Mode;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonIgnoreProperties;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A grid in which parameters that do not count are not varied.
 *
 * <p>Arbiter's own {@code GridSearchCandidateGenerator} makes the product of all parameters: with a
 * choice between a branch of six settings and one of four it visits 48 candidates, of which ten
 * differ. This one visits the ten. It takes Arbiter's place in an {@code OptimizationConfiguration}
 * as it is. A Boolean has two values here, not as many as a range is cut into, and the seed decides
 * the random order, which Arbiter's ignores.
 */
@JsonIgnoreProperties({
    "points",
    "left",
    "candidateCounter",
    "rng",
    "candidate",
    "totalNumCandidates"
})
public final class ActiveGridGenerator extends BaseCandidateGenerator<Object> {

    /** More candidates than this are no search. */
    private static final int MOST = 1_000_000;

    @JsonProperty private final int discretizationCount;
    @JsonProperty private final Mode mode;
    private List<double[]> points;
    private Queue<double[]> left;

    /**
     * A grid.
     *
     * @param space what is searched
     * @param discretizationCount into how many values ranges are cut, at least 2
     * @param mode in the order of the parameters, the last changing fastest, or at random
     * @throws IllegalArgumentException if there are more than a million candidates
     */
    public ActiveGridGenerator(ParameterSpace<?> space, int discretizationCount, Mode mode) {
        this(space, discretizationCount, mode, null, false);
    }

    /**
     * A grid with settings for the data source.
     *
     * @param space what is searched
     * @param discretizationCount into how many values ranges are cut, at least 2
     * @param mode in the order of the parameters, the last changing fastest, or at random
     * @param dataParameters handed to the data source; may be null
     * @param initDone whether the leaves have their indices
     */
    @JsonCreator
    @SuppressWarnings("unchecked")
    public ActiveGridGenerator(
            @JsonProperty("parameterSpace") ParameterSpace<?> space,
            @JsonProperty("discretizationCount") int discretizationCount,
            @JsonProperty("mode") Mode mode,
            @JsonProperty("dataParameters") Map<String, Object> dataParameters,
            @JsonProperty("initDone") boolean initDone) {
        super((ParameterSpace<Object>) space, dataParameters, initDone);
        if (discretizationCount < 2) {
            throw new IllegalArgumentException(
                    "discretizationCount must be at least 2, but is " + discretizationCount);
        }
        this.discretizationCount = discretizationCount;
        this.mode = mode;
        initialize();
        this.points = new Enumeration().points;
    }

    /** Fixes one parameter after the other. */
    private final class Enumeration {
        private final NamedLeaves parameters = new NamedLeaves(getParameterSpace());
        private final Map<ParameterSpace<?>, Integer> index = new IdentityHashMap<>();
        private final List<double[]> points = new ArrayList<>();

        Enumeration() {
            for (ParameterSpace<?> leaf :
                    LeafUtils.getUniqueObjects(getParameterSpace().collectLeaves())) {
                if (leaf.numParameters() > 0) {
                    index.put(leaf, index.size());
                }
            }
            from(0, new double[index.size()]);
        }

        private void from(int next, double[] point) {
            if (next == parameters.leaves().size()) {
                add(point.clone());
                return;
            }
            ParameterSpace<?> leaf = parameters.leaves().get(next);
            int values = parameters.active(point).contains(leaf) ? count(leaf) : 1;
            for (int i = 0; i < values; i++) {
                point[index.get(leaf)] = values == 1 ? 0 : i / (values - 1.0);
                from(next + 1, point);
            }
            point[index.get(leaf)] = 0;
        }

        private void add(double[] point) {
            if (points.size() == MOST) {
                throw new IllegalArgumentException(
                        "The grid has more than "
                                + MOST
                                + " candidates: choose fewer values, or another generator");
            }
            points.add(point);
        }
    }

    private int count(ParameterSpace<?> leaf) {
        if (leaf instanceof DiscreteParameterSpace<?> choice) {
            return choice.numValues();
        }
        if (leaf instanceof BooleanSpace) {
            return 2;
        }
        if (leaf instanceof IntegerParameterSpace range) {
            return (int) Math.min(discretizationCount, 1L + range.getMax() - range.getMin());
        }
        return discretizationCount;
    }

    /**
     * The size of the grid.
     *
     * @return how many candidates there are
     */
    public int getTotalNumCandidates() {
        return points.size();
    }

    private synchronized Queue<double[]> left() {
        if (left == null) {
            List<double[]> order = new ArrayList<>(points);
            if (mode == Mode.RandomOrder) {
                Collections.shuffle(order, new RandomAdaptor(rng));
            }
            left = new ArrayDeque<>(order);
        }
        return left;
    }

    @Override
    public boolean hasMoreCandidates() {
        return !left().isEmpty();
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public synchronized Candidate getCandidate() {
        double[] point = left().remove();
        Object value = null;
        Exception failure = null;
        try {
            value = getParameterSpace().getValue(point);
        } catch (RuntimeException e) {
            failure = e;
        }
        return new Candidate(
                value, candidateCounter.getAndIncrement(), point, dataParameters, failure);
    }

    @Override
    public Class<?> getCandidateType() {
        return null;
    }

    @Override
    public String toString() {
        return "ActiveGridGenerator(mode=" + mode + ", candidates=" + points.size() + ")";
    }
}
