/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cost;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.listeners.record.CostStaticInfo;
import io.github.vernier.ui.record.Json;
import io.github.vernier.ui.session.Session;

/** Writes both networks for the page's script. */
final class CostJson {

    private static final int SUPPORTED_VERSION = new CostStaticInfo().getVersion();

    private CostJson() {}

    static ObjectNode of(Session session, CostStaticInfo info) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("session", session.id());
        answer.put("supportedVersion", SUPPORTED_VERSION);
        answer.put("newestVersion", info == null ? 0 : info.getVersion());
        answer.put("time", info == null ? 0 : info.getTimeStamp());
        answer.set("network", info == null ? null : toJson(info.getNetwork()));
        answer.set(
                "original",
                info == null ? null : info.getOriginal().map(CostJson::toJson).orElse(null));
        return answer;
    }

    private static ObjectNode toJson(CostStaticInfo.Network network) {
        if (network == null) {
            return null;
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("dataType", network.dataType()).put("sizeOnDisk", network.sizeOnDisk());
        ArrayNode layers = json.putArray("layers");
        for (CostStaticInfo.Layer layer : network.layers()) {
            ObjectNode row = layers.addObject().put("name", layer.name()).put("type", layer.type());
            Json.put(row, "output", layer.output());
            row.put("parameters", layer.parameters())
                    .put("statistics", layer.statistics())
                    .put("bits", layer.bits());
            Json.put(row, "multAdds", layer.multAdds());
            Json.put(row, "correctedMultAdds", layer.correctedMultAdds());
        }
        return json;
    }
}
