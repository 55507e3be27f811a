/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.vernier.layers.hashed.HashedConvolution2D;
import io.github.vernier.layers.substitution.HashedSubstitute;
import io.github.vernier.layers.substitution.Substitute;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The contract of substitutes rejects families that break it. */
class SubstituteContractRejectsTest {

    /** A right family, for others to break. */
    private static class Right implements Substitute {
        private final Substitute hashed = new HashedSubstitute();

        @Override
        public ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed) {
            return hashed.replace(original, ratio, seed);
        }

        @Override
        public double initialize(
                ConvolutionLayer layer, INDArray weight, Map<String, INDArray> parameters) {
            return hashed.initialize(layer, weight, parameters);
        }
    }

    static final class LargerRatioIsSmaller extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new Right() {
                @Override
                public ConvolutionLayer replace(
                        ConvolutionLayer original, double ratio, long seed) {
                    return super.replace(original, 1 - ratio, seed);
                }
            };
        }
    }

    static final class ClaimsTooMuch extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new Right() {
                @Override
                public double initialize(
                        ConvolutionLayer layer, INDArray weight, Map<String, INDArray> parameters) {
                    return 0.9 * super.initialize(layer, weight, parameters);
                }
            };
        }
    }

    static final class UsesUpTheWeight extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new Right() {
                @Override
                public double initialize(
                        ConvolutionLayer layer, INDArray weight, Map<String, INDArray> parameters) {
                    double residual = super.initialize(layer, weight, parameters);
                    weight.muli(2);
                    return residual;
                }
            };
        }
    }

    static final class ChangesTheOriginal extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new Right() {
                @Override
                public ConvolutionLayer replace(
                        ConvolutionLayer original, double ratio, long seed) {
                    original.setLayerName("mine now");
                    return super.replace(original, ratio, seed);
                }
            };
        }
    }

    static final class OverwritesTheBias extends SubstituteContract {
        @Override
        protected Substitute substitute() {
            return new Right() {
                @Override
                public double initialize(
                        ConvolutionLayer layer, INDArray weight, Map<String, INDArray> parameters) {
                    parameters.get("b").addi(1e-3);
                    return super.initialize(layer, weight, parameters);
                }
            };
        }
    }

    static final class ForgetsTheSeed extends SubstituteContract {
        private static final AtomicLong CALLS = new AtomicLong();

        @Override
        protected Substitute substitute() {
            return new Right() {
                @Override
                public HashedConvolution2D replace(
                        ConvolutionLayer original, double ratio, long seed) {
                    return (HashedConvolution2D)
                            super.replace(original, ratio, CALLS.incrementAndGet());
                }
            };
        }
    }

    private static Stream<String> failedTests(Class<? extends SubstituteContract> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(ContractRejectsTest::method)
                .distinct();
    }

    @Test
    void eachFaultFailsItsTest() {
        assertThat(failedTests(LargerRatioIsSmaller.class))
                .containsExactly("theSizeNeverDecreasesWithTheRatio");
        assertThat(failedTests(ClaimsTooMuch.class))
                .containsExactly("theResidualIsThatOfTheAppliedWeight");
        assertThat(failedTests(UsesUpTheWeight.class)).containsExactly("theArgumentsAreNotTouched");
        assertThat(failedTests(ChangesTheOriginal.class)).contains("theArgumentsAreNotTouched");
        assertThat(failedTests(OverwritesTheBias.class))
                .contains("allOtherParametersAreCopiedBitForBit");
        assertThat(failedTests(ForgetsTheSeed.class))
                .containsExactly("theSameSeedGivesTheSameNetworkAlsoFromJson");
    }
}
