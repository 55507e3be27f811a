/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.listeners.record.PopArtUpdate.Head;
import io.github.vernier.ui.record.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** A bound decides the scale of a Pop-Art output, and not its targets. */
final class PopArtClips implements Check<PopArtUpdate> {

    private static final RecordType<PopArtUpdate> TYPE = RecordType.of(new PopArtUpdate());

    private static final double LATELY = 0.25;
    private static final double OFTEN = 0.5;

    @Override
    public RecordType<PopArtUpdate> type() {
        return TYPE;
    }

    @Override
    public List<Finding> examine(History<PopArtUpdate> history) {
        List<Finding> findings = new ArrayList<>();
        List<Head> heads = history.latest().getHeads();
        for (int h = 0; h < heads.size(); h++) {
            for (int output = 0; output < heads.get(h).clipping().length; output++) {
                add(
                        "popart.low",
                        share(history, h, output, sign -> sign < 0),
                        heads.get(h),
                        output,
                        findings);
                add(
                        "popart.high",
                        share(history, h, output, sign -> sign > 0),
                        heads.get(h),
                        output,
                        findings);
            }
        }
        return findings;
    }

    private static double share(
            History<PopArtUpdate> history, int head, int output, IntPredicate clipped) {
        List<PopArtUpdate> lately = history.last(LATELY);
        long count =
                lately.stream()
                        .filter(update -> head < update.getHeads().size())
                        .map(update -> update.getHeads().get(head).clipping())
                        .filter(clipping -> output < clipping.length)
                        .filter(clipping -> clipped.test(clipping[output]))
                        .count();
        return (double) count / lately.size();
    }

    private static void add(
            String key, double share, Head head, int output, List<Finding> findings) {
        if (share >= OFTEN) {
            findings.add(
                    new Finding(key, Severity.WARNING, "pop-art")
                            .with("head", head.name())
                            .with("output", output)
                            .with("deviation", head.deviation()[output])
                            .with("sharePercent", 100 * share));
        }
    }
}
