/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.TrainingUpdate;
import io.github.vernier.ui.UiTestServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.deeplearning4j.ui.model.storage.InMemoryStatsStorage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/**
 * A real browser before a server, by itself the stock one in either of its modes, with one storage
 * attached for each test.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserTest {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Callable<UiTestServer> starting;
    UiTestServer server;
    Chromium chromium;
    InMemoryStatsStorage storage;

    BrowserTest(boolean multiSession) {
        this(() -> UiTestServer.start(multiSession));
    }

    BrowserTest(Callable<UiTestServer> starting) {
        this.starting = starting;
    }

    @BeforeAll
    void start() throws Exception {
        server = starting.call();
        chromium = Chromium.start();
    }

    @AfterAll
    void stop() throws Exception {
        if (chromium != null) {
            chromium.close();
        }
        server.close();
    }

    @BeforeEach
    void attach() {
        chromium.size(1440, 900);
        chromium.prefer("light");
        storage = new InMemoryStatsStorage();
        server.ui().attach(storage);
    }

    @AfterEach
    void leave() {
        List<String> complaints = chromium.complaints().stream().filter(this::isOurs).toList();
        List<String> requests = chromium.requests();
        // Not to poll while no storage is attached.
        chromium.driver().get("about:blank");
        chromium.requests();
        chromium.complaints();
        server.ui().detach(storage);
        assertThat(complaints).isEmpty();
        String home = server.address("/");
        assertThat(requests)
                .isNotEmpty()
                .allMatch(
                        url ->
                                url.startsWith(home)
                                        || url.startsWith("data:")
                                        || url.startsWith("blob:" + home));
    }

    /** Whether a complaint of the console is about pages of ours. */
    boolean isOurs(String complaint) {
        return true;
    }

    final void open(String path) {
        chromium.driver().get(server.address(path));
    }

    final WebElement find(String css) {
        return chromium.within(PATIENCE)
                .withMessage("no element " + css)
                .until(d -> d.findElements(By.cssSelector(css)).stream().findFirst().orElse(null));
    }

    final void await(String what, String script, Object... arguments) {
        chromium.within(PATIENCE)
                .withMessage(what)
                .until(d -> Boolean.TRUE.equals(chromium.run("return " + script, arguments)));
    }

    /** Waits until the charts have followed the window; nothing sticks out of it then. */
    final void awaitFit(int width) {
        await(
                "charts should follow the window",
                "[...document.querySelectorAll('.plot:not([hidden])')].every(p =>"
                        + " echarts.getInstanceByDom(p)?.getWidth() === p.clientWidth)");
        assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
    }

    /** An expression for what a chart was told to draw. */
    static String option(String chart) {
        return "(plot => plot && echarts.getInstanceByDom(plot)?.getOption())(document.querySelector('#%s .plot'))"
                .formatted(chart);
    }

    static String curve(String chart, String series) {
        return "%s?.series.find(s => s?.id === '%s')?.data".formatted(option(chart), series);
    }

    final long length(String chart, String series) {
        Object length = chromium.run("return %s?.length ?? 0".formatted(curve(chart, series)));
        return ((Number) length).longValue();
    }

    final void awaitLength(String chart, String series, int length) {
        await(
                chart + " should show " + length + " values of " + series,
                "%s?.length === arguments[0]".formatted(curve(chart, series)),
                length);
    }

    /** The points of a curve: iteration and value. */
    @SuppressWarnings("unchecked")
    final List<List<Double>> drawn(String chart, String series) {
        List<List<Number>> data =
                (List<List<Number>>) chromium.run("return " + curve(chart, series));
        return data.stream()
                .map(point -> point.stream().map(Number::doubleValue).toList())
                .toList();
    }

    /** Iteration and score of each record of a session. */
    final List<List<Double>> recordedScores(String session) {
        return storage.getAllUpdatesAfter(session, TrainingUpdate.TYPE_ID, "0", 0).stream()
                .map(TrainingUpdate.class::cast)
                .map(update -> List.of((double) update.getIteration(), update.getScore()))
                .toList();
    }

    /** The overview shows the scores of a session, so many. */
    final void assertScoresAreDrawn(String session, int count) {
        awaitLength("score", "score raw", count);
        assertThat(drawn("score", "score raw")).isEqualTo(recordedScores(session));
        assertThat(find("#session").getDomProperty("value")).isEqualTo(session);
    }

    final double number(String expression) {
        return ((Number) chromium.run("return " + expression)).doubleValue();
    }

    final long distinctColours(String canvas) {
        find(canvas);
        return ((Number)
                        chromium.run(
                                """
                                const canvas = document.querySelector(arguments[0]);
                                const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                                const seen = new Set();
                                for (let i = 0; i < data.length; i += 4) seen.add(data.slice(i, i + 4).join());
                                return seen.size;
                                """,
                                canvas))
                .longValue();
    }
}
