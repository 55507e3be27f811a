/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.search;

import java.util.Optional;

/** A condition of your own under which a search ends; asked several times a second. */
@FunctionalInterface
public interface StopCondition {

    /** Why the search ends now, if it does. */
    Optional<String> reason();
}
