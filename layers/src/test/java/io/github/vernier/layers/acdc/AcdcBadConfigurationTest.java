/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.testing.BadConfigurationContract;
import java.util.List;

class AcdcBadConfigurationTest extends BadConfigurationContract {

    private static AcdcConvolution2D.Builder builder(int out) {
        return new AcdcConvolution2D.Builder(3, 3).nOut(out);
    }

    @Override
    protected List<Bad> badConfigurations() {
        return List.of(
                new Bad("one layer", () -> builder(8).layers(1), "layers", "at least 2", "1"),
                new Bad(
                        "no factor",
                        () -> builder(8).factors(0).build(),
                        "factors",
                        "at least 1",
                        "0"),
                new Bad(
                        "odd riffle",
                        () -> network(builder(5).name("odd").build()),
                        "odd",
                        "riffle",
                        "even",
                        "5"),
                new Bad(
                        "outputs that do not divide",
                        () -> network(builder(3).name("narrow").build()),
                        "narrow",
                        "multiple",
                        "nIn=4",
                        "nOut=3"),
                new Bad(
                        "a table of another length",
                        () -> network(builder(8).permutation(new TablePermutation(1, 0)).build()),
                        "2 entries",
                        "8 channels"),
                new Bad(
                        "too few permutations",
                        () -> builder(8).factors(3).permutation(new Riffle(), new Riffle()).build(),
                        "3 factors",
                        "there are 2"),
                new Bad(
                        "groups of a dense layer",
                        () -> new AcdcDense.Builder().nIn(6).nOut(6).groups(4).build(),
                        "groups must divide",
                        "6",
                        "4"));
    }
}
