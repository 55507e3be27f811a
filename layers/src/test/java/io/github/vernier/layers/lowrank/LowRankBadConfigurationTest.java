/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import io.github.vernier.layers.testing.BadConfigurationContract;
import java.util.List;

class LowRankBadConfigurationTest extends BadConfigurationContract {

    private static LowRankConvolution2D.Builder lowRank() {
        return new LowRankConvolution2D.Builder(3, 3).ratio(0.5).nOut(8).name("mine");
    }

    private static TiedLowRankConvolution2D.Builder tied() {
        return new TiedLowRankConvolution2D.Builder(3, 3).ratio(0.5).nOut(8).name("mine");
    }

    private static ShuffleConvolution2D.Builder shuffle() {
        return new ShuffleConvolution2D.Builder(3, 3).groups(2).nOut(8).name("mine");
    }

    @Override
    protected List<Bad> badConfigurations() {
        return List.of(
                new Bad(
                        "no rank",
                        () -> new LowRankConvolution2D.Builder(3, 3).nOut(8).build(),
                        "Low-rank",
                        "rank or a ratio"),
                new Bad(
                        "no tied rank",
                        () -> new TiedLowRankConvolution2D.Builder(3, 3).nOut(8).build(),
                        "Tied low-rank",
                        "rank or a ratio"),
                new Bad(
                        "no groups",
                        () -> new ShuffleConvolution2D.Builder(3, 3).nOut(8).build(),
                        "Shuffle",
                        "groups or groupsAtMost"),
                new Bad(
                        "no tensor-train ratio",
                        () -> new TensorTrainConvolution2D.Builder(3, 3).nOut(8).build(),
                        "Tensor-train",
                        "ratio"),
                new Bad(
                        "no Tucker ratio",
                        () -> new TuckerConvolution2D.Builder(3, 3).nOut(8).build(),
                        "Tucker",
                        "ratio"),
                new Bad("rank 0", () -> lowRank().rank(0), "rank", "at least 1", "0"),
                new Bad("ratio 0", () -> tied().ratio(0), "ratio", "(0, 1]", "0.0"),
                new Bad("ratio NaN", () -> lowRank().ratio(Double.NaN), "ratio", "(0, 1]", "NaN"),
                new Bad(
                        "Tucker ratio",
                        () -> new TuckerConvolution2D.Builder(3, 3).ratio(1.5),
                        "ratio",
                        "[0, 1]",
                        "1.5"),
                new Bad(
                        "rank above the channels",
                        () -> network(lowRank().rank(9).build()),
                        "mine",
                        "rank",
                        "8",
                        "9"),
                new Bad(
                        "tied channels",
                        () -> network(tied().nOut(6).build()),
                        "mine",
                        "nIn must divide nOut",
                        "nIn=4",
                        "nOut=6"),
                new Bad("groups 0", () -> shuffle().groups(0), "groups", "at least 1", "0"),
                new Bad(
                        "groups that do not divide",
                        () -> network(shuffle().groups(3).build()),
                        "mine",
                        "groups",
                        "divide",
                        "groups=3"),
                new Bad(
                        "too few channels to shuffle",
                        () -> network(shuffle().groups(1).nOut(3).build()),
                        "mine",
                        "nOut / 4",
                        "nOut=3"),
                new Bad(
                        "regularization",
                        () -> lowRank().compressedRegularization(-1),
                        "regularization",
                        "0 or more",
                        "-1.0"),
                new Bad("nOut 0", () -> network(lowRank().nOut(0).build()), "mine", "nOut=0"),
                new Bad("nOut 0", () -> network(shuffle().nOut(0).build()), "mine", "nOut=0"));
    }
}
