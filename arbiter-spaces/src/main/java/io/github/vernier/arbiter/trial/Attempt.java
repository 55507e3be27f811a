/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.io.Serializable;
import java.util.Map;

/**
 * Where a trial runs.
 *
 * @param host name of the machine
 * @param versions versions there, by component
 */
public record Attempt(String host, Map<String, String> versions) implements Serializable {

    /** Copies the versions. */
    public Attempt {
        versions = Map.copyOf(versions);
    }
}
