/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.network;

import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.nn.api.Model;

/**
 * A data source that is made and configured anew whenever it is asked, as Arbiter does.
 *
 * @param type has a public constructor without arguments
 * @param properties what it is configured with
 */
record ConfiguredData(Class<? extends DataSource> type, Properties properties)
        implements TrialData {

    /**
     * Rejects a source that cannot be made.
     *
     * @throws IllegalArgumentException if it has no such constructor
     */
    ConfiguredData {
        try {
            type.getConstructor();
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException(
                    type.getName() + " has no public constructor without arguments", e);
        }
    }

    @Override
    public Object training() throws ReflectiveOperationException {
        DataSource source = type.getDeclaredConstructor().newInstance();
        source.configure(properties);
        return source.trainData();
    }

    @Override
    public double score(ScoreFunction score, Model network) {
        return score.score(network, type, properties);
    }
}
