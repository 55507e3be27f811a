/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.QueryStringEncoder;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Decides whom the server listens to. */
final class Gate implements Handler<HttpServerRequest> {

    private static final String PARAMETER = "token";
    private static final Set<String> LOOPBACK_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<HttpMethod> READING =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Token token;
    private final FailureLimit failures = new FailureLimit(System::nanoTime);
    private final Handler<HttpServerRequest> server;

    /**
     * A gate.
     *
     * @param token token to ask for, null for none
     * @param server gets the requests that pass
     */
    Gate(Token token, Handler<HttpServerRequest> server) {
        this.token = token;
        this.server = server;
    }

    @Override
    public void handle(HttpServerRequest request) {
        // The header, or what HTTP/2 has instead.
        String host = request.host();
        if (host == null || token == null && !LOOPBACK_HOSTS.contains(nameOf(host))) {
            Refusal.send(request, 403, "This server answers requests for localhost only.");
        } else if (!READING.contains(request.method()) && isForeign(request, host)) {
            Refusal.send(request, 403, "Another site's page may not do this.");
        } else if (token == null) {
            server.handle(request);
        } else {
            authenticate(request);
        }
    }

    private static String nameOf(String host) {
        int colon = host.lastIndexOf(':');
        boolean port = colon > host.lastIndexOf(']') && colon >= 0;
        return (port ? host.substring(0, colon) : host).toLowerCase(Locale.ROOT);
    }

    /** Browsers name the origin of such a request; programs do not. */
    private static boolean isForeign(HttpServerRequest request, String host) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        try {
            return !host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private void authenticate(HttpServerRequest request) {
        String address = String.valueOf(request.remoteAddress().host());
        if (token.matchesCookie(cookieOf(request))) {
            server.handle(request);
            return;
        }
        String given = tokenOf(request);
        if (given == null) {
            Refusal.send(
                    request, 401, "A token is needed: open this address with ?token=... once.");
        } else if (failures.isExceeded(address)) {
            request.response().putHeader("Retry-After", Long.toString(FailureLimit.WINDOW_SECONDS));
            Refusal.send(request, 429, "Too many wrong tokens. Wait a minute.");
        } else if (!token.matches(given)) {
            failures.add(address);
            Refusal.send(request, 401, "That is not the token.");
        } else if (request.method() == HttpMethod.GET && bearerOf(request) == null) {
            welcome(request);
        } else {
            server.handle(request);
        }
    }

    private static String cookieOf(HttpServerRequest request) {
        String header = request.getHeader("Cookie");
        if (header == null) {
            return null;
        }
        return ServerCookieDecoder.LAX.decode(header).stream()
                .filter(cookie -> cookie.name().equals(Token.COOKIE))
                .map(Cookie::value)
                .findFirst()
                .orElse(null);
    }

    private static String tokenOf(HttpServerRequest request) {
        String bearer = bearerOf(request);
        return bearer != null ? bearer : first(parametersOf(request).get(PARAMETER));
    }

    private static String bearerOf(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.startsWith("Bearer ")
                ? header.substring("Bearer ".length())
                : null;
    }

    private static String first(List<String> values) {
        return values == null ? null : values.get(0);
    }

    private static Map<String, List<String>> parametersOf(HttpServerRequest request) {
        try {
            return new QueryStringDecoder(request.uri()).parameters();
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** Hands out the cookie and takes the token out of the address, the history and the log. */
    private void welcome(HttpServerRequest request) {
        // Only the path, and never one that browsers read as another server's name.
        QueryStringEncoder address =
                new QueryStringEncoder(request.path().replaceFirst("^[/\\\\]+", "/"));
        parametersOf(request)
                .forEach(
                        (name, values) -> {
                            if (!name.equals(PARAMETER)) {
                                values.forEach(value -> address.addParam(name, value));
                            }
                        });
        request.response()
                .setStatusCode(302)
                .putHeader("Set-Cookie", token.setCookie())
                .putHeader("Cache-Control", "no-store")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Location", address.toString())
                .end();
    }
}
