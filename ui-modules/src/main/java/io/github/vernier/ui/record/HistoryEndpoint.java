/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vernier.ui.page.Answer;
import io.github.vernier.ui.page.Endpoint;
import io.github.vernier.ui.page.Request;
import io.github.vernier.ui.session.Session;
import org.deeplearning4j.core.storage.Persistable;

/**
 * Answers with a bounded number of evenly spaced records, for what is drawn as a picture over time:
 * at most {@code moments} (2 to 200, default 60), the newest among them; {@code of} counts all. If
 * {@code have} is the time of the newest already, the records are left out.
 *
 * @param type updates
 * @param choice what is shown of each record
 * @param <R> class of the updates
 */
public record HistoryEndpoint<R extends Persistable>(RecordType<R> type, Picture.Choice<R> choice)
        implements Endpoint {

    private static final int DEFAULT_MOMENTS = 60;
    private static final int MAX_MOMENTS = 200;

    @Override
    public Answer answer(Request request) {
        Selection selection = Selection.of(request, type.id());
        long[] times = selection.times();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        selection.describe(answer);
        answer.put("of", times.length);
        if (times.length == 0) {
            answer.putArray("moments");
            return Answer.json(answer);
        }
        long newest = times[times.length - 1];
        answer.put("last", newest);
        if (newest == request.number("have", Long.MIN_VALUE)) {
            return Answer.json(answer);
        }
        int most = request.number("moments", DEFAULT_MOMENTS, 2, MAX_MOMENTS);
        Picture<R> picture = choice.of(request, selection);
        ArrayNode moments = answer.putArray("moments");
        Session.Reading reading =
                selection.read(
                        Thinned.of(times, most),
                        type.type(),
                        update -> {
                            ObjectNode shown = JsonNodeFactory.instance.objectNode();
                            picture.put(update, shown.put("time", update.getTimeStamp()));
                            moments.add(shown);
                        });
        Selection.reportProblems(reading, type.version(), answer);
        return Answer.json(answer);
    }
}
