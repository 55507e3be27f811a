/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.testing.SubstituteContract;
import org.junit.jupiter.api.Nested;

/** The families of hashed layers keep the contract of substitutes. */
class HashedSubstitutesContractTest {

    @Nested
    class Hashed extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new HashedSubstitute();
        }
    }

    @Nested
    class Signed extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new HashedSubstitute(true);
        }
    }

    @Nested
    class Separable extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new HashedSeparableSubstitute();
        }
    }

    @Nested
    class BothHashedSeparable extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new BothHashedSeparableSubstitute();
        }
    }
}
