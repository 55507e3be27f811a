/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.parameter.SearchSpace;
import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.Study;
import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.SinglePointCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;

/**
 * Arbiter's genetic search with its own defaults: a population of 30, culled to 20, single-point
 * crossover with probability 0.85, mutation with 0.005 per gene.
 *
 * <p>Arbiter seeds none of its operators; here all of them draw from the search's seed. Where there
 * are several goals, the first is the fitness. Arbiter gives up when 1024 crossings in a row make
 * nothing new, which the search reports as exhausted; with a single parameter, where crossing only
 * copies, that comes soon.
 */
public final class GeneticSearch implements Generator {

    /** Arbiter's default. */
    public static final int DEFAULT_POPULATION = 30;

    private final int population;

    /** A population of {@link #DEFAULT_POPULATION}. */
    public GeneticSearch() {
        this(DEFAULT_POPULATION);
    }

    /**
     * Sets the size of the population.
     *
     * @param population at least 6, so that two thirds of it are enough to breed from
     */
    public GeneticSearch(int population) {
        if (population < 6) {
            throw new IllegalArgumentException(
                    "population must be at least 6, but got " + population);
        }
        this.population = population;
    }

    @Override
    public String settings() {
        return "genetic, population " + population;
    }

    @Override
    public boolean learns() {
        return true;
    }

    @Override
    public CandidateSequence begin(SearchSpace<?> space, Study study) {
        RandomGenerator random = new Well19937c(study.seed());
        Direction direction = study.score().direction();
        SinglePointCrossover crossover =
                new SinglePointCrossover.Builder()
                        .randomGenerator(random)
                        .parentSelection(new RandomTwoParentSelection(random))
                        .build();
        GeneticSelectionOperator selection =
                new GeneticSelectionOperator.Builder()
                        .randomGenerator(random)
                        .crossoverOperator(crossover)
                        .mutationOperator(
                                new RandomMutationOperator.Builder()
                                        .randomGenerator(random)
                                        .build())
                        .build();
        return new ArbiterSequence(
                new GeneticSearchCandidateGenerator.Builder(
                                new UnitCube(space.dimension()), new DirectionOnly(direction))
                        .populationModel(
                                new PopulationModel.Builder().populationSize(population).build())
                        .selectionOperator(selection)
                        .initDone(true)
                        .build());
    }
}
