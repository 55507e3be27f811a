/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The stock UI server, kept to those it is for.
 *
 * <p>The stock server listens on every network interface, without a password, and has no setting
 * for that. {@link io.github.vernier.ui.server.VernierUIServer} is the stock server with these
 * differences:
 *
 * <ul>
 *   <li>It listens on the loopback address, unless another is given together with a token.
 *   <li>Without a token it answers requests only for a loopback host, so that a web site cannot
 *       reach it by a name that it lets point to this machine (DNS rebinding); requests that
 *       another origin's page makes and that change something are refused in any case.
 *   <li>With a token a browser opens {@code http://host:port/?token=...} once and gets a cookie;
 *       programs send {@code Authorization: Bearer ...} or the parameter each time. Wrong tokens
 *       are counted by address and slowed down.
 *   <li>The side bar of the stock training pages has a link to ours.
 * </ul>
 *
 * <pre>{@code
 * UIServer ui = VernierUIServer.builder().port(9000).start();
 * UIServer ui = VernierUIServer.builder().address("0.0.0.0").token(token).start();
 * ui.attach(storage);
 * }</pre>
 *
 * <p>From then on {@code UIServer.getInstance()} returns it, as there is one server per JVM. The
 * connection is not encrypted; from another machine, forwarding the port over ssh is safer than a
 * token.
 */
package io.github.vernier.ui.server;
