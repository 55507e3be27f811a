/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.page;

import io.github.vernier.ui.session.Session;
import io.github.vernier.ui.session.Sessions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The parameters of one request, checked as they are read. */
public final class Request {

    private final Sessions sessions;
    private final Map<String, List<String>> parameters;

    /**
     * Wraps a request.
     *
     * @param sessions the sessions of the attached storages
     * @param parameters decoded values by name of the query parameter
     */
    public Request(Sessions sessions, Map<String, List<String>> parameters) {
        this.sessions = sessions;
        this.parameters = parameters;
    }

    /**
     * What the request asks for, apart from some parameters; requests that ask for the same give
     * equal texts.
     *
     * @param without names of the parameters that are left out
     * @return all other parameters as text
     */
    public String signature(Set<String> without) {
        Map<String, List<String>> rest = new TreeMap<>(parameters);
        rest.keySet().removeAll(without);
        return rest.toString();
    }

    /**
     * The session named by parameter {@code session}.
     *
     * @return a session of an attached storage
     * @throws RequestException 400 without the parameter, 404 if no attached storage has that
     *     session
     */
    public Session session() {
        String id = text("session", "");
        if (id.isEmpty()) {
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
        List<String> values = parameters.getOrDefault(name, List.of());
        return values.isEmpty() || values.get(0).isEmpty() ? otherwise : values.get(0);
    }

    /**
     * A parameter that may occur several times.
     *
     * @param name its name
     * @return its values in order, empty without it
     */
    public List<String> texts(String name) {
        return List.copyOf(parameters.getOrDefault(name, List.of()));
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
        String value = text(name, "");
        if (value.isEmpty()) {
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
