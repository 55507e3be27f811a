/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import org.junit.jupiter.api.Tag;

/** What a browser gets of ours while Arbiter's module is there too. */
@Tag("arbiter-ui")
class BesideArbiterHttpTest extends HttpContract {

    BesideArbiterHttpTest() {
        super(false);
    }
}
