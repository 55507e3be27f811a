/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Counts what was published, from configurations; allocates no network. */
public final class CountExperiment {

    private final Measures measures = new Measures();

    /** Nothing is counted yet. */
    public CountExperiment() {}

    /**
     * Counts.
     *
     * @param which the published numbers to count
     * @return one for each, in the order of publication
     */
    public List<Count> run(Predicate<PublishedFigure> which) {
        List<Count> counts = new ArrayList<>();
        for (PublishedFigure figure : PublishedFigures.read()) {
            if (which.test(figure)) {
                counts.add(count(figure));
            }
        }
        return counts;
    }

    private Count count(PublishedFigure figure) {
        if (!Subjects.knows(figure.layer())) {
            return new Count(
                    figure,
                    OptionalDouble.empty(),
                    Verdict.NOT_COUNTED,
                    "no such layer in this build");
        }
        double computed = measures.of(figure);
        return new Count(figure, OptionalDouble.of(computed), figure.verdict(computed), "");
    }
}
