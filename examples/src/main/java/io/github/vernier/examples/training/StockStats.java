/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import org.deeplearning4j.core.storage.StatsStorageRouter;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsInitializationConfiguration;
import org.deeplearning4j.ui.model.stats.impl.DefaultStatsUpdateConfiguration;

/** Records for the pages that DL4J's UI has itself. */
public final class StockStats {

    private StockStats() {}

    /**
     * DL4J's listener.
     *
     * @param storage where records go
     * @param session session
     * @param everyIterations how often to record
     */
    public static TrainingListener listener(
            StatsStorageRouter storage, String session, int everyIterations) {
        return new StatsListener(
                storage,
                new DefaultStatsInitializationConfiguration(true, true, true),
                new DefaultStatsUpdateConfiguration.Builder()
                        .reportingFrequency(everyIterations)
                        .build(),
                session,
                "0");
    }
}
