/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.page;

/** Answers one kind of question; called on a worker thread, so it may read storage at length. */
@FunctionalInterface
public interface Endpoint {

    /**
     * Answers a request.
     *
     * @param request the parameters and the sessions
     * @return the answer
     * @throws RequestException if the request cannot be answered; its message is shown to the user
     * @throws Exception on any failure; it is logged and answered by status 500
     */
    Answer answer(Request request) throws Exception;
}
