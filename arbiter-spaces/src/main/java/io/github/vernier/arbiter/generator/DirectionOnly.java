/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.generator;

import io.github.vernier.arbiter.trial.Direction;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;

/** Tells Arbiter's genetic search which way is better; it asks a score function nothing else. */
final class DirectionOnly implements ScoreFunction {

    private static final long serialVersionUID = 1;

    private final Direction direction;

    DirectionOnly(Direction direction) {
        this.direction = direction;
    }

    @Override
    public boolean minimize() {
        return direction == Direction.MINIMIZE;
    }

    @Override
    @SuppressWarnings("deprecation")
    public double score(Object model, DataProvider data, Map<String, Object> parameters) {
        throw new UnsupportedOperationException("Scores nothing");
    }

    @Override
    public double score(Object model, Class<? extends DataSource> data, Properties properties) {
        throw new UnsupportedOperationException("Scores nothing");
    }

    @Override
    public List<Class<?>> getSupportedModelTypes() {
        return List.of();
    }

    @Override
    public List<Class<?>> getSupportedDataTypes() {
        return List.of();
    }
}
