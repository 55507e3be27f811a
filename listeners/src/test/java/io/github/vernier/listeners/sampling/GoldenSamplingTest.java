/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.listeners.GoldenFiles;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden vectors of samplers by importance. */
class GoldenSamplingTest {

    static Stream<String> files() {
        return GoldenFile.files("gradients", "*importance_sampling*.json").stream();
    }

    private static int[] integers(JsonNode array) {
        return IntStream.range(0, array.size()).map(i -> array.get(i).asInt()).toArray();
    }

    private static void close(IntToDoubleFunction actual, JsonNode expected, String what) {
        double[] values = GoldenFiles.numbers(expected);
        for (int i = 0; i < values.length; i++) {
            assertThat(actual.applyAsDouble(i))
                    .as(what + " of " + i)
                    .isCloseTo(values[i], within(1e-9 * Math.abs(values[i]) + 1e-12));
        }
    }

    private static ExampleSignals signals(JsonNode golden) {
        return new ExampleSignals(golden.get("N").asInt(), golden.get("dmom").asDouble());
    }

    private static int least(JsonNode golden) {
        return golden.get("min_batches").asInt() * golden.get("batch_size").asInt();
    }

    /** What a pass over an epoch sees: the indices that come, ascending. */
    private static int[] epoch(Sampler sampler) {
        sampler.startEpoch();
        int[] all = {};
        while (sampler.hasNext()) {
            int[] more = sampler.next(3).examples();
            int from = all.length;
            all = Arrays.copyOf(all, from + more.length);
            System.arraycopy(more, 0, all, from, more.length);
        }
        Arrays.sort(all);
        return all;
    }

    @ParameterizedTest
    @MethodSource("files")
    void snooze(String file) {
        JsonNode golden = GoldenFile.read("gradients", file);
        JsonNode snooze = golden.get("exp_snooze_thresh");
        ExampleSignals signals = signals(golden);
        SnoozeSampler sampler =
                new SnoozeSampler(
                        signals,
                        SnoozeThreshold.constant(snooze.get("tau").asDouble()),
                        least(golden),
                        1);
        int[] visited = epoch(sampler);
        int number = 0;
        for (JsonNode expected : snooze.get("epochs")) {
            String what = "epoch " + number++ + " ";
            assertThat(visited).as(what).containsExactly(integers(expected.get("visited")));
            double[] seen = GoldenFiles.numbers(expected.get("alpha_seen_by_visited"));
            signals.observe(visited, IntStream.of(visited).mapToDouble(i -> seen[i]).toArray());
            close(i -> signals.means()[i], expected.get("alpha_mom"), what + "mean");
            close(signals::signal, expected.get("alpha_bias_corrected"), what + "signal");
            visited = epoch(sampler);
            assertThat(sampler.bumped()).as(what).isEqualTo(expected.get("bumped").asInt());
            close(sampler::snoozes, expected.get("delta"), what + "delta");
            close(sampler::waited, expected.get("wait"), what + "wait");
            close(sampler::remaining, expected.get("count"), what + "count");
            assertThat(visited).as(what).containsExactly(integers(expected.get("next_indices")));
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void minVar(String file) {
        JsonNode golden = GoldenFile.read("gradients", file);
        JsonNode expected = golden.get("minvar_sampler");
        ExampleSignals signals = signals(golden);
        MinVarSampler sampler =
                new MinVarSampler(signals, expected.get("lambda").asDouble(), least(golden), 1);
        signals.observe(epoch(sampler), GoldenFiles.numbers(expected.get("grad_norm")));
        assertThat(epoch(sampler)).containsExactly(integers(expected.get("active")));
        close(sampler::delay, expected.get("delta"), "delta");
        close(sampler::weight, expected.get("weights"), "weight");
        close(sampler::waited, expected.get("wait_after"), "wait");
        close(sampler::remaining, expected.get("count"), "count");
    }
}
