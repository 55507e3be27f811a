/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.ui.TinyArbiter;
import io.github.vernier.ui.TinyTraining;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.arbiter.optimize.runner.CandidateInfo;
import org.deeplearning4j.arbiter.optimize.runner.IOptimizationRunner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** One server shows stock Arbiter's page and ours. */
@Tag("arbiter-ui")
abstract class BesideArbiterContract extends BrowserTest {

    private static final String SEARCH = "search";
    private static final String TRAINING = "training";
    private static final int CANDIDATES = 2;
    private static final int EPOCHS = 2;

    private final boolean multiSession;

    BesideArbiterContract(boolean multiSession) {
        super(multiSession);
        this.multiSession = multiSession;
    }

    /** Arbiter's pages name no icon, so the browser looks for one. */
    @Override
    final boolean isOurs(String complaint) {
        return !complaint.contains("/favicon.ico");
    }

    private void openArbiter() {
        chromium.within(PATIENCE)
                .withMessage("Arbiter's page should hear of the search")
                .until(d -> arbiterKnowsTheSearch());
        open("/arbiter");
        if (multiSession) {
            chromium.driver().findElement(By.linkText(SEARCH)).click();
        }
    }

    private boolean arbiterKnowsTheSearch() {
        try {
            return server.get(multiSession ? "/arbiter" : "/arbiter/sessions/all")
                    .body()
                    .contains(SEARCH);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Its table is drawn anew when something came. */
    private void assertArbiterShows(IOptimizationRunner runner) {
        Map<Integer, Double> scores =
                runner.getCandidateStatus().stream()
                        .collect(
                                Collectors.toMap(CandidateInfo::getIndex, CandidateInfo::getScore));
        await(
                "all candidates",
                "document.querySelectorAll('#resultsTableBody tr').length === arguments[0]",
                scores.size());
        scores.forEach(
                (index, score) -> {
                    List<WebElement> cells =
                            find("#rTbl-" + index).findElements(By.cssSelector("td"));
                    assertThat(Double.valueOf(cells.get(1).getText())).isEqualTo(score);
                    assertThat(cells.get(2).getText()).isEqualTo("Complete");
                });
    }

    @Test
    void arbitersPageAndOursAreShown() throws Exception {
        IOptimizationRunner runner = TinyArbiter.search(storage, SEARCH, CANDIDATES);
        assertThat(runner.numCandidatesFailed()).isZero();
        assertThat(runner.numCandidatesCompleted()).isGreaterThanOrEqualTo(CANDIDATES);
        new TinyTraining(1, 0.01).record(storage, TRAINING, EPOCHS).fit(EPOCHS);

        openArbiter();
        assertArbiterShows(runner);
        find("#rTbl-" + runner.bestScoreCandidateIndex()).click();
        await(
                "the chosen candidate",
                "document.getElementById('resultsviewdiv').textContent.includes('Model Configuration')");
        assertThat(find("#statusdiv").getText()).contains("Best Score " + runner.bestScore());
        chromium.shoot("arbiter");

        open("/vernier");
        assertScoresAreDrawn(TRAINING, EPOCHS * TinyTraining.BATCHES);
        assertThat(find("#session").getText()).contains(TRAINING).doesNotContain(SEARCH);
        find("#pages a[href*=compare]").click();
        await(
                "our next page",
                "document.querySelector('#pages a[aria-current]')?.href.includes('compare')");
        find("#pages a[href*=overview]").click();
        assertScoresAreDrawn(TRAINING, EPOCHS * TinyTraining.BATCHES);

        // Back to Arbiter's, which has not moved.
        openArbiter();
        assertArbiterShows(runner);
    }
}
