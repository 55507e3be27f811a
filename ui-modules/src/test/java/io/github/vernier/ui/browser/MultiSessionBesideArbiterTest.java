/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

class MultiSessionBesideArbiterTest extends BesideArbiterContract {

    MultiSessionBesideArbiterTest() {
        super(true);
    }
}
