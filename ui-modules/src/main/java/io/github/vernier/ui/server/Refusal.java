/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import io.vertx.core.http.HttpServerRequest;

/** Says no, and why. */
final class Refusal {

    private Refusal() {}

    static void send(HttpServerRequest request, int status, String reason) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                // What may still come of the body is not waited for.
                .putHeader("Connection", "close")
                .end(reason);
    }
}
