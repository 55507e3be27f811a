/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import io.github.vernier.ui.UiTestServer;
import io.github.vernier.ui.scale.SyntheticStorage;
import java.time.Duration;
import java.util.Map;

/**
 * Measures in a browser how long a person who opens a session of a million records waits for a
 * page, for curves of the whole session, and for curves of which every record was read.
 *
 * <p>Prints; asserts nothing, for a clock says something only about the machine it hangs in.
 */
public final class FirstPaintBench {

    private static final int RECORDS = 1_000_000;
    private static final int VISITS = 5;

    /** Notes when the chart first has points, and when it has those of all records. */
    private static final String WATCH =
            """
            window.seen = {};
            const look = () => {
              const plot = document.querySelector('#score .plot');
              const chart = plot && window.echarts?.getInstanceByDom(plot);
              if (chart?.getOption()?.series?.some(s => s.data?.length > 100)) {
                seen.first ??= performance.now();
                if (document.querySelector('#score .caption').textContent.includes('extremes')) {
                  seen.all ??= performance.now();
                }
              }
              requestAnimationFrame(look);
            };
            look();
            """;

    private FirstPaintBench() {}

    /**
     * Runs it.
     *
     * @param arguments not looked at
     * @throws Exception if server or browser fail
     */
    public static void main(String[] arguments) throws Exception {
        try (UiTestServer server = UiTestServer.start(false);
                Chromium chromium = Chromium.start()) {
            chromium.size(1440, 900);
            chromium.driver()
                    .executeCdpCommand(
                            "Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
            for (int visit = 0; visit < VISITS; visit++) {
                SyntheticStorage storage = new SyntheticStorage(RECORDS);
                server.ui().attach(storage);
                chromium.driver()
                        .get(
                                server.address(
                                        "/vernier/overview?session=" + SyntheticStorage.SESSION));
                chromium.within(Duration.ofSeconds(60))
                        .until(d -> chromium.run("return window.seen.all ?? null"));
                System.out.printf(
                        "visit %d: page %4.0f ms, curves %4.0f ms, of all records %5.0f ms%n",
                        visit + 1,
                        number(
                                chromium,
                                "performance.getEntriesByName('first-contentful-paint')[0].startTime"),
                        number(chromium, "seen.first"),
                        number(chromium, "seen.all"));
                chromium.driver().get("about:blank");
                server.ui().detach(storage);
            }
        }
    }

    private static double number(Chromium chromium, String expression) {
        return ((Number) chromium.run("return " + expression)).doubleValue();
    }
}
