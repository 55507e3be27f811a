/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.testing.SubstituteContract;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** The families of low-rank layers keep the contract of substitutes. */
class LowRankSubstitutesContractTest {

    @Nested
    class LowRank extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new LowRankSubstitute();
        }
    }

    @Nested
    class Tied extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new TiedLowRankSubstitute();
        }

        @Override
        protected List<Shape> shapes() {
            return List.of(new Shape(8, 8, 3), new Shape(4, 12, 3), new Shape(3, 9, 1));
        }
    }

    @Nested
    class Shuffle extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new ShuffleSubstitute();
        }

        @Override
        protected List<Shape> shapes() {
            return List.of(
                    new Shape(8, 8, 3),
                    new Shape(4, 12, 3),
                    new Shape(9, 5, 3),
                    new Shape(8, 8, 1));
        }
    }

    @Nested
    class TensorTrain extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new TensorTrainSubstitute();
        }
    }

    @Nested
    class Tucker extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new TuckerSubstitute();
        }
    }
}
