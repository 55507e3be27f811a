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
import io.github.vernier.ui.page.RequestException;
import io.github.vernier.ui.session.Session;
import org.deeplearning4j.core.storage.Persistable;

/**
 * Answers with what one record says: that of {@code time}, by default the newest.
 *
 * <p>{@code times} lists at most 400 to choose from. If {@code have} is the time already, the
 * record itself is left out.
 *
 * @param type updates
 * @param choice what is shown of the record
 * @param <R> class of the updates
 */
public record MomentEndpoint<R extends Persistable>(RecordType<R> type, Picture.Choice<R> choice)
        implements Endpoint {

    private static final int MAX_TIMES = 400;

    @Override
    public Answer answer(Request request) {
        Selection selection = Selection.of(request, type.id());
        long[] times = selection.times();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        selection.describe(answer);
        ArrayNode offered = answer.putArray("times");
        for (long time : Thinned.of(times, MAX_TIMES)) {
            offered.add(time);
        }
        if (times.length == 0) {
            return Answer.json(answer);
        }
        long newest = times[times.length - 1];
        long time = request.number("time", newest);
        answer.put("time", time);
        if (time == request.number("have", Long.MIN_VALUE)) {
            return Answer.json(answer);
        }
        Picture<R> picture = choice.of(request, selection);
        Session.Reading reading =
                selection.read(
                        new long[] {time},
                        type.type(),
                        update -> {
                            // All of it or nothing: a corrupt record may end it half-way.
                            ObjectNode shown = JsonNodeFactory.instance.objectNode();
                            picture.put(update, shown);
                            answer.setAll(shown);
                        });
        if (reading.read() == 0 && reading.unreadable() == 1 && time != newest) {
            throw new RequestException(404, "There is no readable record of time " + time);
        }
        Selection.reportProblems(reading, type.version(), answer);
        return Answer.json(answer);
    }
}
