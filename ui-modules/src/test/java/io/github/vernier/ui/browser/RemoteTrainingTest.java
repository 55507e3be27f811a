/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import io.github.vernier.ui.UiTestServer;
import org.deeplearning4j.core.storage.impl.RemoteUIStatsStorageRouter;

class RemoteTrainingTest extends RemoteTrainingContract {

    RemoteTrainingTest() {
        super(() -> UiTestServer.start(false), RemoteUIStatsStorageRouter.DEFAULT_PATH);
    }
}
