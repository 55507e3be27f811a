/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.ui.FakeDistillation;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** New values come by themselves, whatever the browser can do. */
class LiveBrowserTest extends BrowserTest {

    private String injected;

    LiveBrowserTest() {
        super(false);
    }

    @AfterEach
    void forget() {
        chromium.driver()
                .executeCdpCommand(
                        "Page.removeScriptToEvaluateOnNewDocument", Map.of("identifier", injected));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a worker shared by all tabs, ''",
        "events without a shared worker, delete window.SharedWorker",
        "no events at all, delete window.SharedWorker; window.EventSource = class {}"
    })
    void newValuesAppear(String means, String script) {
        injected =
                (String)
                        chromium.driver()
                                .executeCdpCommand(
                                        "Page.addScriptToEvaluateOnNewDocument",
                                        Map.of("source", script))
                                .get("identifier");
        RecordRouter records = new RecordRouter(storage, "live", "w");
        FakeDistillation fake = new FakeDistillation(1);
        records.putStaticInfo(fake.staticInfo());
        records.putUpdate(fake.update(0));
        open("/vernier/distillation");
        awaitLength("losses", "score", 1);
        for (int i = 1; i < 4; i++) {
            records.putUpdate(fake.update(i));
            awaitLength("losses", "score", i + 1);
        }
        await("live", "document.getElementById('live').dataset.state === 'live'");
    }
}
