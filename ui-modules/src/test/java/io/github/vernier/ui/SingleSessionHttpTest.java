/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

class SingleSessionHttpTest extends HttpContract {

    SingleSessionHttpTest() {
        super(false);
    }
}
