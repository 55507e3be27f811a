/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.cost;

import io.github.vernier.listeners.record.CostStaticInfo;
import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.session.Session;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Parameters, bits and multiply-adds of every layer, against the original. */
public final class CostPage implements Page {

    /** For the service loader. */
    public CostPage() {}

    @Override
    public String id() {
        return "cost";
    }

    @Override
    public int order() {
        return 70;
    }

    @Override
    public List<String> typeIds() {
        return List.of(CostStaticInfo.TYPE_ID);
    }

    @Override
    public Map<String, Endpoint> endpoints() {
        return Map.of("", CostPage::networks, "csv", CostPage::csv);
    }

    private static Optional<CostStaticInfo> info(Session session, Request request) {
        return session.staticInfo(
                CostStaticInfo.TYPE_ID, request.text("worker", ""), CostStaticInfo.class);
    }

    private static Answer networks(Request request) {
        Session session = request.session();
        return Answer.json(CostJson.of(session, info(session, request).orElse(null)));
    }

    private static Answer csv(Request request) {
        Session session = request.session();
        CostStaticInfo info =
                info(session, request)
                        .filter(found -> found.getNetwork() != null)
                        .orElseThrow(
                                () ->
                                        new RequestException(
                                                404,
                                                "Session \""
                                                        + session.id()
                                                        + "\" has no record of what its network costs"));
        return Answer.csv(
                "cost-" + session.id() + ".csv",
                out -> {
                    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    CostCsv.write(info, writer);
                    writer.flush();
                });
    }
}
