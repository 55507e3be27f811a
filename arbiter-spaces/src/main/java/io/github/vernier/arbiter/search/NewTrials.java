/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import io.github.vernier.arbiter.generator.Seeds;
import io.github.vernier.arbiter.network.Configurations;
import io.github.vernier.arbiter.trial.NewTrial;
import io.github.vernier.arbiter.trial.Origin;
import java.util.stream.DoubleStream;

/** Trials as they enter the store. */
final class NewTrials {

    private NewTrials() {}

    /** The trial at a point, with its values and its network's configuration. */
    static <T> NewTrial at(SearchPlan<T> plan, Origin origin, int id, double[] point) {
        long seed = Seeds.ofTrial(plan.seed(), id);
        return new NewTrial(
                origin,
                seed,
                DoubleStream.of(point).boxed().toList(),
                plan.space().values(point),
                json(plan, point, seed));
    }

    /** Null if there is no network, or none can be made: starting the trial says why. */
    private static <T> String json(SearchPlan<T> plan, double[] point, long seed) {
        try {
            T configuration = plan.space().configuration(point);
            Configurations.seed(plan.space().space(), configuration, seed);
            return Configurations.json(configuration).orElse(null);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
