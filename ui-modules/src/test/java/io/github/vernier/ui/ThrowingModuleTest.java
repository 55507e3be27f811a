/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.RecordRouter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.Test;

class ThrowingModuleTest {

    /** The stock server's event thread ends at the first exception, for all modules. */
    @Test
    void anotherModulesExceptionDoesNotStopThePages() throws Exception {
        ThrowingModule.enabled = true;
        try (UiTestServer server = UiTestServer.start(false)) {
            InMemoryStatsStorage storage = new InMemoryStatsStorage();
            server.ui().attach(storage);
            FakeDistillation fake = new FakeDistillation(1);
            RecordRouter records = new RecordRouter(storage, "s", "w");
            records.putStaticInfo(fake.staticInfo());
            records.putUpdate(fake.update(0));
            assertThat(ThrowingModule.thrown.await(30, TimeUnit.SECONDS)).isTrue();
            records.putUpdate(fake.update(1));
            new RecordRouter(storage, "s2", "w").putStaticInfo(fake.staticInfo());
            assertThat(server.get("/vernier/api/distillation?session=s").body())
                    .contains("\"iteration\":[0,1]");
            assertThat(server.get("/vernier/api/sessions").body()).contains("\"s2\"");
        }
    }

    @Test
    void eventsNeverMakeTheModuleThrow() {
        VernierModule module = new VernierModule();
        module.reportStorageEvents(List.of());
        module.onAttach(null);
        module.onDetach(null);
        assertThat(module.getCallbackTypeIDs())
                .contains("VernierDistillation", "VernierDistillationMaps", "VernierTraining");
    }
}
