/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ChannelPermutationTest {

    @TestFactory
    Stream<DynamicTest> published() {
        return GoldenFile.cases("compact", "riffle.json").stream()
                .map(c -> DynamicTest.dynamicTest(c.get("name").asText(), () -> verify(c)));
    }

    private static void verify(JsonNode c) {
        int d = c.get("d").asInt();
        int verified = 0;
        if (c.has("riffle2d_out_j_takes_in")) {
            assertThat(new Riffle().indices(d))
                    .isEqualTo(integers(c.get("riffle2d_out_j_takes_in")));
            verified++;
        }
        if (c.has("riffle4d_out_j_takes_in")) {
            assertThat(new Interleave().indices(d))
                    .isEqualTo(integers(c.get("riffle4d_out_j_takes_in")));
            verified++;
        }
        if (c.has("shuffleblock_out_j_takes_in")) {
            assertThat(new ChannelShuffle(c.get("groups").asInt()).indices(d))
                    .isEqualTo(integers(c.get("shuffleblock_out_j_takes_in")));
            verified++;
        }
        assertThat(verified).isPositive();
    }

    static int[] integers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).mapToInt(JsonNode::asInt).toArray();
    }

    @Test
    void riffleAndInterleaveUndoEachOther() {
        int[] riffle = new Riffle().indices(14);
        int[] interleave = new Interleave().indices(14);
        assertThat(IntStream.of(interleave).map(j -> riffle[j]).toArray())
                .isEqualTo(IntStream.range(0, 14).toArray());
    }

    @Test
    void aSeedGivesTheSamePermutationForEver() {
        assertThat(new RandomPermutation(7).indices(10))
                .containsExactly(5, 0, 6, 9, 7, 8, 3, 2, 1, 4);
        assertThat(new RandomPermutation(8).indices(10))
                .isNotEqualTo(new RandomPermutation(7).indices(10))
                .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void errorsNameWhatWasExpected() {
        assertThatThrownBy(() -> new Riffle().indices(5))
                .hasMessageContaining("A riffle needs an even number of channels, but there are 5");
        assertThatThrownBy(() -> new ChannelShuffle(3).indices(8))
                .hasMessageContaining("3, must divide the number of channels, but there are 8");
        assertThatThrownBy(() -> new ChannelShuffle(0))
                .hasMessage("groups must be at least 1, but got 0");
        assertThatThrownBy(() -> new TablePermutation(0, 2, 2))
                .hasMessage(
                        "Permutation of 3: entry 2 must be from 0 to 2 and not occur before, but is"
                                + " 2");
        assertThatThrownBy(() -> new TablePermutation(1, 0).indices(4))
                .hasMessage("The permutation has 2 entries, but there are 4 channels");
    }
}
