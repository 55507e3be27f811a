/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests with exactly these headers and paths, which Java's client would not send. */
record RawClient(int port) {

    record Response(int status, String head, String body) {

        String header(String name) {
            Matcher matcher =
                    Pattern.compile("(?im)^" + name + ": (.*)$").matcher(head.replace("\r", ""));
            return matcher.find() ? matcher.group(1) : null;
        }
    }

    Response send(String method, String path, Map<String, String> headers, String body)
            throws IOException {
        return send(
                method,
                path,
                headers,
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** A server that does not want the rest of the body may close before it has all. */
    Response send(String method, String path, Map<String, String> headers, InputStream body)
            throws IOException {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        head.append("Connection: close\r\n\r\n");
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
            try {
                body.transferTo(socket.getOutputStream());
            } catch (SocketException e) {
                // The answer is there already.
            }
            String response =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int end = response.indexOf("\r\n\r\n");
            return new Response(
                    Integer.parseInt(response.substring(9, 12)),
                    response.substring(0, end),
                    response.substring(end + 4));
        }
    }
}
