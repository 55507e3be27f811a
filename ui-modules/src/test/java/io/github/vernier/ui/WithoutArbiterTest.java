/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** All tests but those named so run without Arbiter's page, as most users have it. */
class WithoutArbiterTest {

    @Test
    void arbitersPageIsNotThereAndOursAre() throws Exception {
        assertThatThrownBy(
                        () -> Class.forName("org.deeplearning4j.arbiter.ui.module.ArbiterModule"))
                .isInstanceOf(ClassNotFoundException.class);
        try (UiTestServer server = UiTestServer.start(false)) {
            assertThat(server.get("/arbiter").statusCode()).isEqualTo(404);
            assertThat(server.get("/vernier/search").statusCode()).isEqualTo(200);
            assertThat(server.get("/vernier/api/pages").body())
                    .contains("\"overview\"", "\"search\"");
        }
    }
}
