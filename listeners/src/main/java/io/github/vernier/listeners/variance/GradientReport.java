/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statistics by parameter, by layer and in total.
 *
 * @param parameters of each parameter, such as {@code conv1/W}
 * @param layers of each layer, its parameters together
 * @param total of all coordinates
 */
public record GradientReport(
        List<GradientStatistics> parameters,
        List<GradientStatistics> layers,
        GradientStatistics total) {

    static GradientReport of(Map<ParameterBlock, Tally> tallies) {
        List<GradientStatistics> parameters = new ArrayList<>();
        Map<String, Tally> byLayer = new LinkedHashMap<>();
        Tally total = null;
        for (Map.Entry<ParameterBlock, Tally> entry : tallies.entrySet()) {
            Tally tally = entry.getValue();
            parameters.add(tally.statistics(entry.getKey().name()));
            byLayer.merge(entry.getKey().layer(), tally, Tally::plus);
            total = total == null ? tally : total.plus(tally);
        }
        if (total == null) {
            throw new IllegalStateException("There are no coordinates to measure");
        }
        return new GradientReport(
                List.copyOf(parameters),
                byLayer.entrySet().stream().map(e -> e.getValue().statistics(e.getKey())).toList(),
                total.statistics("total"));
    }

    /**
     * The layers and, at the end, the total as a record's table.
     *
     * @return table
     */
    public GradientVarianceUpdate.Table table() {
        List<GradientStatistics> rows = new ArrayList<>(layers);
        rows.add(total);
        int n = rows.size();
        GradientVarianceUpdate.Table table = GradientVarianceUpdate.Table.ofRows(n);
        for (int i = 0; i < n; i++) {
            GradientStatistics row = rows.get(i);
            table.meanGradientNorm()[i] = (float) row.meanGradientNorm();
            table.variance()[i] = (float) row.variance();
            table.normalizedVariance()[i] = (float) row.normalizedVariance();
            table.snr()[i] = (float) row.snr();
            table.meanSquareGradient()[i] = (float) row.meanSquareGradient();
            table.noiseScale()[i] = (float) row.noiseScale();
            table.nonFinite()[i] = (int) Math.min(row.nonFinite(), Integer.MAX_VALUE);
        }
        return table;
    }
}
