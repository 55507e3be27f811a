/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import io.github.vernier.layers.testing.BadConfigurationContract;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;

class HashedBadConfigurationTest extends BadConfigurationContract {

    private static HashedConvolution2D.Builder hashed(int... kernel) {
        return new HashedConvolution2D.Builder(kernel).ratio(0.5).nOut(6).name("mine");
    }

    private static HashedSeparableConvolution2D.Builder separable() {
        return new HashedSeparableConvolution2D.Builder(3, 3).ratio(0.5).nOut(6).name("mine");
    }

    @Override
    protected List<Bad> badConfigurations() {
        return List.of(
                new Bad("no size", () -> sizeless(), "Hashed", "buckets, a ratio or decimate()"),
                new Bad(
                        "no separable size",
                        () -> sizelessSeparable(),
                        "Hashed separable",
                        "budget"),
                new Bad("ratio 0", () -> hashed(3, 3).ratio(0), "ratio", "(0, 1]", "0.0"),
                new Bad("ratio 2", () -> separable().ratio(2), "ratio", "(0, 1]", "2.0"),
                new Bad(
                        "ratio NaN",
                        () -> hashed(3, 3).ratio(Double.NaN),
                        "ratio",
                        "(0, 1]",
                        "NaN"),
                new Bad("buckets 0", () -> hashed(3, 3).buckets(0), "buckets", "at least 1", "0"),
                new Bad("budget 0", () -> separable().budget(0), "budget", "at least 1", "0"),
                new Bad("groups 0", () -> hashed(3, 3).groups(0), "groups", "at least 1", "0"),
                new Bad("kernel 0", () -> hashed(0, 3).build(), "kernel", "positive", "[0, 3]"),
                new Bad("kernel -1", () -> hashed(-1, 3).build(), "kernelSize", ">= 0", "[-1, 3]"),
                new Bad(
                        "3-D kernel",
                        () -> hashed(3, 3, 3).build(),
                        "kernelSize",
                        "2",
                        "[3, 3, 3]"),
                new Bad(
                        "stride",
                        () -> hashed(3, 3).stride(0, 1).build(),
                        "stride",
                        "> 0",
                        "[0, 1]"),
                new Bad(
                        "dilation",
                        () -> separable().dilation(1, 0).build(),
                        "dilation",
                        "at least 1",
                        "[1, 0]"),
                new Bad(
                        "causal",
                        () -> hashed(3, 3).convolutionMode(ConvolutionMode.Causal).build(),
                        "Causal",
                        "1D"),
                new Bad(
                        "padding twice",
                        () ->
                                hashed(3, 3)
                                        .convolutionMode(ConvolutionMode.Same)
                                        .padding(1, 1)
                                        .build(),
                        "Padding",
                        "same"),
                new Bad(
                        "signs that were not published",
                        () -> hashed(3, 3).signed(true).referenceCompatible(true).build(),
                        "signed",
                        "referenceCompatible"),
                new Bad("nOut 0", () -> network(hashed(3, 3).nOut(0).build()), "mine", "nOut=0"),
                new Bad(
                        "nOut -3",
                        () -> network(hashed(3, 3).nOut(-3).build()),
                        "\"mine\"",
                        "nOut",
                        "at least 1",
                        "-3"),
                new Bad(
                        "nOut 0 of a separable layer",
                        () -> network(separable().nOut(0).build()),
                        "mine",
                        "nOut=0"),
                new Bad(
                        "more buckets than weights",
                        () -> network(hashed(3, 3).buckets(1000).build()),
                        "\"mine\"",
                        "buckets",
                        "from 1",
                        "216",
                        "1000"),
                new Bad(
                        "more buckets than 1x1 weights",
                        () -> network(separable().buckets(1000).build()),
                        "\"mine\"",
                        "buckets",
                        "from 1",
                        "24",
                        "1000"),
                new Bad(
                        "groups that do not divide",
                        () -> network(hashed(3, 3).groups(3).build()),
                        "\"mine\"",
                        "groups=3",
                        "divide",
                        "nIn=4"),
                new Bad(
                        "a budget for nothing",
                        () -> network(separable().budget(5).build()),
                        "\"mine\"",
                        "budget of 5",
                        "at least 37"),
                new Bad(
                        "a table of another size",
                        () -> network(hashed(3, 3).table(2, new int[] {0, 1}, null).build()),
                        "\"mine\"",
                        "Index table",
                        "2 entries",
                        "216"));
    }

    private static void sizeless() {
        new HashedConvolution2D.Builder(3, 3).nOut(6).build();
    }

    private static void sizelessSeparable() {
        new HashedSeparableConvolution2D.Builder(3, 3).nOut(6).build();
    }
}
