/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.page.Pages;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.session.Session;
import io.github.vernier.ui.session.Sessions;
import java.util.LinkedHashSet;
import java.util.Set;
import org.deeplearning4j.ui.VertxUIServer;

/** Says what there is to see: the shell's own two questions. */
final class Catalogue {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Pages pages;
    private final Sessions sessions;

    Catalogue(Pages pages, Sessions sessions) {
        this.pages = pages;
        this.sessions = sessions;
    }

    Answer pages(Request request) {
        ArrayNode list = JSON.arrayNode();
        for (Page page : pages.all()) {
            list.addObject()
                    .put("id", page.id())
                    .put("title", page.title())
                    .put("summary", page.summary());
        }
        return Answer.json(list);
    }

    Answer sessions(Request request) {
        Set<String> types =
                pages.find(request.text("page", ""))
                        .<Set<String>>map(page -> new LinkedHashSet<>(page.typeIds()))
                        .orElseGet(pages::typeIds);
        ObjectNode answer = JSON.objectNode();
        answer.put("multiSession", VertxUIServer.getMultiSession().get());
        ArrayNode list = answer.putArray("sessions");
        for (Session session : sessions.having(types)) {
            list.addObject().put("id", session.id()).put("started", session.started());
        }
        return Answer.json(answer);
    }
}
