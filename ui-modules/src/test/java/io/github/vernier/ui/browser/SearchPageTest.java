/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.arbiter.execution.TrialContext;
import io.github.vernier.arbiter.generator.RandomSearch;
import io.github.vernier.arbiter.search.EndReason;
import io.github.vernier.arbiter.search.Search;
import io.github.vernier.arbiter.search.SearchResult;
import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.LogSpace;
import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.Goal;
import io.github.vernier.arbiter.trial.SqliteTrialStore;
import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStatus;
import io.github.vernier.arbiter.trial.TrialStore;
import io.github.vernier.ui.search.Searches;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** Watches a search that runs, and orders it about, as a person does. */
class SearchPageTest extends BrowserTest {

    private static final int QUICK = 24;
    private static final int FAILING = 7;
    private static final int PATIENCE_SECONDS = 30;

    private TrialStore trials;
    private CompletableFuture<SearchResult> search;

    SearchPageTest() {
        super(false);
    }

    /** A rate, a width and a kind. */
    static final class Space extends CompositeSpace<Map<String, Object>> {

        private ParameterSpace<Double> rate = new LogSpace(1e-4, 1);
        private ParameterSpace<Double> width = new ContinuousParameterSpace(0, 10);
        private ParameterSpace<String> kind = new DiscreteParameterSpace<>("hashed", "acdc");

        @Override
        public Map<String, Object> getValue(double[] values) {
            return Map.of(
                    "rate", rate.getValue(values),
                    "width", width.getValue(values),
                    "kind", kind.getValue(values));
        }
    }

    /** Two dozen trials end at once; those after them run until they are told to stop. */
    private static double score(Map<String, Object> candidate, TrialContext trial)
            throws InterruptedException {
        double loss = Math.pow(Math.log10((Double) candidate.get("rate")) + 2, 2);
        if (trial.id() == FAILING) {
            throw new IllegalStateException("<b>diverged</b>");
        }
        trial.report(1, loss + 1);
        for (int epoch = 2; trial.id() >= QUICK; epoch++) {
            TimeUnit.MILLISECONDS.sleep(50);
            trial.report(epoch, loss + 1.0 / epoch);
        }
        trial.report(2, loss);
        return loss;
    }

    @BeforeEach
    void begin() {
        trials = SqliteTrialStore.inMemory();
        Searches.attach("live", trials);
        search =
                CompletableFuture.supplyAsync(
                        () ->
                                Search.builder()
                                        .space(new Space())
                                        .minimize("loss", SearchPageTest::score)
                                        .also(
                                                new Goal("size", Direction.MINIMIZE),
                                                candidate -> (Double) candidate.get("width"))
                                        .generator(new RandomSearch())
                                        .store(trials)
                                        .seed(3)
                                        .build()
                                        .run());
    }

    @AfterEach
    void end() {
        trials.request(io.github.vernier.arbiter.trial.Request.stop());
        search.join();
        Searches.detach("live");
        trials.close();
    }

    private List<WebElement> rows() {
        return chromium.driver().findElements(By.cssSelector("#trials tbody tr"));
    }

    private void openWithRunningTrial() {
        open("/vernier/search");
        await("a running trial", "!!document.querySelector('#trials tr[data-status=RUNNING]')");
        await(
                "complete trials",
                "document.querySelectorAll('#trials tr[data-status=COMPLETE]').length === "
                        + (QUICK - 1));
    }

    @Test
    void importanceSumsToOne() {
        openWithRunningTrial();
        await("bars", "%s?.series[0].data.length === 3".formatted(option("importance")));
        assertThat(number(option("importance") + ".series[0].data.reduce((a, b) => a + b, 0)"))
                .isCloseTo(1, within(1e-9));
        assertThat(chromium.run("return " + option("importance") + ".yAxis[0].data[2]"))
                .isEqualTo("rate");
        assertThat(find("#importance .caption").getText()).contains("random forest", "23 complete");
    }

    @Test
    void aBrushNarrowsTheTable() {
        openWithRunningTrial();
        await("axes", "%s?.parallelAxis?.length === 5".formatted(option("parallel")));
        int all = rows().size();
        WebElement canvas = find("#parallel .plot canvas");
        int height = canvas.getSize().getHeight();
        int width = canvas.getSize().getWidth();
        // From the middle of the first axis, which is 60 pixels from the left, to its top.
        new Actions(chromium.driver())
                .moveToElement(canvas, 60 - width / 2, 0)
                .clickAndHold()
                .moveByOffset(0, -height / 8)
                .moveByOffset(0, -height / 8)
                .release()
                .perform();
        await(
                "fewer rows",
                "document.querySelectorAll('#trials tbody tr').length < arguments[0]",
                all);
        double low = number(interval(0));
        double high = number(interval(1));
        List<Integer> expected =
                trials.trials().stream()
                        .filter(trial -> trial.status() == TrialStatus.COMPLETE)
                        .filter(
                                trial -> {
                                    double rate = (Double) trial.values().get("rate");
                                    return rate >= low && rate <= high;
                                })
                        .map(Trial::id)
                        .toList();
        assertThat(rows())
                .extracting(row -> Integer.parseInt(row.getDomAttribute("data-trial")))
                .containsExactlyElementsOf(expected)
                .isNotEmpty();

        find("#brush-clear").click();
        await(
                "all rows",
                "document.querySelectorAll('#trials tbody tr').length >= arguments[0]",
                all);
    }

    private static String interval(int end) {
        return ("echarts.getInstanceByDom(document.querySelector('#parallel .plot')).getModel()"
                        + ".getComponent('parallelAxis', 0).activeIntervals[0][%d]")
                .formatted(end);
    }

    @Test
    void axesFlipAndTurnLogarithmic() {
        openWithRunningTrial();
        await(
                "a logarithmic axis",
                "%s?.parallelAxis?.[0].type === 'log'".formatted(option("parallel")));
        find("#axis-log").click();
        await(
                "a linear axis",
                "%s?.parallelAxis?.[0].type === 'value'".formatted(option("parallel")));
        find("#axis-flip").click();
        await(
                "an axis upside down",
                "%s?.parallelAxis?.[0].inverse === true".formatted(option("parallel")));
    }

    @Test
    void theTableIsSortedFilteredAndSaved() throws Exception {
        openWithRunningTrial();
        find("#trials button[data-sort='goal:loss']").click();
        Trial best =
                trials.trials().stream()
                        .filter(trial -> trial.status() == TrialStatus.COMPLETE)
                        .min((a, b) -> Double.compare(a.objectives().get(0), b.objectives().get(0)))
                        .orElseThrow();
        await(
                "the best first",
                "document.querySelector('#trials tbody tr').dataset.trial === arguments[0]",
                Integer.toString(best.id()));
        find("#trials-filter").sendKeys("kind=acdc complete");
        long expected =
                trials.trials().stream()
                        .filter(trial -> trial.status() == TrialStatus.COMPLETE)
                        .filter(trial -> "acdc".equals(trial.values().get("kind")))
                        .count();
        await(
                "only some",
                "document.querySelectorAll('#trials tbody tr').length === arguments[0]",
                expected);
        find("#trials .buttons button").click();
        assertThat(chromium.download(".csv").split("\r\n")).hasSize((int) expected + 1);
    }

    @Test
    void aFailedTrialShowsItsStackTraceAsText() {
        openWithRunningTrial();
        find("#trials button[data-id='" + FAILING + "']").click();
        await("the trace", "!document.querySelector('#detail .stack').hidden");
        assertThat(find("#detail .stack").getText())
                .contains("IllegalStateException: <b>diverged</b>", "SearchPageTest.score");
        find("#trials button[data-id='0']").click();
        awaitLength("epochs", "score", 2);
    }

    @Test
    void pruneGivesUpOneTrialAndStopEndsTheSearch() throws Exception {
        openWithRunningTrial();
        int first =
                Integer.parseInt(
                        find("#trials tr[data-status=RUNNING]").getDomAttribute("data-trial"));
        find("#trials button[data-prune='" + first + "']").click();
        await(
                "pruned",
                "document.querySelector('#trials tr[data-trial=\"%d\"]')?.dataset.status === 'PRUNED'"
                        .formatted(first));
        await("the next runs", "!!document.querySelector('#trials tr[data-status=RUNNING]')");
        assertThat(search).isNotDone();

        chromium.run("window.scrollTo(0, 0)");
        find("#stop").click();
        SearchResult result = search.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(result.end().reason()).isEqualTo(EndReason.STOPPED);
        await("nothing runs", "!document.querySelector('#trials tr[data-status=RUNNING]')");
        await("no more to stop", "document.getElementById('stop').disabled");
    }

    @Test
    void ordersOfOthersAreRefused() throws Exception {
        openWithRunningTrial();
        String path = "/vernier/api/search/stop?search=live";
        HttpRequest.Builder order =
                HttpRequest.newBuilder(URI.create(server.address(path)))
                        .POST(HttpRequest.BodyPublishers.noBody());
        HttpResponse<String> bare =
                HttpClient.newHttpClient()
                        .send(order.build(), HttpResponse.BodyHandlers.ofString());
        HttpResponse<String> foreign =
                HttpClient.newHttpClient()
                        .send(
                                order.header("X-Vernier", "1")
                                        .header("Origin", "http://example.org")
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(bare.statusCode()).isEqualTo(403);
        assertThat(foreign.statusCode()).isEqualTo(403);
        assertThat(server.get(path).statusCode()).isNotEqualTo(200);
        assertThat(search).isNotDone();
    }

    @Test
    void thePageFitsEveryWindowInBothThemes() throws Exception {
        openWithRunningTrial();
        find("#trials button[data-id='" + FAILING + "']").click();
        await("bars", "%s?.series[0].data.length === 3".formatted(option("importance")));
        for (String theme : List.of("light", "dark")) {
            chromium.prefer(theme);
            for (int width : new int[] {360, 1440}) {
                chromium.size(width, 900);
                await(
                        "charts should follow the window",
                        "[...document.querySelectorAll('.plot:not([hidden])')].filter(p => p.offsetParent)"
                                + ".every(p => echarts.getInstanceByDom(p)?.getWidth() === p.clientWidth)");
                assertThat(number("document.documentElement.scrollWidth"))
                        .as("width at %d", width)
                        .isLessThanOrEqualTo(width);
                chromium.shoot("search-" + theme + "-" + width);
            }
        }
    }
}
