/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.testing.SubstituteContract;

/** With float inputs: a sign is not linear. */
class BinarySubstituteContractTest extends SubstituteContract {

    @Override
    protected Substitute substitute() {
        return new BinarySubstitute(builder -> builder.floatInput());
    }
}
