/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The stock UI server, kept to this machine.
 *
 * <p>The stock server listens on every network interface, without a password, and has no setting
 * for that. {@link io.github.vernier.ui.server.LoopbackUIServer} is the stock server with one
 * difference: it listens on the loopback address.
 *
 * <pre>{@code
 * UIServer ui = LoopbackUIServer.start(9000);
 * ui.attach(storage);
 * }</pre>
 *
 * <p>From then on {@code UIServer.getInstance()} returns it, as there is one server per JVM. From
 * another machine, forward the port over ssh.
 */
package io.github.vernier.ui.server;
