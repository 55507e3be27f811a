/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cdg;

import io.github.vernier.listeners.record.CdgStaticInfo;
import io.github.vernier.listeners.record.CdgStaticInfo.Settings;
import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.record.Selection;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The measured parameters of a session, and which of them a request is about.
 *
 * @param settings what the listener wrote once, if it did
 * @param names parameters, as the first measurement has them
 * @param epsilons every ε, ascending
 * @param chosen the chosen parameter; empty if there is none
 */
record Parameters(
        Optional<Settings> settings, List<String> names, List<Double> epsilons, String chosen) {

    static Parameters of(Request request, Selection selection) {
        Optional<Settings> settings =
                selection
                        .staticInfo(CdgStaticInfo.TYPE_ID, CdgStaticInfo.class)
                        .map(CdgStaticInfo::getSettings);
        Set<String> names = new LinkedHashSet<>();
        Set<Double> epsilons = new TreeSet<>();
        settings.ifPresent(s -> Arrays.stream(s.epsilons()).forEach(epsilons::add));
        long[] times = selection.times();
        if (times.length > 0) {
            // The first, not the newest: the series of a page that polls stay the same.
            selection.read(
                    new long[] {times[0]},
                    CdgUpdate.class,
                    update ->
                            update.getParameters()
                                    .forEach(
                                            parameter -> {
                                                names.add(parameter.name());
                                                epsilons.add(parameter.epsilon());
                                            }));
        }
        String chosen = request.text("parameter", names.stream().findFirst().orElse(""));
        if (!chosen.isEmpty() && !names.contains(chosen)) {
            throw new RequestException(
                    404, "There is no parameter \"" + chosen + "\"; there are: " + names);
        }
        return new Parameters(settings, List.copyOf(names), List.copyOf(epsilons), chosen);
    }

    /** The chosen parameter at one ε, null if the measurement does not have it. */
    CdgUpdate.Parameter in(CdgUpdate update, double epsilon) {
        return update.getParameters().stream()
                .filter(p -> p.name().equals(chosen) && p.epsilon() == epsilon)
                .findFirst()
                .orElse(null);
    }
}
