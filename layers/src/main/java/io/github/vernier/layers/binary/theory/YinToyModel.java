/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.theory;

/**
 * The toy network in which straight-through estimators can be told right from wrong in closed form.
 *
 * <p>{@code y(Z; v, w) = vᵀ σ(Z w)} with σ(x) = 1[x &gt; 0] and Z of m × n independent standard
 * normal numbers; a teacher (v*, w*) with |w*| = 1; loss ½(y − y*)². All values are expectations
 * over Z. A <i>coarse gradient</i> is what back propagation gives with μ′ in place of σ′: {@code Zᵀ
 * (μ′(Z w) ⊙ v)(y − y*)}.
 *
 * <p>Source: Yin et al. 2019, "Understanding Straight-Through Estimator in Training Activation
 * Quantized Neural Nets", arXiv 1903.05662; the clipped ReLU's closed form is derived.
 */
public final class YinToyModel {

    private static final double SQRT_2_PI = Math.sqrt(2 * Math.PI);

    /** Below this the directions of w and w* are the same or opposite to rounding. */
    private static final double PARALLEL = 1e-12;

    private final double[] v;
    private final double[] vStar;
    private final double length;
    private final double[] direction;
    private final double[] across;
    private final double[] wStar;
    private final double cos;
    private final double sin;
    private final double theta;

    /**
     * A student and a teacher.
     *
     * @param v the student's second layer, m numbers
     * @param w the student's first layer, n numbers, not all zero
     * @param vStar the teacher's second layer, m numbers
     * @param wStar the teacher's first layer, n numbers of length 1
     * @throws IllegalArgumentException if numbers do not match, w is zero, or w* is not of length 1
     */
    public YinToyModel(double[] v, double[] w, double[] vStar, double[] wStar) {
        if (v.length != vStar.length || w.length != wStar.length) {
            throw new IllegalArgumentException(
                    "Student and teacher must be of one size, but v, w, v*, w* have "
                            + v.length
                            + ", "
                            + w.length
                            + ", "
                            + vStar.length
                            + ", "
                            + wStar.length);
        }
        this.length = norm(w);
        if (length == 0 || Math.abs(norm(wStar) - 1) > 1e-6) {
            throw new IllegalArgumentException(
                    "w must not be zero and w* must have length 1; their lengths are "
                            + length
                            + " and "
                            + norm(wStar));
        }
        this.v = v.clone();
        this.vStar = vStar.clone();
        this.wStar = wStar.clone();
        this.direction = scaled(w, 1 / length);
        double along = dot(direction, wStar);
        double[] rest = plus(wStar, direction, -along);
        double restLength = norm(rest);
        // The angle by its tangent: an arc cosine loses half the digits near 0 and pi.
        this.theta = Math.atan2(restLength, along);
        this.cos = Math.cos(theta);
        this.sin = Math.sin(theta);
        this.across = restLength < PARALLEL ? new double[w.length] : scaled(rest, 1 / restLength);
    }

    /**
     * The angle between w and w*.
     *
     * @return θ in [0, π]
     */
    public double theta() {
        return theta;
    }

    /**
     * The expected loss.
     *
     * @return {@code ⅛ [vᵀ(I+J)v − 2vᵀ((1−2θ/π)I+J)v* + v*ᵀ(I+J)v*]}, J all ones
     */
    public double loss() {
        return (dot(v, v)
                        + sum(v) * sum(v)
                        - 2 * (a() * dot(v, vStar) + sum(v) * sum(vStar))
                        + dot(vStar, vStar)
                        + sum(vStar) * sum(vStar))
                / 8;
    }

    private double a() {
        return 1 - 2 * theta / Math.PI;
    }

    /**
     * The loss's gradient by v.
     *
     * @return {@code ¼ [(I+J)v − ((1−2θ/π)I+J)v*]}
     */
    public double[] gradientV() {
        double difference = sum(v) - sum(vStar);
        double[] gradient = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            gradient[i] = (v[i] - a() * vStar[i] + difference) / 4;
        }
        return gradient;
    }

    /**
     * The loss's gradient by w.
     *
     * @return {@code −(vᵀv*)/(2π|w|) · u}, u the unit vector from w towards w* at right angles to
     *     w; zero if there is no such direction
     */
    public double[] gradientW() {
        return scaled(across, -dot(v, vStar) / (2 * Math.PI * length));
    }

    /**
     * Coarse gradient with the identity's derivative, μ′ = 1.
     *
     * @return {@code (|v|² ŵ − (vᵀv*) w*) / √(2π)}
     */
    public double[] coarseIdentity() {
        return plus(scaled(direction, dot(v, v) / SQRT_2_PI), wStar, -dot(v, vStar) / SQRT_2_PI);
    }

    /**
     * Coarse gradient with ReLU's derivative, μ′(x) = 1[x &gt; 0].
     *
     * @return {@code h/(2√(2π)) ŵ − cos(θ/2) (vᵀv*)/√(2π) · (ŵ+w*)/|ŵ+w*|}, {@code h = |v|² +
     *     (1ᵀv)² − (1ᵀv)(1ᵀv*) + vᵀv*}
     */
    public double[] coarseRelu() {
        // |w^ + w*| = 2 cos(theta/2), which is 0 where the second term has a limit.
        double[] own = scaled(direction, h() / (2 * SQRT_2_PI));
        double[] both = plus(direction, wStar, 1);
        return plus(own, both, -dot(v, vStar) / (2 * SQRT_2_PI));
    }

    private double h() {
        return dot(v, v) + sum(v) * sum(v) - sum(v) * sum(vStar) + dot(v, vStar);
    }

    /**
     * Coarse gradient with the clipped ReLU's derivative, μ′(x) = 1[0 &lt; x &lt; 1].
     *
     * <p>With L = 1/|w|: {@code (h/2) A ŵ − (vᵀv*) C}, {@code A = (1 − exp(−L²/2))/√(2π)}, {@code C
     * = ŵ ∫₀ᴸ s φ(s) Φ(s cot θ) ds + u sin θ/√(2π) (Φ(L/sin θ) − ½)}; by parts the integral is
     * {@code φ(0)/2 − φ(L) Φ(L cot θ) + cos θ/√(2π) (Φ(L/sin θ) − ½)}.
     *
     * @return the vector
     */
    public double[] coarseClippedRelu() {
        double l = 1 / length;
        double a = -Math.expm1(-l * l / 2) / SQRT_2_PI;
        // Dividing by a sine of 0 gives the limits: an infinite argument of the distribution.
        double half = Normal.distribution(l / sin) - 0.5;
        double integral =
                Normal.density(0) / 2
                        - Normal.density(l) * Normal.distribution(l * cos / sin)
                        + cos / SQRT_2_PI * half;
        double product = dot(v, vStar);
        double[] own = scaled(direction, h() / 2 * a - product * integral);
        return plus(own, across, -product * sin / SQRT_2_PI * half);
    }

    private static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static double sum(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value;
        }
        return sum;
    }

    private static double norm(double[] x) {
        return Math.sqrt(dot(x, x));
    }

    private static double[] scaled(double[] x, double factor) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i] * factor;
        }
        return y;
    }

    private static double[] plus(double[] x, double[] y, double factor) {
        double[] z = x.clone();
        for (int i = 0; i < x.length; i++) {
            z[i] += y[i] * factor;
        }
        return z;
    }
}
