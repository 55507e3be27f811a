/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * Which numbers of a network are measured.
 *
 * @param layers names of layers; all with trainable parameters if empty
 * @param most at most so many numbers of each parameter, drawn at random; 0 for all
 * @param seed of the draw
 */
public record CoordinateSample(List<String> layers, int most, long seed) {

    /** Checks the settings. */
    public CoordinateSample {
        layers = List.copyOf(layers);
        check(most);
    }

    static void check(int coordinates) {
        if (coordinates < 0) {
            throw new IllegalArgumentException(
                    "coordinates is " + coordinates + ", expected a number or 0 for all");
        }
    }

    /**
     * The parameters that the sample is of.
     *
     * @param twin the network
     * @throws IllegalArgumentException if it has no such layer, or one without trainable parameters
     */
    public List<ParameterBlock> blocks(Twin twin) {
        List<ParameterBlock> trainable =
                twin.blocks().stream().filter(ParameterBlock::trainable).toList();
        List<String> known = trainable.stream().map(ParameterBlock::layer).distinct().toList();
        for (String layer : layers) {
            if (!known.contains(layer)) {
                throw new IllegalArgumentException(
                        "layer is <"
                                + layer
                                + ">, expected one with trainable parameters: "
                                + String.join(", ", known));
            }
        }
        return trainable.stream()
                .filter(block -> layers.isEmpty() || layers.contains(block.layer()))
                .toList();
    }

    /**
     * How many numbers are in the sample.
     *
     * @param twin the network
     */
    public long size(Twin twin) {
        return blocks(twin).stream().mapToLong(this::number).sum();
    }

    private long number(ParameterBlock block) {
        return most == 0 ? block.length() : Math.min(most, block.length());
    }

    /**
     * The coordinates of a parameter that are in the sample.
     *
     * @param block the parameter
     * @return positions within its piece of the flat vector, ascending
     */
    public long[] of(ParameterBlock block) {
        long number = number(block);
        if (number == block.length()) {
            return LongStream.range(0, number).toArray();
        }
        Random random = new Random(seed ^ block.offset() * 0x9E3779B97F4A7C15L);
        TreeSet<Long> drawn = new TreeSet<>();
        // Floyd's algorithm: every subset is equally likely.
        for (long last = block.length() - number; last < block.length(); last++) {
            long draw = (long) (random.nextDouble() * (last + 1));
            drawn.add(drawn.contains(draw) ? last : draw);
        }
        return drawn.stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * What part of a network the sample covers: its layers whole, its numbers counted.
     *
     * @param twin the network
     * @throws IllegalArgumentException as {@link #blocks} does
     */
    public Coverage coverage(Twin twin) {
        List<String> covered = blocks(twin).stream().map(ParameterBlock::layer).distinct().toList();
        List<ParameterBlock> trainable =
                twin.blocks().stream().filter(ParameterBlock::trainable).toList();
        return new Coverage(
                covered,
                trainable.stream()
                        .map(ParameterBlock::layer)
                        .distinct()
                        .filter(layer -> !covered.contains(layer))
                        .map(layer -> new Coverage.Skipped(layer, "not chosen"))
                        .toList(),
                size(twin),
                trainable.stream().mapToLong(ParameterBlock::length).sum());
    }
}
