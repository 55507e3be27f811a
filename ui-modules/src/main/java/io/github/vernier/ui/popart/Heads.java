/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.popart;

import io.github.vernier.listeners.record.PopArtStaticInfo;
import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.record.Selection;
import java.util.List;
import java.util.Optional;

/**
 * The heads of a session, and which output of which of them a request is about.
 *
 * @param all what the listener wrote once, empty if it did not
 * @param chosen name of the chosen head; empty for the first
 * @param output the chosen output, counted from 0
 */
record Heads(List<PopArtStaticInfo.Head> all, String chosen, int output) {

    private static final int MOST_OUTPUTS = 1_000_000;

    static Heads of(Request request, Selection selection) {
        List<PopArtStaticInfo.Head> all =
                selection
                        .staticInfo(PopArtStaticInfo.TYPE_ID, PopArtStaticInfo.class)
                        .map(PopArtStaticInfo::getHeads)
                        .orElse(List.of());
        String chosen = request.text("head", all.isEmpty() ? "" : all.get(0).name());
        Optional<PopArtStaticInfo.Head> head =
                all.stream().filter(h -> h.name().equals(chosen)).findFirst();
        if (head.isEmpty() && !chosen.isEmpty()) {
            throw new RequestException(
                    404,
                    "There is no head \""
                            + chosen
                            + "\"; there are: "
                            + all.stream().map(PopArtStaticInfo.Head::name).toList());
        }
        int outputs = head.map(h -> (int) Math.min(MOST_OUTPUTS, h.outputs())).orElse(MOST_OUTPUTS);
        return new Heads(all, chosen, request.number("output", 0, 0, Math.max(0, outputs - 1)));
    }

    /** The chosen head in an update. */
    Optional<PopArtUpdate.Head> in(PopArtUpdate update) {
        return update.getHeads().stream()
                .filter(head -> chosen.isEmpty() || head.name().equals(chosen))
                .findFirst();
    }
}
