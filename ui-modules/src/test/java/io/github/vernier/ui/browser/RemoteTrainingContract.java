/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.ui.RemoteTraining;
import io.github.vernier.ui.TinyTraining;
import io.github.vernier.ui.UiTestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Watches a training in another process, which reports by the stock remote router. */
abstract class RemoteTrainingContract extends BrowserTest {

    private static final String SESSION = "elsewhere";
    private static final int BATCHES = TinyTraining.BATCHES;

    private final String path;

    /**
     * A test of a server.
     *
     * @param starting starts it
     * @param path where it takes records, without the first slash
     */
    RemoteTrainingContract(Callable<UiTestServer> starting, String path) {
        super(starting);
        this.path = path;
    }

    @BeforeEach
    void enable() {
        server.ui().enableRemoteListener(storage, true);
    }

    @AfterEach
    void disable() {
        server.ui().disableRemoteListener();
    }

    /** What the stock router has not sent when its process ends is lost. */
    private void awaitReceived(int scores) {
        chromium.within(PATIENCE)
                .withMessage("all scores should arrive")
                .until(d -> recordedScores(SESSION).size() == scores);
    }

    private void assertScoresAre(List<List<Double>> measured) {
        assertScoresAreDrawn(SESSION, measured.size());
        assertThat(recordedScores(SESSION)).isEqualTo(measured);
    }

    private void assertVariancesAreThoseReceived(int count) {
        awaitLength("variance", "examples:variance raw", count);
        assertThat(drawn("variance", "examples:variance raw"))
                .isEqualTo(
                        storage
                                .getAllUpdatesAfter(SESSION, GradientVarianceUpdate.TYPE_ID, "0", 0)
                                .stream()
                                .map(GradientVarianceUpdate.class::cast)
                                .map(RemoteTrainingContract::totalVariance)
                                .toList());
    }

    private static List<Double> totalVariance(GradientVarianceUpdate update) {
        float[] variances = update.getExamples().orElseThrow().variance();
        return List.of((double) update.getIteration(), (double) variances[variances.length - 1]);
    }

    @Test
    void aTrainingInAnotherProcessIsSeenWhileItRunsAndAfterwards() throws Exception {
        open("/vernier/overview");
        find("#empty");
        List<List<Double>> measured = new ArrayList<>();
        try (RemoteTraining training = RemoteTraining.start(server.address(""), path, SESSION)) {
            for (int epoch = 0; epoch < 2; epoch++) {
                measured.addAll(training.trainEpoch());
                assertScoresAre(measured);
            }
            await("live", "document.getElementById('live').dataset.state === 'live'");

            open("/vernier/gradient-variance?session=" + SESSION);
            assertVariancesAreThoseReceived(BATCHES);
            measured.addAll(training.trainEpoch());
            assertVariancesAreThoseReceived(3 * BATCHES / 2);
            assertThat(training.isAlive()).isTrue();
            awaitReceived(measured.size());
            assertThat(training.finish()).isZero();
        }
        assertThat(measured).hasSize(3 * BATCHES);
        chromium.driver().navigate().refresh();
        assertVariancesAreThoseReceived(3 * BATCHES / 2);
        open("/vernier/overview?session=" + SESSION);
        assertScoresAre(measured);
        assertThat(find("#held-out .plot canvas").isDisplayed()).isTrue();
    }
}
