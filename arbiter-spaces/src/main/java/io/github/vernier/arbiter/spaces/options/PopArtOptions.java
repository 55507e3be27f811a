/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import io.github.vernier.layers.popart.AdaptiveRescaling;
import io.github.vernier.layers.popart.BatchReduction;
import io.github.vernier.layers.popart.PopArtMode;
import io.github.vernier.layers.popart.StatisticsScope;
import io.github.vernier.layers.popart.StepSchedule;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * Adaptive rescaling of targets.
 *
 * @param <T> the builder's own type, for fluent calls
 */
public interface PopArtOptions<T> extends OptionBuilder<T> {

    /**
     * Fixes how location and scale follow the targets.
     *
     * @param art the rule
     * @return this builder
     */
    default T art(AdaptiveRescaling art) {
        return option("art", AdaptiveRescaling.class, art);
    }

    /**
     * Searches how location and scale follow the targets.
     *
     * @param art the rule
     * @return this builder
     */
    default T art(ParameterSpace<AdaptiveRescaling> art) {
        return option("art", AdaptiveRescaling.class, art);
    }

    /**
     * Fixes the step size of the statistics.
     *
     * @param beta from 0 to 1
     * @return this builder
     */
    default T beta(double beta) {
        return option("beta", Double.class, beta);
    }

    /**
     * Searches the step size of the statistics.
     *
     * @param beta from 0 to 1
     * @return this builder
     */
    default T beta(ParameterSpace<Double> beta) {
        return option("beta", Double.class, beta);
    }

    /**
     * Fixes how the step size depends on the number of the update.
     *
     * @param schedule the rule
     * @return this builder
     */
    default T schedule(StepSchedule schedule) {
        return option("schedule", StepSchedule.class, schedule);
    }

    /**
     * Searches how the step size depends on the number of the update.
     *
     * @param schedule the rule
     * @return this builder
     */
    default T schedule(ParameterSpace<StepSchedule> schedule) {
        return option("schedule", StepSchedule.class, schedule);
    }

    /**
     * Fixes what a minibatch is to a statistic.
     *
     * @param reduction what
     * @return this builder
     */
    default T reduction(BatchReduction reduction) {
        return option("reduction", BatchReduction.class, reduction);
    }

    /**
     * Searches what a minibatch is to a statistic.
     *
     * @param reduction what
     * @return this builder
     */
    default T reduction(ParameterSpace<BatchReduction> reduction) {
        return option("reduction", BatchReduction.class, reduction);
    }

    /**
     * Fixes the bounds of the scale; search them by an {@code OrderedPairSpace}.
     *
     * @param lower the first
     * @param upper the second
     * @return this builder
     */
    default T bounds(double lower, double upper) {
        return option("bounds", double[].class, new double[] {lower, upper});
    }

    /**
     * Searches the bounds of the scale; search them by an {@code OrderedPairSpace}.
     *
     * @param bounds lower above 0, upper
     * @return this builder
     */
    default T bounds(ParameterSpace<double[]> bounds) {
        return option("bounds", double[].class, bounds);
    }

    /**
     * Fixes the standard deviation that normalized targets shall have.
     *
     * @param desiredDeviation above 0
     * @return this builder
     */
    default T desiredDeviation(double desiredDeviation) {
        return option("desiredDeviation", Double.class, desiredDeviation);
    }

    /**
     * Searches the standard deviation that normalized targets shall have.
     *
     * @param desiredDeviation above 0
     * @return this builder
     */
    default T desiredDeviation(ParameterSpace<Double> desiredDeviation) {
        return option("desiredDeviation", Double.class, desiredDeviation);
    }

    /**
     * Fixes mean and variance before the first update.
     *
     * @param mean the first
     * @param variance the second
     * @return this builder
     */
    default T initialMoments(double mean, double variance) {
        return option("initialMoments", double[].class, new double[] {mean, variance});
    }

    /**
     * Searches mean and variance before the first update.
     *
     * @param initialMoments mean; variance at least 0
     * @return this builder
     */
    default T initialMoments(ParameterSpace<double[]> initialMoments) {
        return option("initialMoments", double[].class, initialMoments);
    }

    /**
     * Fixes how many statistics there are.
     *
     * @param scope how many
     * @return this builder
     */
    default T scope(StatisticsScope scope) {
        return option("scope", StatisticsScope.class, scope);
    }

    /**
     * Searches how many statistics there are.
     *
     * @param scope how many
     * @return this builder
     */
    default T scope(ParameterSpace<StatisticsScope> scope) {
        return option("scope", StatisticsScope.class, scope);
    }

    /**
     * Fixes the number of tasks.
     *
     * @param tasks at least 0; that of the outputs, or 0
     * @return this builder
     */
    default T tasks(int tasks) {
        return option("tasks", Integer.class, tasks);
    }

    /**
     * Searches the number of tasks.
     *
     * @param tasks at least 0; that of the outputs, or 0
     * @return this builder
     */
    default T tasks(ParameterSpace<Integer> tasks) {
        return option("tasks", Integer.class, tasks);
    }

    /**
     * Fixes the algorithm.
     *
     * @param mode which
     * @return this builder
     */
    default T mode(PopArtMode mode) {
        return option("mode", PopArtMode.class, mode);
    }

    /**
     * Searches the algorithm.
     *
     * @param mode which
     * @return this builder
     */
    default T mode(ParameterSpace<PopArtMode> mode) {
        return option("mode", PopArtMode.class, mode);
    }

    /**
     * Fixes whether weights follow the scale.
     *
     * @param preserveOutputs whether they do
     * @return this builder
     */
    default T preserveOutputs(boolean preserveOutputs) {
        return option("preserveOutputs", Boolean.class, preserveOutputs);
    }

    /**
     * Searches whether weights follow the scale.
     *
     * @param preserveOutputs whether they do
     * @return this builder
     */
    default T preserveOutputs(ParameterSpace<Boolean> preserveOutputs) {
        return option("preserveOutputs", Boolean.class, preserveOutputs);
    }

    /**
     * Fixes whether statistics and scale stay as they are.
     *
     * @param frozen whether they do
     * @return this builder
     */
    default T frozen(boolean frozen) {
        return option("frozen", Boolean.class, frozen);
    }

    /**
     * Searches whether statistics and scale stay as they are.
     *
     * @param frozen whether they do
     * @return this builder
     */
    default T frozen(ParameterSpace<Boolean> frozen) {
        return option("frozen", Boolean.class, frozen);
    }

    /**
     * Fixes whether the score is in the units of the targets.
     *
     * @param scoreInOriginalUnits whether it is
     * @return this builder
     */
    default T scoreInOriginalUnits(boolean scoreInOriginalUnits) {
        return option("scoreInOriginalUnits", Boolean.class, scoreInOriginalUnits);
    }

    /**
     * Searches whether the score is in the units of the targets.
     *
     * @param scoreInOriginalUnits whether it is
     * @return this builder
     */
    default T scoreInOriginalUnits(ParameterSpace<Boolean> scoreInOriginalUnits) {
        return option("scoreInOriginalUnits", Boolean.class, scoreInOriginalUnits);
    }

    /**
     * Fixes whether the updater's state follows the change of units.
     *
     * @param rescaleUpdaterState whether it does
     * @return this builder
     */
    default T rescaleUpdaterState(boolean rescaleUpdaterState) {
        return option("rescaleUpdaterState", Boolean.class, rescaleUpdaterState);
    }

    /**
     * Searches whether the updater's state follows the change of units.
     *
     * @param rescaleUpdaterState whether it does
     * @return this builder
     */
    default T rescaleUpdaterState(ParameterSpace<Boolean> rescaleUpdaterState) {
        return option("rescaleUpdaterState", Boolean.class, rescaleUpdaterState);
    }

    /**
     * Fixes updates of a statistic during which its output sends no gradient.
     *
     * @param warmUp at least 0
     * @return this builder
     */
    default T warmUp(int warmUp) {
        return option("warmUp", Integer.class, warmUp);
    }

    /**
     * Searches updates of a statistic during which its output sends no gradient.
     *
     * @param warmUp at least 0
     * @return this builder
     */
    default T warmUp(ParameterSpace<Integer> warmUp) {
        return option("warmUp", Integer.class, warmUp);
    }
}
