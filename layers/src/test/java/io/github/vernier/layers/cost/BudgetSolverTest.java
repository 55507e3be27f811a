/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetSolverTest {

    /** Parameters of WRN-28-10 with 10 classes, given those of a block convolution. */
    private static long wideResNet(LongBinaryOperator convolution) {
        long[] widths = {16, 160, 320, 640};
        long parameters = 27 * 16 + 2 * 640 + 640 * 10 + 10;
        for (int group = 1; group < widths.length; group++) {
            for (int block = 0; block < 4; block++) {
                long in = block == 0 ? widths[group - 1] : widths[group];
                long out = widths[group];
                parameters += 2 * in + 2 * out;
                parameters += convolution.applyAsLong(in, out) + convolution.applyAsLong(out, out);
                parameters += in == out ? 0 : in * out;
            }
        }
        return parameters;
    }

    private static long hashed(double ratio) {
        return wideResNet((in, out) -> (long) (ratio * 9 * in * out) + out);
    }

    private static long separableHashed(double ratio) {
        return wideResNet((in, out) -> 9 * in + (long) (ratio * in * out) + out);
    }

    private static long acdc(int layers) {
        return 358_378 + 17_920L * (layers - 1);
    }

    @Test
    void theClosedFormIsThePublishedCount() {
        assertThat(wideResNet((in, out) -> 9 * in * out)).isEqualTo(36_479_194);
        assertThat(wideResNet((in, out) -> 9 * in * out / 10 + out)).isEqualTo(3_911_898);
        assertThat(acdc(12)).isEqualTo(555_498);
        assertThat(wideResNet((in, out) -> 9 * in + 11 * 2 * out)).isEqualTo(555_498);
    }

    @ParameterizedTest
    @CsvSource({
        "500000, 0.0057369, 499955",
        "1000000, 0.0195513, 999974",
        "3911898, 0.1000018, 3911950"
    })
    void hashedRatiosComeAtLeastAsNearAsScalarMinimization(
            long budget, double ratio, long published) {
        Budget solved = BudgetSolver.real(BudgetSolverTest::hashed, 0.001, 0.9, budget);
        assertThat(solved.isFeasible()).isTrue();
        assertThat(solved.value()).isCloseTo(ratio, within(5e-6));
        assertThat(solved.size()).isLessThanOrEqualTo(budget).isEqualTo(hashed(solved.value()));
        assertThat(budget - solved.size()).isLessThanOrEqualTo(Math.abs(budget - published));
    }

    @ParameterizedTest
    @CsvSource({
        "500000, 0.0329879, 499989",
        "1000000, 0.1573131, 1000001",
        "2000000, 0.4059599, 2000003"
    })
    void separableHashedRatios(long budget, double ratio, long published) {
        Budget solved = BudgetSolver.real(BudgetSolverTest::separableHashed, 0.001, 0.9, budget);
        assertThat(solved.value()).isCloseTo(ratio, within(5e-6));
        assertThat(solved.size()).isLessThanOrEqualTo(budget);
        assertThat((double) solved.size()).isCloseTo(published, within(24.0));
    }

    @Test
    void nothingLargerFitsTheBudget() {
        Budget solved = BudgetSolver.real(BudgetSolverTest::hashed, 0.001, 0.9, 500_000);
        assertThat(hashed(solved.value() * (1 + 1e-4))).isGreaterThan(solved.size());
        assertThat(hashed(solved.value() * (1 - 1e-11))).isLessThan(solved.size());
    }

    @Test
    void anInfeasibleBudgetSaysWhatIsFeasible() {
        Budget small = BudgetSolver.real(BudgetSolverTest::hashed, 0.001, 0.9, 100_000);
        assertThat(small.isFeasible()).isFalse();
        assertThat(small.value()).isEqualTo(0.001);
        assertThat(small.floor()).isEqualTo(328_499).isEqualTo(small.size());
        assertThat(small.ceiling()).isEqualTo(32_868_570);
        assertThatThrownBy(small::orThrow)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Budget 100000 is below the floor: sizes from 328499 to 32868570 can be"
                                + " reached");
        Budget large = BudgetSolver.real(BudgetSolverTest::separableHashed, 0.001, 0.9, 4_000_000);
        assertThat(large.isFeasible()).isFalse();
        assertThat(large.floor()).isEqualTo(371_347);
        assertThat(large.ceiling()).isEqualTo(3_986_922).isEqualTo(large.size());
        assertThatThrownBy(large::orThrow).hasMessageContaining("above the ceiling");
    }

    @Test
    void everyReachableNumberOfFactorsIsFoundExactly() {
        for (int layers = 2; layers <= 128; layers++) {
            Budget exact = BudgetSolver.integer(BudgetSolverTest::acdc, 2, 128, acdc(layers));
            assertThat(exact.intValue()).isEqualTo(layers);
            assertThat(exact.orThrow().size()).isEqualTo(acdc(layers));
        }
        assertThat(BudgetSolver.integer(BudgetSolverTest::acdc, 2, 128, 555_498).value())
                .isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 17_919})
    void betweenTwoSizesTheSmallerIsTaken(long excess) {
        Budget solved = BudgetSolver.integer(BudgetSolverTest::acdc, 2, 128, acdc(40) + excess);
        assertThat(solved.value()).isEqualTo(40);
        assertThat(solved.size()).isEqualTo(acdc(40));
    }

    @Test
    void onAPlateauTheSmallestSettingIsTaken() {
        Budget integer = BudgetSolver.integer(n -> n / 10, 0, 100, 4);
        assertThat(integer.value()).isEqualTo(40);
        Budget real = BudgetSolver.real(h -> (long) (h * 10), 0, 1, 4);
        assertThat(real.value()).isCloseTo(0.4, within(1e-11));
        assertThat(real.size()).isEqualTo(4);
    }

    @Test
    void integersOutsideTheRange() {
        Budget below = BudgetSolver.integer(BudgetSolverTest::acdc, 2, 128, 100_000);
        assertThat(below.isFeasible()).isFalse();
        assertThat(below.value()).isEqualTo(2);
        assertThat(below.size()).isEqualTo(376_298);
        Budget above = BudgetSolver.integer(BudgetSolverTest::acdc, 2, 128, 10_000_000);
        assertThat(above.isFeasible()).isFalse();
        assertThat(above.value()).isEqualTo(128);
        assertThat(above.ceiling()).isEqualTo(acdc(128));
    }

    @Test
    void anEmptyRangeIsRefused() {
        assertThatThrownBy(() -> BudgetSolver.real(h -> 1, 0.9, 0.1, 1))
                .hasMessageContaining("[0.9, 0.1]");
        assertThatThrownBy(() -> BudgetSolver.real(h -> 1, 0, Double.NaN, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BudgetSolver.integer(n -> 1, 3, 2, 1))
                .hasMessageContaining("[3, 2]");
    }
}
