/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.SeriesRecorder;
import io.github.vernier.ui.FakeDistillation;
import io.github.vernier.ui.TinyTraining;
import io.github.vernier.ui.page.Page;
import io.github.vernier.ui.page.Pages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Pages are usable without a mouse, without colours and without eyes, as far as rules can tell. */
class AccessibilityBrowserTest extends BrowserTest {

    private static final String SESSION = "run 1";

    AccessibilityBrowserTest() {
        super(false);
    }

    private static String axe() throws IOException {
        try (InputStream in = AccessibilityBrowserTest.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void record() {
        new TinyTraining(1, 0.01).record(storage, SESSION, 3).fit(3);
        RecordRouter records = new RecordRouter(storage, SESSION, "0");
        FakeDistillation fake = new FakeDistillation(1);
        records.putStaticInfo(fake.staticInfo());
        for (int i = 0; i < 60; i++) {
            records.putUpdate(fake.update(i));
        }
        records.putUpdate(fake.maps(60));
        SeriesRecorder series = SeriesRecorder.of(storage, SESSION);
        for (int i = 0; i < 20; i++) {
            series.put("reward", i, Math.sin(i));
        }
    }

    /** What axe calls serious or critical. */
    private List<?> violations(String axe) {
        chromium.run(axe);
        return (List<?>)
                chromium.driver()
                        .executeAsyncScript(
                                """
                                const done = arguments[arguments.length - 1];
                                axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => done(violations
                                  .filter(({ impact }) => impact === 'serious' || impact === 'critical')
                                  .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' ' + n.failureSummary.slice(0, 200)).join(' | '))),
                                  error => done([String(error)]));
                                """);
    }

    @Test
    void noPageHasASeriousFinding() throws Exception {
        record();
        String axe = axe();
        List<String> findings = new ArrayList<>();
        for (Page page : Pages.load().all()) {
            for (String theme : List.of("light", "dark")) {
                chromium.prefer(theme);
                for (int width : new int[] {1440, 360}) {
                    chromium.size(width, 900);
                    open("/vernier/" + page.id() + "?session=" + SESSION.replace(" ", "+"));
                    find("h1");
                    await("settled", "document.getElementById('live').textContent !== ''");
                    for (Object violation : violations(axe)) {
                        findings.add(page.id() + " " + theme + " " + width + ": " + violation);
                    }
                    assertThat(number("document.documentElement.scrollWidth"))
                            .as("width of %s at %s", page.id(), width)
                            .isLessThanOrEqualTo(width);
                }
            }
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void everythingIsReachedByTheKeyboard() {
        record();
        open("/vernier/overview?session=run+1");
        find("#score .plot canvas");
        WebElement body = find("body");
        body.sendKeys(Keys.TAB);
        assertThat(chromium.run("return document.activeElement.id")).isEqualTo("skip");
        chromium.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        assertThat(chromium.run("return document.activeElement.id")).isEqualTo("content");
        List<Object> reached = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            chromium.driver().switchTo().activeElement().sendKeys(Keys.TAB);
            reached.add(
                    chromium.run(
                            "return document.activeElement.id || document.activeElement.className"));
        }
        assertThat(reached).contains("smoothing", "csv", "plot", "quiet", "chip");
        assertThat(
                        chromium.run(
                                """
                                return [...document.querySelectorAll('button, a[href], select, input')]
                                  .filter(e => e.offsetParent !== null && e.tabIndex < 0 && e.getAttribute('role') !== 'radio').length;
                                """))
                .isEqualTo(0L);
    }
}
