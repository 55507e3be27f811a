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
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.session.Session;
import io.github.vernier.ui.session.Sessions;
import io.github.vernier.ui.text.Dictionary;
import io.github.vernier.ui.text.Language;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.deeplearning4j.ui.VertxUIServer;

/** Says what there is to see: the shell's own questions. */
final class Catalogue {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Pages pages;
    private final Sessions sessions;
    private final Map<Language, ArrayNode> named = new ConcurrentHashMap<>();

    Catalogue(Pages pages, Sessions sessions) {
        this.pages = pages;
        this.sessions = sessions;
    }

    /** The pages by their order, named in the language of parameter {@code language}. */
    Answer pages(Request request) {
        return Answer.json(
                named.computeIfAbsent(Language.of(request.text("language", "en")), this::named));
    }

    private ArrayNode named(Language language) {
        ArrayNode list = JSON.arrayNode();
        for (Page page : pages.all()) {
            Dictionary texts = Dictionary.load(page.id(), language);
            list.addObject()
                    .put("id", page.id())
                    .put("title", texts.text("title"))
                    .put("summary", texts.text("summary"));
        }
        return list;
    }

    /**
     * The sessions with a record of any page, the latest first, and the pages each has data for.
     */
    Answer sessions(Request request) {
        ObjectNode answer = JSON.objectNode();
        answer.put("multiSession", VertxUIServer.getMultiSession().get());
        ArrayNode list = answer.putArray("sessions");
        for (Session session : sessions.having(pages.typeIds())) {
            ObjectNode entry = list.addObject();
            entry.put("id", session.id()).put("started", session.started());
            ArrayNode withData = entry.putArray("pages");
            List<String> types = session.typeIds();
            for (Page page : pages.all()) {
                if (page.typeIds().isEmpty() || page.typeIds().stream().anyMatch(types::contains)) {
                    withData.add(page.id());
                }
            }
        }
        return Answer.json(answer);
    }

    /** The workers of a session that wrote records of parameter {@code page}. */
    Answer workers(Request request) {
        String id = request.text("page", "");
        Page page =
                pages.find(id)
                        .orElseThrow(
                                () -> new RequestException(404, "There is no page \"" + id + "\""));
        Session session = request.session();
        Set<String> workers = new TreeSet<>();
        page.typeIds().forEach(type -> workers.addAll(session.workers(type)));
        ArrayNode list = JSON.arrayNode();
        workers.forEach(list::add);
        return Answer.json(list);
    }
}
