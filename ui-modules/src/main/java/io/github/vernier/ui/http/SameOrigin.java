/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.http;

import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;

/**
 * Who may order something: a page of this server, in a browser on this machine.
 *
 * <p>The connection must come from the loopback address; the name that the browser asked for must
 * be a loopback name, so that no other name can be pointed here; the origin must be that name and
 * port; and a header must be there that a form of another site cannot send.
 */
final class SameOrigin {

    /** The header, with any value. */
    static final String HEADER = "X-Vernier";

    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

    private SameOrigin() {}

    static boolean allows(HttpServerRequest request) {
        String host = request.getHeader("Host");
        String origin = request.getHeader("Origin");
        return isLoopback(request.remoteAddress().host())
                && host != null
                && NAMES.contains(host.replaceFirst(":\\d+$", ""))
                && ("http://" + host).equals(origin)
                && request.getHeader(HEADER) != null;
    }

    private static boolean isLoopback(String address) {
        try {
            // An address, not a name: nothing is looked up.
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
