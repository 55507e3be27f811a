/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.page;

import io.github.vernier.ui.session.Session;
import io.github.vernier.ui.session.Sessions;
import java.util.function.UnaryOperator;

/** The parameters of one request, checked as they are read. */
public final class Request {

    private final Sessions sessions;
    private final UnaryOperator<String> parameters;

    /**
     * Wraps a request.
     *
     * @param sessions the sessions of the attached storages
     * @param parameters decoded query parameter by name, null where absent
     */
    public Request(Sessions sessions, UnaryOperator<String> parameters) {
        this.sessions = sessions;
        this.parameters = parameters;
    }

    /**
     * The session named by parameter {@code session}.
     *
     * @return a session of an attached storage
     * @throws RequestException 400 without the parameter, 404 if no attached storage has that
     *     session
     */
    public Session session() {
        String id = parameters.apply("session");
        if (id == null || id.isEmpty()) {
            throw new RequestException(
                    400, "Parameter session is missing: expected the id of a session");
        }
        return sessions.find(id)
                .orElseThrow(
                        () ->
                                new RequestException(
                                        404, "No attached storage has a session \"" + id + "\""));
    }

    /**
     * A text parameter.
     *
     * @param name its name
     * @param otherwise the value without it
     * @return its value
     */
    public String text(String name, String otherwise) {
        String value = parameters.apply(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }

    /**
     * A whole-number parameter.
     *
     * @param name its name
     * @param otherwise the value without it
     * @return its value
     * @throws RequestException 400 if it is not a whole number
     */
    public long number(String name, long otherwise) {
        String value = parameters.apply(name);
        if (value == null || value.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new RequestException(
                    400, "Parameter " + name + " is \"" + value + "\": expected a whole number");
        }
    }

    /**
     * A whole-number parameter within bounds.
     *
     * @param name its name
     * @param otherwise the value without it
     * @param least smallest allowed value
     * @param most largest allowed value
     * @return its value
     * @throws RequestException 400 if it is not a whole number of that range
     */
    public int number(String name, int otherwise, int least, int most) {
        long value = number(name, otherwise);
        if (value < least || value > most) {
            throw new RequestException(
                    400,
                    "Parameter " + name + " is " + value + ": expected " + least + " to " + most);
        }
        return (int) value;
    }
}
