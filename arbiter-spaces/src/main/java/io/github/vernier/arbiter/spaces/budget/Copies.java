/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.budget;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.deeplearning4j.arbiter.optimize.serde.jackson.JsonMapper;

/** Copies spaces whose leaves belong to a generator. */
final class Copies {

    private Copies() {}

    static <T> T of(T space, Class<T> type) {
        try {
            return JsonMapper.getMapper()
                    .readValue(JsonMapper.getMapper().writeValueAsString(space), type);
        } catch (IOException e) {
            throw new UncheckedIOException("Space " + space + " has no JSON form", e);
        }
    }
}
