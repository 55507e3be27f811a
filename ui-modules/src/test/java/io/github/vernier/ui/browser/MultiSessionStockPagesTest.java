/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import io.github.vernier.ui.UiTestServer;

class MultiSessionStockPagesTest extends StockPagesContract {

    MultiSessionStockPagesTest() {
        super(true, () -> UiTestServer.start(true));
    }
}
