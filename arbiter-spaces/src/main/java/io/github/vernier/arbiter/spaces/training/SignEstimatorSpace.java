/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.training;

import io.github.vernier.arbiter.spaces.conditional.ChoiceSpace;
import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.binary.estimator.SignEstimators;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Choices of sign estimators by the names that {@link SignEstimators} gives them. */
public final class SignEstimatorSpace {

    private SignEstimatorSpace() {}

    /**
     * A choice of some.
     *
     * @param names their names
     * @return the choice
     * @throws IllegalArgumentException if there is none of a name
     */
    public static ChoiceSpace<SignEstimator> of(String... names) {
        Map<String, SignEstimator> estimators = new LinkedHashMap<>();
        Arrays.stream(names).forEach(n -> estimators.put(n, SignEstimators.named(n)));
        return ChoiceSpace.ofValues(estimators);
    }

    /**
     * A choice of all.
     *
     * @return the choice
     */
    public static ChoiceSpace<SignEstimator> all() {
        return ChoiceSpace.ofValues(SignEstimators.all());
    }
}
