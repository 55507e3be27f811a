/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.RecordRouter;
import org.deeplearning4j.ui.VertxUIServer;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;

class MultiSessionProviderTest {

    @Test
    void aSessionNotYetAttachedIsLoadedByTheServersProvider() throws Exception {
        InMemoryStatsStorage archive = new InMemoryStatsStorage();
        FakeDistillation fake = new FakeDistillation(1);
        RecordRouter records = new RecordRouter(archive, "old", "w");
        records.putStaticInfo(fake.staticInfo());
        records.putUpdate(fake.update(4));
        try (UiTestServer server = UiTestServer.start(true)) {
            VertxUIServer.getInstance()
                    .autoAttachStatsStorageBySessionId(id -> id.equals("old") ? archive : null);
            assertThat(server.get("/vernier/api/distillation?session=old").body())
                    .contains("\"iteration\":[4]");
            assertThat(server.get("/vernier/api/distillation?session=new").statusCode())
                    .isEqualTo(404);
        }
    }
}
