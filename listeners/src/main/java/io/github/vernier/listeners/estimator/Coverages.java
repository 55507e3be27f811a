/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Coverage of a network by layers. */
final class Coverages {

    private Coverages() {}

    /**
     * Sorts the layers in training into those that are covered and the others.
     *
     * @param twin network
     * @param reasons why a layer is left out, by its name; others are covered
     */
    static Coverage of(Twin twin, Map<String, String> reasons) {
        Map<String, Long> sizes = new LinkedHashMap<>();
        for (ParameterBlock block : twin.blocks()) {
            if (block.trainable()) {
                sizes.merge(block.layer(), block.length(), Long::sum);
            }
        }
        List<String> covered =
                sizes.keySet().stream().filter(layer -> !reasons.containsKey(layer)).toList();
        List<Coverage.Skipped> skipped =
                sizes.keySet().stream()
                        .filter(reasons::containsKey)
                        .map(layer -> new Coverage.Skipped(layer, reasons.get(layer)))
                        .toList();
        return new Coverage(
                covered,
                skipped,
                covered.stream().mapToLong(sizes::get).sum(),
                sizes.values().stream().mapToLong(n -> n).sum());
    }
}
