/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.testing.SubstituteContract;
import java.util.List;

class AcdcSubstituteContractTest extends SubstituteContract {

    @Override
    protected Substitute substitute() {
        return new AcdcSubstitute(10);
    }

    /** Narrower ones have to divide. */
    @Override
    protected List<Shape> shapes() {
        return List.of(
                new Shape(8, 8, 3),
                new Shape(4, 10, 3),
                new Shape(10, 5, 3),
                new Shape(9, 3, 3),
                new Shape(8, 4, 1));
    }
}
