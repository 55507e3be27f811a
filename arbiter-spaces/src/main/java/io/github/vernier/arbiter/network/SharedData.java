/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.network;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.nn.api.Model;

/**
 * One data source that all trials of a process share.
 *
 * @param source the source, ready for use
 */
record SharedData(DataSource source) implements TrialData {

    /** Rejects none. */
    SharedData {
        Objects.requireNonNull(source, "data must be given");
    }

    @Override
    public Object training() {
        return source.trainData();
    }

    @Override
    public double score(ScoreFunction score, Model network) {
        return score.score(network, new Provider(source), Map.of());
    }

    /**
     * The source as score functions take an object: deprecated, but their other form wants a class,
     * of which they make an object themselves.
     *
     * @param source the source
     */
    @SuppressWarnings("deprecation")
    private record Provider(DataSource source) implements DataProvider {

        @Override
        public Object trainData(Map<String, Object> parameters) {
            return source.trainData();
        }

        @Override
        public Object testData(Map<String, Object> parameters) {
            return source.testData();
        }

        @Override
        public Class<?> getDataType() {
            return source.getDataType();
        }
    }
}
