/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cdg;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.record.Picture;
import io.github.vernier.ui.record.Selection;

/** All parameters at one moment, and pairs of the chosen one. */
record AgreementPicture(String chosen) implements Picture<CdgUpdate> {

    static AgreementPicture of(Request request, Selection selection) {
        return new AgreementPicture(Parameters.of(request, selection).chosen());
    }

    @Override
    public void put(CdgUpdate update, ObjectNode answer) {
        answer.put("iteration", update.getIteration()).put("epoch", update.getEpoch());
        ArrayNode rows = answer.putArray("rows");
        ArrayNode scatter = answer.putArray("scatter");
        for (CdgUpdate.Parameter parameter : update.getParameters()) {
            ObjectNode row = rows.addObject().put("name", parameter.name());
            row.put("epsilon", parameter.epsilon())
                    .put("parameters", parameter.parameters())
                    .put("coordinates", parameter.coordinates());
            for (Agreement agreement : Agreement.ALL) {
                Double value = agreement.value().apply(parameter);
                if (value != null) {
                    Json.put(row, agreement.name(), value);
                }
            }
            if (parameter.name().equals(chosen)) {
                ObjectNode pairs = scatter.addObject().put("epsilon", parameter.epsilon());
                Json.put(pairs, "backprop", parameter.scatterBackprop());
                Json.put(pairs, "cdg", parameter.scatterCdg());
            }
        }
    }
}
