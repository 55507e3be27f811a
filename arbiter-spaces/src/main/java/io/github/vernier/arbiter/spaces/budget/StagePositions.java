/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import java.util.Map;
import java.util.function.Supplier;

/** How far each stage's settings are open while a thread makes a network. */
final class StagePositions {

    private static final ThreadLocal<Map<String, Double>> CURRENT =
            ThreadLocal.withInitial(Map::of);

    private StagePositions() {}

    /** Makes something with positions in [0, 1]. */
    static <T> T with(Map<String, Double> positions, Supplier<T> made) {
        Map<String, Double> before = CURRENT.get();
        CURRENT.set(positions);
        try {
            return made.get();
        } finally {
            CURRENT.set(before);
        }
    }

    /** The position of a stage; 0 outside a budget's space. */
    static double of(String stage) {
        return CURRENT.get().getOrDefault(stage, 0.0);
    }
}
