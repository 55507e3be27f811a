/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.http;

import io.vertx.core.http.HttpServerResponse;

/** Headers of everything we send. */
final class Headers {

    private Headers() {}

    static HttpServerResponse put(HttpServerResponse response, String contentType) {
        return response.putHeader("Content-Type", contentType)
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer");
    }
}
