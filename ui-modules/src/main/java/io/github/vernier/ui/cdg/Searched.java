/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cdg;

import io.github.vernier.listeners.record.DiscreteGradientStaticInfo;
import io.github.vernier.listeners.record.DiscreteGradientStaticInfo.Settings;
import io.github.vernier.listeners.record.DiscreteGradientUpdate;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.record.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of a session that Discrete Gradient was searched in, and which of them a request
 * is about.
 *
 * @param settings what the listener wrote once, if it did
 * @param names parameters, as the first search has them
 * @param chosen the chosen parameter; empty if there is none
 */
record Searched(Optional<Settings> settings, List<String> names, String chosen) {

    static Searched of(Request request, Selection selection) {
        List<String> names = new ArrayList<>();
        long[] times = selection.times();
        if (times.length > 0) {
            selection.read(
                    new long[] {times[0]},
                    DiscreteGradientUpdate.class,
                    update -> update.getParameters().forEach(p -> names.add(p.name())));
        }
        String chosen = request.text("searched", names.isEmpty() ? "" : names.get(0));
        if (!chosen.isEmpty() && !names.contains(chosen)) {
            throw new RequestException(
                    404, "There is no parameter \"" + chosen + "\"; there are: " + names);
        }
        return new Searched(
                selection
                        .staticInfo(
                                DiscreteGradientStaticInfo.TYPE_ID,
                                DiscreteGradientStaticInfo.class)
                        .map(DiscreteGradientStaticInfo::getSettings),
                List.copyOf(names),
                chosen);
    }

    /** The chosen parameter in an update. */
    Optional<DiscreteGradientUpdate.Parameter> in(DiscreteGradientUpdate update) {
        return update.getParameters().stream().filter(p -> p.name().equals(chosen)).findFirst();
    }
}
