/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The binary convolution formula by formula, slow and obvious, with {@link Mistake}s to choose
 * from.
 */
final class ReferenceConvolution {

    private static final double FACTOR = 2 * Math.sqrt(2);

    private final Mistake mistake;
    private final boolean training;
    private final double tau;
    private final double epsilon;
    private final int[] stride;
    private final int[] padding;
    private final int[] dilation;

    private final Tensor x;
    private final Tensor w;
    private final Tensor outGradient;
    private final double[] learnedAlpha;
    private final double[] bias;

    /** Values in C order with their shape. */
    record Tensor(int[] shape, double[] data) {

        static Tensor of(JsonNode node) {
            int[] shape = new int[node.get("shape").size()];
            Arrays.setAll(shape, i -> node.get("shape").get(i).asInt());
            double[] data = new double[node.get("data").size()];
            Arrays.setAll(data, i -> node.get("data").get(i).asDouble());
            return new Tensor(shape, data);
        }

        Tensor zeros() {
            return new Tensor(shape, new double[data.length]);
        }

        int index(int... at) {
            int index = 0;
            for (int d = 0; d < at.length; d++) {
                index = index * shape[d] + at[d];
            }
            return index;
        }
    }

    ReferenceConvolution(JsonNode file, Mistake mistake) {
        JsonNode params = file.get("params");
        this.mistake = mistake;
        this.training = params.get("training").asBoolean();
        this.tau = params.get("tau").asDouble();
        this.epsilon = params.get("eps").asDouble();
        this.stride = pair(params.get("stride"));
        this.padding = pair(params.get("padding"));
        this.dilation = pair(params.get("dilation"));
        this.x = Tensor.of(file.get("input"));
        this.w = Tensor.of(file.get("weight"));
        this.outGradient = Tensor.of(file.get("outGrad"));
        this.learnedAlpha = Tensor.of(file.get("alpha")).data();
        this.bias = file.has("bias") ? Tensor.of(file.get("bias")).data() : null;
    }

    private static int[] pair(JsonNode node) {
        return new int[] {node.get(0).asInt(), node.get(1).asInt()};
    }

    private boolean is(Mistake m) {
        return mistake == m;
    }

    /** Output and gradients by the names of the golden files. */
    Map<String, double[]> run() {
        int filters = w.shape()[0];
        int n = w.data().length / filters;

        double[] w0 = w.data().clone();
        double[] s = new double[filters];
        double[] w1 = new double[w0.length];
        for (int o = 0; o < filters; o++) {
            double mean = is(Mistake.NO_WEIGHT_MEAN) ? 0 : mean(w0, o * n, n);
            for (int i = o * n; i < (o + 1) * n; i++) {
                w0[i] -= mean;
            }
            s[o] = deviation(squares(w0, o * n, n), n);
            for (int i = o * n; i < (o + 1) * n; i++) {
                w1[i] = factor() * w0[i] / s[o];
            }
        }
        double[] lower = new double[filters];
        double[] upper = new double[filters];
        bounds(w1, filters, n, lower, upper);
        double[] wb = new double[w1.length];
        double[] alpha = learnedAlpha.clone();
        for (int o = 0; o < filters; o++) {
            double sum = 0;
            for (int i = o * n; i < (o + 1) * n; i++) {
                double w2 = Math.min(Math.max(w1[i], lower[o]), upper[o]);
                wb[i] = sign(w2);
                sum += Math.abs(w2);
            }
            if (is(Mistake.ALPHA_IS_MEAN_ABSOLUTE)) {
                alpha[o] = sum / n;
            }
        }
        Scaled scaled = scale();
        Tensor xb = x.zeros();
        for (int i = 0; i < xb.data().length; i++) {
            xb.data()[i] = sign(scaled.x0()[i]);
        }

        Tensor products = outGradient.zeros();
        Tensor binary = new Tensor(w.shape(), wb);
        convolve(xb, binary, (out, in, k, value) -> products.data()[out] += value * wb[k]);
        double[] dAlpha = new double[filters];
        double[] dBias = new double[filters];
        double[] output = new double[products.data().length];
        Tensor gp = outGradient.zeros();
        int plane = output.length / x.shape()[0] / filters;
        for (int i = 0; i < output.length; i++) {
            int o = i / plane % filters;
            double g = outGradient.data()[i];
            boolean inside = !is(Mistake.BIAS_OUTSIDE_ALPHA);
            double b = bias == null ? 0 : bias[o];
            double p = products.data()[i] + (inside ? b : 0);
            output[i] = alpha[o] * p + (inside ? 0 : b);
            dAlpha[o] += g * p;
            dBias[o] += inside ? alpha[o] * g : g;
            gp.data()[i] = alpha[o] * g;
        }

        double[] dwb = new double[wb.length];
        double[] dxb = new double[xb.data().length];
        double[] forWeights =
                is(Mistake.WEIGHT_GRADIENT_WITHOUT_ALPHA) ? outGradient.data() : gp.data();
        convolve(
                xb,
                binary,
                (out, in, k, value) -> {
                    dwb[k] += forWeights[out] * value;
                    if (in >= 0) {
                        dxb[in] += gp.data()[out] * wb[k];
                    }
                });

        Map<String, double[]> result = new LinkedHashMap<>();
        result.put("output", output);
        result.put("gradInput", inputGradient(dxb, scaled));
        double[] dw = new double[dwb.length];
        for (int o = 0; o < filters; o++) {
            weightGradient(dwb, w0, w1, s[o], lower[o], upper[o], o * n, n, dw);
        }
        result.put("gradWeight", dw);
        result.put("gradAlpha", dAlpha);
        if (bias != null) {
            result.put("gradBias", dBias);
        }
        return result;
    }

    private double factor() {
        return is(Mistake.NO_FACTOR) ? 1 : FACTOR;
    }

    private double sign(double v) {
        return v == 0 && is(Mistake.SIGN_OF_ZERO_IS_PLUS_ONE) ? 1 : Math.signum(v);
    }

    private static double mean(double[] a, int from, int n) {
        double sum = 0;
        for (int i = from; i < from + n; i++) {
            sum += a[i];
        }
        return sum / n;
    }

    /** Sum of squared differences from the mean. */
    private static double squares(double[] a, int from, int n) {
        double mean = mean(a, from, n);
        double sum = 0;
        for (int i = from; i < from + n; i++) {
            sum += (a[i] - mean) * (a[i] - mean);
        }
        return sum;
    }

    private double deviation(double squares, int n) {
        double variance = squares / (is(Mistake.BIASED_WEIGHT_VARIANCE) ? n : n - 1);
        if (is(Mistake.EPSILON_OUTSIDE_THE_ROOT)) {
            return Math.sqrt(variance) + epsilon;
        }
        return Math.sqrt(variance + (is(Mistake.NO_WEIGHT_EPSILON) ? 0 : epsilon));
    }

    private void bounds(double[] w1, int filters, int n, double[] lower, double[] upper) {
        double[] magnitudes = Arrays.stream(w1).map(Math::abs).toArray();
        for (int o = 0; o < filters; o++) {
            double b =
                    is(Mistake.SCALE_PER_FILTER)
                            ? mean(magnitudes, o * n, n)
                            : mean(magnitudes, 0, w1.length);
            double q = tau == 1 ? Double.POSITIVE_INFINITY : -b * Math.log(2 - 2 * tau);
            lower[o] = -q;
            upper[o] = q;
            if (is(Mistake.EMPIRICAL_QUANTILE_OF_MAGNITUDES)) {
                upper[o] = quantile(magnitudes, 2 * tau - 1);
                lower[o] = -upper[o];
            } else if (is(Mistake.EMPIRICAL_QUANTILES_OF_BOTH_SIDES)) {
                lower[o] = quantile(w1, 1 - tau);
                upper[o] = quantile(w1, tau);
            } else if (is(Mistake.NO_CLAMP)) {
                lower[o] = Double.NEGATIVE_INFINITY;
                upper[o] = Double.POSITIVE_INFINITY;
            }
        }
    }

    private static double quantile(double[] values, double p) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double position = p * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    /** Scaled input, and each example's mean and deviation. */
    private record Scaled(double[] x0, boolean scaled, double[] mean, double[] sigma) {}

    private Scaled scale() {
        int examples = x.shape()[0];
        int m = x.data().length / examples;
        boolean scaled =
                (training || is(Mistake.INPUT_SCALED_AT_INFERENCE))
                        && !is(Mistake.INPUT_NOT_SCALED);
        double[] x0 = x.data().clone();
        double[] mean = new double[examples];
        double[] sigma = new double[examples];
        for (int e = 0; scaled && e < examples; e++) {
            int group = is(Mistake.INPUT_SCALED_PER_BATCH) ? x0.length : m;
            int from = is(Mistake.INPUT_SCALED_PER_BATCH) ? 0 : e * m;
            mean[e] = mean(x.data(), from, group);
            int divisor = is(Mistake.BIASED_INPUT_VARIANCE) ? group : group - 1;
            sigma[e] = Math.sqrt(squares(x.data(), from, group) / divisor + epsilon);
            for (int i = e * m; i < (e + 1) * m; i++) {
                x0[i] -= is(Mistake.INPUT_MEAN_SUBTRACTED) ? mean[e] : 0;
                x0[i] /= sigma[e];
            }
        }
        return new Scaled(x0, scaled, mean, sigma);
    }

    private double[] inputGradient(double[] dxb, Scaled scaled) {
        int examples = x.shape()[0];
        int m = dxb.length / examples;
        double[] dx = new double[dxb.length];
        for (int i = 0; i < dx.length; i++) {
            dx[i] = dxb[i] * inputDerivative(scaled.x0()[i]);
        }
        if (!scaled.scaled()) {
            return dx;
        }
        boolean whole = is(Mistake.INPUT_SCALED_PER_BATCH);
        int group = whole ? dx.length : m;
        double[] g0 = dx.clone();
        for (int e = 0; e < examples; e++) {
            int from = whole ? 0 : e * m;
            double sum = 0;
            for (int i = from; i < from + group; i++) {
                sum +=
                        g0[i]
                                * (x.data()[i]
                                        - (is(Mistake.INPUT_MEAN_SUBTRACTED)
                                                ? scaled.mean()[e]
                                                : 0));
            }
            double sigma = scaled.sigma()[e];
            int divisor = is(Mistake.BIASED_INPUT_VARIANCE) ? group : group - 1;
            double share =
                    is(Mistake.INPUT_DEVIATION_DETACHED)
                            ? 0
                            : sum / (divisor * sigma * sigma * sigma);
            double meanGradient =
                    is(Mistake.INPUT_MEAN_SUBTRACTED) ? mean(g0, from, group) / sigma : 0;
            for (int i = e * m; i < (e + 1) * m; i++) {
                dx[i] = g0[i] / sigma - (x.data()[i] - scaled.mean()[e]) * share - meanGradient;
            }
        }
        return dx;
    }

    private double inputDerivative(double x0) {
        if (is(Mistake.INPUT_GRADIENT_CLIPPED_AT_ONE)) {
            return Math.abs(x0) <= 1 ? 1 : 0;
        }
        return is(Mistake.INPUT_GRADIENT_UNCHANGED) ? 1 : Math.max(0, 2 - 2 * Math.abs(x0));
    }

    private void weightGradient(
            double[] dwb,
            double[] w0,
            double[] w1,
            double s,
            double lower,
            double upper,
            int from,
            int n,
            double[] dw) {
        double[] g1 = new double[n];
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double v = w1[from + i];
            boolean passes = lower <= v && v <= upper;
            passes &= !is(Mistake.WEIGHT_GRADIENT_CLIPPED_AT_ONE) || Math.abs(v) <= 1;
            g1[i] = passes ? dwb[from + i] : 0;
            sum += g1[i] * w0[from + i];
        }
        if (is(Mistake.STANDARDIZATION_DETACHED)) {
            System.arraycopy(g1, 0, dw, from, n);
            return;
        }
        int divisor = is(Mistake.BIASED_WEIGHT_VARIANCE) ? n : n - 1;
        double share = is(Mistake.WEIGHT_DEVIATION_DETACHED) ? 0 : sum / (divisor * s * s);
        for (int i = 0; i < n; i++) {
            dw[from + i] = factor() / s * (g1[i] - w0[from + i] * share);
        }
        if (!is(Mistake.WEIGHT_MEAN_DETACHED) && !is(Mistake.NO_WEIGHT_MEAN)) {
            double mean = mean(dw, from, n);
            for (int i = from; i < from + n; i++) {
                dw[i] -= mean;
            }
        }
    }

    /** One product of the convolution. */
    private interface Product {
        /**
         * @param out index of the output element
         * @param in index of the input element, negative in the padding
         * @param k index of the weight
         * @param value the input's value there
         */
        void visit(int out, int in, int k, double value);
    }

    private void convolve(Tensor input, Tensor weight, Product product) {
        int[] out = outGradient.shape();
        int[] in = input.shape();
        int[] k = weight.shape();
        double border =
                is(Mistake.PADDED_WITH_PLUS_ONE) ? 1 : is(Mistake.PADDED_WITH_MINUS_ONE) ? -1 : 0;
        for (int b = 0; b < out[0]; b++) {
            for (int o = 0; o < out[1]; o++) {
                for (int r = 0; r < out[2]; r++) {
                    for (int c = 0; c < out[3]; c++) {
                        for (int i = 0; i < k[1]; i++) {
                            for (int kr = 0; kr < k[2]; kr++) {
                                for (int kc = 0; kc < k[3]; kc++) {
                                    int y = r * stride[0] - padding[0] + kr * dilation[0];
                                    int z = c * stride[1] - padding[1] + kc * dilation[1];
                                    boolean inside = y >= 0 && y < in[2] && z >= 0 && z < in[3];
                                    int at = inside ? input.index(b, i, y, z) : -1;
                                    product.visit(
                                            outGradient.index(b, o, r, c),
                                            at,
                                            weight.index(o, i, kr, kc),
                                            inside ? input.data()[at] : border);
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
