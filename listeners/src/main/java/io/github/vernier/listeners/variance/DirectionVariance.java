/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.ParameterBlock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Variance of an estimator's direction from K + K draws.
 *
 * <p>The first K draws give the mean E. The next K, g_k, give for each coordinate d {@code S_d =
 * Σ_k g_kd²} and {@code R_d = Σ_k (g_kd - E_d)²}, hence with D coordinates
 *
 * <pre>
 * REFERENCE   variance = 1/(K·D) Σ_d R_d            snr = 1/D Σ_d [log(S_d+1e-10) - log(R_d+1e-10)]
 *             normalized variance = 1/D Σ_d R_d/(S_d+1e-7)    mean square = 1/(K·D) Σ_d S_d
 * UNBIASED    the same of R/(K+1) in the place of R/K and S/K in the place of S, and constants of
 *             1e-10 and 1e-7 times the parameter's mean of S_d/K in the place of absolute ones
 * </pre>
 *
 * <p>In REFERENCE the variance is too large by 1+1/K, since E is noisy too. Source: fartashf/
 * gvar_code, {@code get_Ege_var}. Only coordinates that training moves along a gradient count.
 * Memory: three numbers for each coordinate, kept between measurements.
 */
public final class DirectionVariance {

    private static final double LOG_EPSILON = 1e-10;
    private static final double RATIO_EPSILON = 1e-7;

    private final List<ParameterBlock> blocks;
    private final Convention convention;
    private final int draws;
    private final HostCopy host = new HostCopy();
    private final double[][] mean;
    private final double[][] squares;
    private final double[][] residuals;
    private double[] draw = new double[0];

    /**
     * An estimator.
     *
     * @param blocks parameters of the network, as of {@code Twin.blocks()}
     * @param draws K, at least 1; 10 and 50 are the published choices
     * @param convention formulas
     * @throws IllegalArgumentException if there are no draws or no parameters in training
     */
    public DirectionVariance(List<ParameterBlock> blocks, int draws, Convention convention) {
        if (draws < 1) {
            throw new IllegalArgumentException("draws is " + draws + ", expected at least 1");
        }
        this.blocks = blocks.stream().filter(ParameterBlock::trainable).toList();
        if (this.blocks.isEmpty()) {
            throw new IllegalArgumentException("The network has no parameters in training");
        }
        this.draws = draws;
        this.convention = convention;
        mean = zeros();
        squares = zeros();
        residuals = zeros();
    }

    private double[][] zeros() {
        return blocks.stream()
                .map(block -> new double[Math.toIntExact(block.length())])
                .toArray(double[][]::new);
    }

    /**
     * Draws 2K times.
     *
     * @param direction whose variance is asked for
     * @return statistics by parameter, by layer and in total
     */
    public GradientReport measure(Direction direction) {
        for (double[][] sums : List.of(mean, squares, residuals)) {
            Arrays.stream(sums).forEach(sum -> Arrays.fill(sum, 0));
        }
        for (int k = 0; k < draws; k++) {
            forEachBlock(direction.draw(), this::addToMean);
        }
        for (int k = 0; k < draws; k++) {
            forEachBlock(direction.draw(), this::addToSpread);
        }
        Map<ParameterBlock, Tally> tallies = new LinkedHashMap<>();
        for (int b = 0; b < blocks.size(); b++) {
            tallies.put(blocks.get(b), tally(b));
        }
        return GradientReport.of(tallies);
    }

    /**
     * Mean direction of the last measurement's first K draws.
     *
     * @param block one of the parameters in training
     * @return the coordinates of this parameter, in the order of the flat vector
     */
    public double[] mean(ParameterBlock block) {
        int index = blocks.indexOf(block);
        if (index < 0) {
            throw new IllegalArgumentException(block.name() + " is no parameter in training");
        }
        return mean[index].clone();
    }

    private interface BlockWork {
        void add(int block, double[] values);
    }

    private void forEachBlock(INDArray flat, BlockWork work) {
        for (int b = 0; b < blocks.size(); b++) {
            int length = mean[b].length;
            if (draw.length < length) {
                draw = new double[length];
            }
            host.read(flat, blocks.get(b).offset(), draw, length);
            work.add(b, draw);
        }
    }

    private void addToMean(int block, double[] values) {
        double[] sum = mean[block];
        for (int d = 0; d < sum.length; d++) {
            sum[d] += values[d] / draws;
        }
    }

    private void addToSpread(int block, double[] values) {
        double[] e = mean[block];
        double[] s = squares[block];
        double[] r = residuals[block];
        for (int d = 0; d < e.length; d++) {
            double g = values[d];
            s[d] += g * g;
            r[d] += (g - e[d]) * (g - e[d]);
        }
    }

    private Tally tally(int block) {
        double[] e = mean[block];
        double[] s = squares[block];
        double[] r = residuals[block];
        boolean unbiased = convention == Convention.UNBIASED;
        double squareUnit = unbiased ? 1.0 / draws : 1;
        double residualUnit = unbiased ? 1.0 / (draws + 1) : 1;
        double unit = unbiased ? meanOfFinite(s) * squareUnit : 1;
        double logEpsilon = LOG_EPSILON * unit + Double.MIN_NORMAL;
        double ratioEpsilon = RATIO_EPSILON * unit + Double.MIN_NORMAL;
        long finite = 0;
        double squaredMean = 0;
        double residualSum = 0;
        double squareSum = 0;
        double normalized = 0;
        LogSum ratio = new LogSum();
        for (int d = 0; d < e.length; d++) {
            if (!Double.isFinite(e[d] + s[d] + r[d])) {
                continue;
            }
            finite++;
            squaredMean += e[d] * e[d];
            residualSum += r[d];
            squareSum += s[d];
            double square = s[d] * squareUnit;
            double residual = r[d] * residualUnit;
            normalized += residual / (square + ratioEpsilon);
            ratio.add((square + logEpsilon) / (residual + logEpsilon));
        }
        return new Tally(
                finite,
                e.length - finite,
                unbiased ? 1.0 / draws : 0,
                squaredMean,
                residualSum / (unbiased ? draws + 1 : draws),
                normalized,
                ratio.value(),
                squareSum / draws);
    }

    private static double meanOfFinite(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).average().orElse(0);
    }
}
