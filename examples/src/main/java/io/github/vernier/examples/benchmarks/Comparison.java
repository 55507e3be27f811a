/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.util.Statistics;

/**
 * A measured time beside the sum of its peers' times.
 *
 * @param what what was measured
 * @param variant its key among the results
 * @param peers the keys of what it is compared with, summed
 * @param goal the ratio aimed at
 */
record Comparison(String what, String variant, List<String> peers, double goal) {

    static final List<Comparison> ALL =
            List.of(
                    new Comparison(
                            "stock small CNN, a step: with oneDNN / as shipped",
                            "stockWithOneDnn",
                            List.of("stockAsShipped"),
                            0.17),
                    new Comparison(
                            "hashed / stock 3x3 convolution, 64 channels",
                            "hashed-64",
                            List.of("stock-64"),
                            1.10),
                    new Comparison(
                            "hashed separable / stock, 64 channels",
                            "separable-64",
                            List.of("stock-64"),
                            1.0),
                    new Comparison(
                            "hashed / stock 3x3 convolution, 640 channels",
                            "hashed-640",
                            List.of("stock-640"),
                            1.10),
                    new Comparison(
                            "hashed separable / stock, 640 channels",
                            "separable-640",
                            List.of("stock-640"),
                            0.20),
                    new Comparison(
                            "ACDC / stock 3x3 convolution, 64 channels",
                            "acdc-64",
                            List.of("stock-64"),
                            1.15),
                    new Comparison(
                            "ACDC / stock 3x3 convolution, 640 channels",
                            "acdc-640",
                            List.of("stock-640"),
                            0.50),
                    new Comparison(
                            "low rank (a tenth) / stock 3x3 convolution, 640 channels",
                            "lowrank-640",
                            List.of("stock-640"),
                            0.20),
                    new Comparison(
                            "shuffle (4 groups) / stock 3x3 convolution, 640 channels",
                            "shuffle-640",
                            List.of("stock-640"),
                            0.20),
                    new Comparison(
                            "binary / stock 3x3 convolution, 64 channels",
                            "binary-64",
                            List.of("stock-64"),
                            1.15),
                    new Comparison(
                            "binary / stock 3x3 convolution, 640 channels",
                            "binary-640",
                            List.of("stock-640"),
                            1.15),
                    new Comparison(
                            "Pop-Art / stock head, 256-256-16, batch 32",
                            "popart-32",
                            List.of("output-32"),
                            1.05),
                    new Comparison(
                            "Pop-Art / stock head, 256-256-16, batch 128",
                            "popart-128",
                            List.of("output-128"),
                            1.05),
                    new Comparison(
                            "distilled step / plain step + teacher forward",
                            "DISTILLED",
                            List.of("PLAIN", "TEACHER"),
                            1.10),
                    new Comparison(
                            "step with variance / step + forward and backward",
                            "VARIANCE_EVERY_STEP",
                            List.of("NO_VARIANCE", "FORWARD_BACKWARD"),
                            1.25),
                    new Comparison(
                            "step with variance by default schedule / step",
                            "VARIANCE_BY_DEFAULT",
                            List.of("NO_VARIANCE"),
                            1.15));

    /** The ratio by one statistic, such as the median. */
    double ratio(Map<String, Statistics> results, ToDoubleFunction<Statistics> of) {
        return of.applyAsDouble(results.get(variant))
                / peers.stream().mapToDouble(p -> of.applyAsDouble(results.get(p))).sum();
    }

    boolean isMeasured(Map<String, Statistics> results) {
        return results.containsKey(variant) && results.keySet().containsAll(peers);
    }
}
