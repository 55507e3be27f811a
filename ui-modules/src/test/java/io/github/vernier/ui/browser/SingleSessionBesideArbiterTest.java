/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

class SingleSessionBesideArbiterTest extends BesideArbiterContract {

    SingleSessionBesideArbiterTest() {
        super(false);
    }
}
