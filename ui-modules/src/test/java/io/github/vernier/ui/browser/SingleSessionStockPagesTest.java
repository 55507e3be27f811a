/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import io.github.vernier.ui.UiTestServer;

class SingleSessionStockPagesTest extends StockPagesContract {

    SingleSessionStockPagesTest() {
        super(false, () -> UiTestServer.start(false));
    }
}
