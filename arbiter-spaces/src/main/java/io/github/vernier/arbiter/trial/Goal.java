/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.util.Objects;

/**
 * One quantity that a search makes small or large.
 *
 * @param name its name, such as {@code accuracy} or {@code parameters}
 * @param direction which way is better
 */
public record Goal(String name, Direction direction) {

    /** Checks that both are given. */
    public Goal {
        Objects.requireNonNull(direction, "direction must be given");
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("A goal needs a name, but got \"" + name + "\"");
        }
    }
}
