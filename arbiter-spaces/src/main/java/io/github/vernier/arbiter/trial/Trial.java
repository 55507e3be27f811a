/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One candidate and what became of it.
 *
 * @param id position in the sequence, from 0 without gaps
 * @param origin who chose the values
 * @param status where it stands
 * @param attempt times it was started, 0 before the first
 * @param seed what its own training derives its random choices from
 * @param coordinates its point in the unit cube, in the space's numbering of leaves; empty if its
 *     generation failed or it was imported without
 * @param values what was chosen, by parameter: numbers, Booleans or text; null where a parameter
 *     plays no part
 * @param epochs scores of its epochs so far, by epoch
 * @param objectives the value of each goal; empty unless complete
 * @param created when its values were chosen
 * @param started when its last attempt started; null before
 * @param ended when it finished; null before
 * @param host machine of the last attempt; null before the first
 * @param versions versions there, by component
 * @param modelPath where its model was saved; null if it was not
 * @param failure stack trace or reason, if there is one; null otherwise
 */
public record Trial(
        int id,
        Origin origin,
        TrialStatus status,
        int attempt,
        long seed,
        List<Double> coordinates,
        Map<String, Object> values,
        List<EpochScore> epochs,
        List<Double> objectives,
        Instant created,
        Instant started,
        Instant ended,
        String host,
        Map<String, String> versions,
        String modelPath,
        String failure) {

    /** Copies what it is given. */
    public Trial {
        coordinates = List.copyOf(coordinates);
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        epochs = List.copyOf(epochs);
        objectives = List.copyOf(objectives);
        versions = Map.copyOf(versions);
    }

    /** The first goal's value, if complete. */
    public OptionalDouble score() {
        return objectives.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(objectives.get(0));
    }

    /** The score of the last epoch reported, if any. */
    public OptionalDouble lastEpochScore() {
        return epochs.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(epochs.get(epochs.size() - 1).score());
    }

    /** How long the last attempt took, once it has ended. */
    public Optional<Duration> duration() {
        return started == null || ended == null
                ? Optional.empty()
                : Optional.of(Duration.between(started, ended));
    }
}
