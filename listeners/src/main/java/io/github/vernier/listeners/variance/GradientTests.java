/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

/**
 * Whether a minibatch is large enough, and when to stop; formulas of f-dangel/cockpit.
 *
 * <p>With g_i the gradient of example i of N, g their mean, {@code V_d} the population variance and
 * {@code U_d} the unbiased one of coordinate d:
 *
 * @param gradientNorm {@code ‖g‖}
 * @param normTest {@code sqrt(Σ_d U_d / N / ‖g‖²)}: relative error of g; Byrd et al. 2012 want it
 *     below a θ such as 0.9
 * @param innerTest {@code sqrt(var_unbiased(g_iᵀg) / N / ‖g‖⁴)}: error of g along itself;
 *     Bollapragada et al. 2017
 * @param orthoTest {@code sqrt([Σ‖g_i‖² - Σ(g_iᵀg)²/‖g‖²] / (N-1) / N / ‖g‖²)}: error of g across
 *     itself; Bollapragada et al. 2017
 * @param meanGsnr {@code mean_d g_d²/(V_d + 1e-5)}; Liu et al. 2020
 * @param earlyStopping {@code 1 - N·mean_d g_d²/(V_d·N/(N-1) + 1e-5)}: above 0 the minibatch gives
 *     no evidence of a gradient; Mahsereci et al. 2017, for plain SGD
 * @param cabs {@code Σ_d V_d / loss}: times the learning rate it is the minibatch that CABS
 *     suggests; Balles et al. 2017, for plain SGD
 */
public record GradientTests(
        double gradientNorm,
        double normTest,
        double innerTest,
        double orthoTest,
        double meanGsnr,
        double earlyStopping,
        double cabs) {

    /**
     * The minibatch size that CABS suggests.
     *
     * @param learningRate of plain SGD
     */
    public double suggestedBatchSize(double learningRate) {
        return learningRate * cabs;
    }
}
