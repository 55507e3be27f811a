/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import io.github.vernier.ui.UiTestServer;
import io.github.vernier.ui.server.Token;
import io.github.vernier.ui.server.VernierUIServer;
import org.deeplearning4j.core.storage.impl.RemoteUIStatsStorageRouter;
import org.junit.jupiter.api.BeforeEach;

/** The same with a token, which the stock router sends as a part of the path. */
class GuardedRemoteTrainingTest extends RemoteTrainingContract {

    private static final String TOKEN = Token.random();

    GuardedRemoteTrainingTest() {
        super(
                () -> UiTestServer.of(VernierUIServer.builder().port(0).token(TOKEN).start()),
                RemoteUIStatsStorageRouter.DEFAULT_PATH + "?token=" + TOKEN);
    }

    @BeforeEach
    void logIn() {
        open("/vernier?token=" + TOKEN);
    }
}
