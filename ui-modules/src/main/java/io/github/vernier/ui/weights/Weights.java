/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.weights;

import io.github.vernier.listeners.record.BinaryWeightStaticInfo;
import io.github.vernier.listeners.record.BinaryWeightStaticInfo.Settings;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.record.Selection;
import java.util.List;
import java.util.Optional;

/**
 * The binary weights of a session, and which of them a request is about.
 *
 * @param settings what the listener wrote once, if it did
 * @param chosen row of the chosen weight; 0 if there is none
 */
record Weights(Optional<Settings> settings, int chosen) {

    static Weights of(Request request, Selection selection) {
        Optional<Settings> settings =
                selection
                        .staticInfo(BinaryWeightStaticInfo.TYPE_ID, BinaryWeightStaticInfo.class)
                        .map(BinaryWeightStaticInfo::getSettings);
        List<String> names = settings.map(Settings::weights).orElse(List.of());
        String name = request.text("weight", names.isEmpty() ? "" : names.get(0));
        int chosen = names.indexOf(name);
        if (chosen < 0 && !name.isEmpty()) {
            throw new RequestException(
                    404, "There is no binary weight \"" + name + "\"; there are: " + names);
        }
        return new Weights(settings, Math.max(0, chosen));
    }
}
