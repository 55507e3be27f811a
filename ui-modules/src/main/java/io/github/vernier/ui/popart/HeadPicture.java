/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.popart;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Picture;
import io.github.vernier.ui.record.Selection;

/** All outputs of the chosen head at one moment. */
record HeadPicture(Heads heads) implements Picture<PopArtUpdate> {

    static HeadPicture of(Request request, Selection selection) {
        return new HeadPicture(Heads.of(request, selection));
    }

    @Override
    public void put(PopArtUpdate update, ObjectNode answer) {
        answer.put("iteration", update.getIteration()).put("epoch", update.getEpoch());
        heads.in(update)
                .ifPresent(
                        head -> {
                            ObjectNode table = answer.putObject("table");
                            OutputStatistic.ALL.forEach(
                                    statistic ->
                                            Json.put(
                                                    table,
                                                    statistic.name(),
                                                    statistic.values().apply(head)));
                        });
    }
}
