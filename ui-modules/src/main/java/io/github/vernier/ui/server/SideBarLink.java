/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Adds a link to our pages to the side bar of the stock training pages, by lines at the end of the
 * script that all of them load; their templates have no place for it.
 */
final class SideBarLink implements Handler<HttpServerRequest> {

    private static final String SCRIPT = "/assets/js/train/train.js";
    private static final String STOCK = "/deeplearning4jUiAssets/js/train/train.js";
    private static final String OURS = "/deeplearning4jUiAssets/vernier/side-bar-link.js";

    private final Handler<HttpServerRequest> server;
    private final String script = read(STOCK) + "\n" + read(OURS);

    SideBarLink(Handler<HttpServerRequest> server) {
        this.server = server;
    }

    private static String read(String resource) {
        try (InputStream in = SideBarLink.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void handle(HttpServerRequest request) {
        if (request.method() == HttpMethod.GET && SCRIPT.equals(request.path())) {
            request.response()
                    .putHeader("Content-Type", "application/javascript; charset=utf-8")
                    .end(script);
        } else {
            server.handle(request);
        }
    }
}
