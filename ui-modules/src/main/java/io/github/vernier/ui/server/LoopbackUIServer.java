/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import java.io.IOException;
import org.deeplearning4j.ui.api.UIServer;

/** A {@link VernierUIServer} with the settings it has by itself. */
public final class LoopbackUIServer {

    /** Where it listens. */
    public static final String ADDRESS = VernierUIServer.LOOPBACK;

    private LoopbackUIServer() {}

    /**
     * Starts the server in single-session mode and waits until it listens.
     *
     * @param port TCP port, 0 for any free one; DL4J's port property is not looked at
     * @return the server, which is {@link UIServer#getInstance()} from now on
     * @throws IllegalArgumentException if the port is not in 0 ... 65535
     * @throws IllegalStateException if a UI server already runs in this JVM
     * @throws IOException if the server cannot listen, for example because the port is taken
     * @throws InterruptedException if interrupted while waiting
     */
    public static UIServer start(int port) throws IOException, InterruptedException {
        return VernierUIServer.builder().port(port).start();
    }
}
