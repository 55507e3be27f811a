/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.variance;

import io.github.vernier.listeners.record.GradientVarianceStaticInfo;
import io.github.vernier.listeners.record.GradientVarianceStaticInfo.Settings;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.record.Selection;
import java.util.List;
import java.util.Optional;

/**
 * The layers of a session, and which of them a request is about.
 *
 * @param settings what the listener wrote once, if it did
 * @param chosen the chosen layer; empty for all together
 */
record Layers(Optional<Settings> settings, String chosen) {

    static Layers of(Request request, Selection selection) {
        Optional<Settings> settings =
                selection
                        .staticInfo(
                                GradientVarianceStaticInfo.TYPE_ID,
                                GradientVarianceStaticInfo.class)
                        .map(GradientVarianceStaticInfo::getSettings);
        Layers layers = new Layers(settings, request.text("layer", ""));
        if (!layers.chosen.isEmpty() && !layers.trained().contains(layers.chosen)) {
            throw new RequestException(
                    404,
                    "There is no layer \"" + layers.chosen + "\"; there are: " + layers.trained());
        }
        return layers;
    }

    /** Rows of the tables of draws and of steps. */
    List<String> trained() {
        return settings.map(Settings::layers).orElse(List.of());
    }

    /** Rows of the tables of examples' gradients. */
    List<String> ofExamples() {
        return settings.map(Settings::exampleLayers).orElse(List.of());
    }
}
