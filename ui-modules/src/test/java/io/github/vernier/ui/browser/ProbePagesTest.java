/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.ui.GatedTraining;
import io.github.vernier.ui.TinyProbes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Watches the probes of a real training in a real browser. */
class ProbePagesTest extends BrowserTest {

    private static final List<String> PAGES =
            List.of("binary-weights", "gradient-variance", "cdg", "clusters", "pop-art", "cost");

    ProbePagesTest() {
        super(true);
    }

    @Test
    void everyPageFitsEveryWindowInBothThemes() throws Exception {
        try (GatedTraining classifier = TinyProbes.classifier(storage, "digits", 12);
                GatedTraining regression = TinyProbes.regression(storage, "values", 30)) {
            classifier.letEpochs(12);
            regression.letEpochs(30);
            classifier.finish();
            regression.finish();
        }
        for (String page : PAGES) {
            String session = page.equals("pop-art") ? "values" : "digits";
            chromium.size(1440, 900);
            open("/vernier/" + page + "?session=" + session);
            find(".numbers tbody tr");
            await(
                    "charts of " + page,
                    "[...document.querySelectorAll('.plot:not([hidden])')].filter(p => p.offsetParent).every(p => echarts.getInstanceByDom(p))");
            for (String theme : List.of("light", "dark")) {
                chromium.prefer(theme);
                for (int width : new int[] {360, 390, 1440}) {
                    chromium.size(width, width < 768 ? 844 : 900);
                    await(
                            "charts should follow the window",
                            "[...document.querySelectorAll('.plot:not([hidden])')].filter(p => p.offsetParent).every(p =>"
                                    + " echarts.getInstanceByDom(p)?.getWidth() === p.clientWidth)");
                    assertThat(number("document.documentElement.scrollWidth"))
                            .as("width of %s at %d", page, width)
                            .isLessThanOrEqualTo(width);
                    chromium.shoot(page + "-" + theme + "-" + width);
                }
            }
        }
    }
}
