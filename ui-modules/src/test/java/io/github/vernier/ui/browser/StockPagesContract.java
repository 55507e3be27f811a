/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.ui.TinyTraining;
import io.github.vernier.ui.UiTestServer;
import java.util.List;
import java.util.concurrent.Callable;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;

/** The stock pages with ours beside them: they draw what they did, and a person finds the way. */
abstract class StockPagesContract extends BrowserTest {

    static final String SESSION = "run 1 & 2";
    static final int EPOCHS = 3;

    private final boolean multiSession;

    StockPagesContract(boolean multiSession, Callable<UiTestServer> starting) {
        super(starting);
        this.multiSession = multiSession;
    }

    /** The stock list of sessions names no icon, so the browser looks for one. */
    @Override
    final boolean isOurs(String complaint) {
        return !complaint.contains("/favicon.ico");
    }

    /** One training that both listeners record, and a later one that only ours does. */
    @BeforeEach
    void train() {
        new TinyTraining(1, 0.01)
                .recordStock(storage, SESSION)
                .record(storage, SESSION, EPOCHS)
                .fit(EPOCHS);
        new TinyTraining(2, 0.01).record(storage, "later", 1).fit(1);
        chromium.within(PATIENCE)
                .withMessage("the stock pages should hear of the session")
                .until(d -> stockKnowsTheSession());
    }

    private boolean stockKnowsTheSession() {
        try {
            return server.get(multiSession ? "/train" : "/train/sessions/current")
                    .body()
                    .contains(SESSION);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** From the start page as a person does. */
    final void openStockOverview() {
        open("/");
        chooseInList();
        assertStockOverviewIsDrawn();
    }

    /** In multi-session mode the stock pages begin with a list of sessions. */
    private void chooseInList() {
        if (multiSession) {
            chromium.driver().findElement(By.linkText(SESSION)).click();
        }
    }

    final void assertStockOverviewIsDrawn() {
        String curve = "$('#scoreiterchart').data('plot')?.getData()[0].data";
        await("the stock overview", curve + "?.length > 0");
        assertThat(chromium.driver().getCurrentUrl()).endsWith("/overview");
        @SuppressWarnings("unchecked")
        List<List<Number>> drawn = (List<List<Number>>) chromium.run("return " + curve);
        List<List<Double>> expected =
                storage.getAllUpdatesAfter(SESSION, StatsListener.TYPE_ID, "stock", 0).stream()
                        .map(StatsReport.class::cast)
                        .map(r -> List.of((double) r.getIterationCount(), r.getScore()))
                        .toList();
        assertThat(drawn.stream().map(p -> p.stream().map(Number::doubleValue).toList()).toList())
                .isEqualTo(expected)
                .hasSizeGreaterThan(1);
        assertThat(distinctColours("#scoreiterchart canvas.flot-base")).isGreaterThan(4);
        assertThat(find("#modelType").getText()).isEqualTo("MultiLayerNetwork");
    }

    final void assertOurOverviewIsDrawn() {
        assertScoresAreDrawn(SESSION, EPOCHS * TinyTraining.BATCHES);
    }

    /** By the link that is on every page of ours. */
    final void goBackToStock() {
        find("#stock").click();
        chooseInList();
        assertStockOverviewIsDrawn();
    }

    @Test
    void theStockPagesAreFoundFromOurs() {
        open("/vernier/overview?session=" + UiTestServer.encode(SESSION));
        assertOurOverviewIsDrawn();
        goBackToStock();
        find(".sidebar a[href=model]").click();
        await("the stock model page", "document.querySelectorAll('#layers canvas').length > 0");
        find(".sidebar a[href=system]").click();
        await("the stock system page", "location.pathname.endsWith('/system')");
        find(".sidebar a[href=overview]").click();
        assertStockOverviewIsDrawn();
    }
}
