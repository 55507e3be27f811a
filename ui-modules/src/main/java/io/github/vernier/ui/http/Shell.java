/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.http;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Serves the document that all pages share; its script fills in the rest. */
public final class Shell {

    private static final String RESOURCE = "/deeplearning4jUiAssets/vernier/shell.html";

    /**
     * Nothing from elsewhere, no inline code or style, no frames, no forms; blob: is a chart saved
     * as an image.
     */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self';"
                    + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String document;

    /**
     * Reads the document.
     *
     * @throws UncheckedIOException if it is not in the jar
     */
    public Shell() {
        try (InputStream in = Shell.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IOException(RESOURCE + " is missing from the jar of vernier-ui-modules");
            }
            document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Sends the document.
     *
     * @param rc request for a page
     */
    public void show(RoutingContext rc) {
        Headers.put(rc.response(), "text/html; charset=utf-8")
                .putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .end(document);
    }

    /**
     * Sends the browser to another page, with the same query.
     *
     * @param rc request
     * @param path path of that page
     */
    public void redirect(RoutingContext rc, String path) {
        String query = rc.request().query();
        HttpServerResponse response = rc.response().setStatusCode(302);
        response.putHeader("Location", query == null ? path : path + "?" + query).end();
    }
}
