/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What part of a network a statistic covers.
 *
 * @param covered layers it covers
 * @param skipped layers with trainable parameters that it does not, each with the reason
 * @param coveredParameters trainable parameters covered
 * @param parameters all trainable parameters
 */
public record Coverage(
        List<String> covered, List<Skipped> skipped, long coveredParameters, long parameters) {

    /**
     * A layer left out.
     *
     * @param layer its name
     * @param reason why, in words
     */
    public record Skipped(String layer, String reason) {}

    /**
     * Sorts the layers in training into those that are covered and the others.
     *
     * @param twin network
     * @param reasons why a layer is left out, by its name; others are covered
     */
    public static Coverage of(Twin twin, Map<String, String> reasons) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (ParameterBlock block : twin.blocks()) {
            if (block.trainable()) {
                sizes.merge(block.layer(), block.length(), Long::sum);
            }
        }
        List<String> covered =
                sizes.keySet().stream().filter(layer -> !reasons.containsKey(layer)).toList();
        List<Skipped> skipped =
                sizes.keySet().stream()
                        .filter(reasons::containsKey)
                        .map(layer -> new Skipped(layer, reasons.get(layer)))
                        .toList();
        return new Coverage(
                covered,
                skipped,
                covered.stream().mapToLong(sizes::get).sum(),
                sizes.values().stream().mapToLong(n -> n).sum());
    }

    /** Share of the trainable parameters that is covered, in [0, 1]; 1 if there are none. */
    public double share() {
        return parameters == 0 ? 1 : (double) coveredParameters / parameters;
    }

    /** One line for a log. */
    @Override
    public String toString() {
        String all =
                String.format(
                        Locale.ROOT,
                        "%d of %d parameters (%.1f %%) in %d layers",
                        coveredParameters,
                        parameters,
                        100 * share(),
                        covered.size());
        return skipped.isEmpty()
                ? all
                : all
                        + "; left out: "
                        + String.join(
                                ", ",
                                skipped.stream()
                                        .map(s -> s.layer() + " (" + s.reason() + ")")
                                        .toList());
    }
}
