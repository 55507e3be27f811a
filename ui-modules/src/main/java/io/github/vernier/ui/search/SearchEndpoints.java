/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.search;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.arbiter.analysis.ForestImportance;
import io.github.vernier.arbiter.analysis.Importance;
import io.github.vernier.arbiter.trial.Request.Kind;
import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import io.github.vernier.arbiter.trial.TrialStore;
import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.page.RequestException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What the page's script can ask, and order. */
final class SearchEndpoints {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The last importance of a search, which takes a while, and the number of trials behind it. */
    private record Estimated(long complete, Optional<Importance> importance) {}

    private final Map<String, Estimated> estimated = new ConcurrentHashMap<>();

    /** Names of the searches. */
    Answer searches(Request request) {
        ArrayNode names = JSON.arrayNode();
        Searches.all().keySet().forEach(names::add);
        return Answer.json(names);
    }

    private static TrialStore store(Request request) {
        String name = request.text("search", "");
        return Searches.find(name)
                .orElseThrow(
                        () -> new RequestException(404, "There is no search \"" + name + "\""));
    }

    private static Study study(TrialStore store) {
        return store.study()
                .orElseThrow(() -> new RequestException(404, "The search has not begun"));
    }

    /** The study, and the trials changed after revision {@code since}. */
    Answer trials(Request request) {
        TrialStore store = store(request);
        ObjectNode answer = JSON.objectNode();
        // Asked first: what changes meanwhile is sent twice rather than never.
        answer.put("revision", store.revision());
        store.study().ifPresent(study -> answer.set("study", TrialJson.study(study)));
        ArrayNode trials = answer.putArray("trials");
        store.changedSince(request.number("since", 0)).forEach(t -> trials.add(TrialJson.of(t)));
        answer.put(
                "stopping", store.requests().stream().anyMatch(asked -> asked.kind() == Kind.STOP));
        return Answer.json(answer);
    }

    private static Trial find(Request request, TrialStore store) {
        int id = request.number("trial", -1, -1, Integer.MAX_VALUE);
        return store.trial(id)
                .orElseThrow(() -> new RequestException(404, "There is no trial " + id));
    }

    /** One trial with all that is known of it. */
    Answer trial(Request request) {
        TrialStore store = store(request);
        return Answer.json(TrialJson.detail(find(request, store), store.events()));
    }

    /** Importance of the parameters; without shares while there are too few trials. */
    Answer importance(Request request) {
        TrialStore store = store(request);
        Study study = study(store);
        var trials = store.trials();
        long complete = trials.stream().filter(t -> t.status() == TrialStatus.COMPLETE).count();
        Estimated found =
                estimated.compute(
                        request.text("search", ""),
                        (name, before) ->
                                before != null && before.complete() == complete
                                        ? before
                                        : new Estimated(
                                                complete, ForestImportance.of(study, trials)));
        return Answer.json(TrialJson.importance(found.importance()));
    }

    /** All trials as a table. */
    Answer csv(Request request) {
        TrialStore store = store(request);
        Study study = study(store);
        return Answer.csv(
                "search-" + request.text("search", "") + ".csv",
                out -> TrialCsv.write(study, store.trials(), out));
    }

    /** Asks the search to end. */
    Answer stop(Request request) {
        store(request).request(io.github.vernier.arbiter.trial.Request.stop());
        return Answer.json(JSON.objectNode().put("asked", true));
    }

    /** Asks the search to give a running trial up. */
    Answer prune(Request request) {
        TrialStore store = store(request);
        Trial trial = find(request, store);
        if (trial.status() != TrialStatus.RUNNING) {
            throw new RequestException(409, "Trial " + trial.id() + " is not running");
        }
        store.request(io.github.vernier.arbiter.trial.Request.prune(trial.id()));
        return Answer.json(JSON.objectNode().put("asked", true));
    }
}
