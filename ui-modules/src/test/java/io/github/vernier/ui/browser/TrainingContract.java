/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.AttentionMapsUpdate;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.DistillationUpdate.Evaluation;
import io.github.vernier.listeners.record.DistillationUpdate.Losses;
import io.github.vernier.ui.TinyDistillation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.support.ui.Select;

/** Watches real trainings by the stock {@code fit()} in a real browser. */
abstract class TrainingContract extends BrowserTest {

    private static final int BATCHES = TinyDistillation.BATCHES;
    private static final String STUDENT_MAP = ".example canvas[aria-label^=Student]";
    private static final String TEACHER_MAP = ".example canvas[aria-label^=Teacher]";

    TrainingContract(boolean multiSession) {
        super(multiSession);
    }

    /** The page after some epochs of a training. */
    private void awaitEpochs(int epochs) {
        awaitLength("losses", "crossEntropy raw", epochs * BATCHES);
        awaitLength("losses", "knowledge raw", epochs * BATCHES);
        for (String tap : TinyDistillation.TAPS) {
            awaitLength("attention", "attention:" + tap + " raw", epochs * BATCHES);
        }
        awaitLength("accuracy", "studentAccuracy", epochs);
        await(
                "maps after " + epochs + " epochs",
                "document.querySelector('#maps output').textContent.endsWith(arguments[0])",
                "epoch " + (epochs - 1));
    }

    private String picture(String canvas) {
        find(canvas);
        return (String)
                chromium.run("return document.querySelector(arguments[0]).toDataURL()", canvas);
    }

    private static <T> List<List<Double>> points(
            TinyDistillation distillation,
            Function<DistillationUpdate, Optional<T>> part,
            ToDoubleFunction<T> value) {
        return distillation.listener().getHistory().stream()
                .filter(update -> part.apply(update).isPresent())
                .map(
                        update ->
                                List.of(
                                        (double) update.getIteration(),
                                        value.applyAsDouble(part.apply(update).orElseThrow())))
                .toList();
    }

    private void assertDrawnIsRecorded(TinyDistillation distillation) {
        assertThat(drawn("losses", "crossEntropy raw"))
                .isEqualTo(
                        points(distillation, DistillationUpdate::getLosses, Losses::crossEntropy));
        assertThat(drawn("losses", "knowledge raw"))
                .isEqualTo(points(distillation, DistillationUpdate::getLosses, Losses::knowledge));
        assertThat(drawn("losses", "score raw"))
                .isEqualTo(points(distillation, DistillationUpdate::getLosses, Losses::score));
        for (int i = 0; i < TinyDistillation.TAPS.size(); i++) {
            int tap = i;
            assertThat(drawn("attention", "attention:" + TinyDistillation.TAPS.get(tap) + " raw"))
                    .isEqualTo(
                            points(
                                    distillation,
                                    DistillationUpdate::getLosses,
                                    losses -> losses.attention()[tap]));
        }
        assertThat(drawn("accuracy", "studentAccuracy"))
                .isEqualTo(
                        points(
                                distillation,
                                DistillationUpdate::getEvaluation,
                                Evaluation::studentAccuracy));
        assertThat(drawn("accuracy", "agreement"))
                .isEqualTo(
                        points(
                                distillation,
                                DistillationUpdate::getEvaluation,
                                Evaluation::agreement));
    }

    /** Waits until the page has asked again and been answered, after now. */
    private void awaitAnotherPoll() {
        String polls =
                "performance.getEntriesByType('resource').filter(e => e.name.includes('/api/distillation?')).length";
        // The next answer may be one that was asked for before.
        await("another poll", polls + " >= arguments[0]", number(polls) + 2);
    }

    private static String similarity(AttentionMapsUpdate maps, int example, int tap) {
        AttentionMapsUpdate.Tap pair = maps.getExamples().get(example).taps().get(tap);
        double product = 0;
        for (int i = 0; i < pair.student().length; i++) {
            product += pair.student()[i] * pair.teacher()[i];
        }
        // Recorded maps have norm 1.
        return String.format(Locale.ROOT, "similarity %.2f", product);
    }

    @Test
    void aTrainingIsSeenWhileItRuns() throws Exception {
        int epochs = 8;
        open("/vernier/distillation");
        find("#empty");
        try (TinyDistillation distillation =
                TinyDistillation.start(storage, "watched", 1, epochs)) {
            distillation.letEpochs(1);
            awaitEpochs(1);
            await("live", "document.getElementById('live').textContent === 'Live'");
            String studentAtFirst = picture(STUDENT_MAP);
            assertThat(distinctColours(STUDENT_MAP)).isGreaterThan(4);
            assertThat(distinctColours(TEACHER_MAP)).isGreaterThan(4);
            assertThat(distillation.isTraining()).isTrue();

            distillation.letEpochs(3);
            awaitEpochs(4);
            String studentLater = picture(STUDENT_MAP);
            assertThat(studentLater).isNotEqualTo(studentAtFirst);
            assertDrawnIsRecorded(distillation);
            assertThat(distillation.isTraining()).isTrue();

            distillation.letEpochs(epochs - 4);
            distillation.finish();
            awaitEpochs(epochs);
            assertThat(picture(STUDENT_MAP)).isNotEqualTo(studentLater);
            awaitAnotherPoll();
            assertDrawnIsRecorded(distillation);
            assertThat(find(".position").getText())
                    .contains(
                            // The last record is the evaluation that follows the last iteration.
                            "iteration " + epochs * BATCHES,
                            "epoch " + (epochs - 1),
                            distillation.listener().getHistory().size() + " records");
            assertThat(find(".tile[data-series=studentAccuracy] b").getText())
                    .isEqualTo(
                            percent(
                                    distillation
                                            .listener()
                                            .getLastEvaluation()
                                            .orElseThrow()
                                            .studentAccuracy()));
        }
        assertMapsAreThoseRecordedLast("watched");
        chromium.shoot("trained");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private void assertMapsAreThoseRecordedLast(String session) {
        AttentionMapsUpdate maps =
                (AttentionMapsUpdate)
                        storage.getLatestUpdate(session, AttentionMapsUpdate.TYPE_ID, "0");
        for (int tap = 0; tap < TinyDistillation.TAPS.size(); tap++) {
            find(".segments button:nth-child(" + (tap + 1) + ")").click();
            String side = TinyDistillation.SIDES.get(tap).toString();
            for (String canvas : List.of(STUDENT_MAP, TEACHER_MAP)) {
                assertThat(find(canvas).getDomProperty("width")).isEqualTo(side);
            }
            for (int example = 0; example < maps.getExamples().size(); example++) {
                assertThat(find(".example:nth-child(" + (example + 1) + ") h3 span").getText())
                        .isEqualTo(similarity(maps, example, tap));
            }
        }
    }

    @Test
    void twoTrainingsAtOnceAreSeenOneByOne() throws Exception {
        try (TinyDistillation one = TinyDistillation.start(storage, "one", 1, 3);
                TinyDistillation other = TinyDistillation.start(storage, "other", 2, 4)) {
            one.letEpochs(1);
            other.letEpochs(2);
            open("/vernier/distillation?session=one");
            awaitEpochs(1);
            await("two sessions", "document.querySelectorAll('#session option').length === 2");

            new Select(find("#session")).selectByValue("other");
            awaitEpochs(2);
            assertDrawnIsRecorded(other);
            assertThat(chromium.driver().getCurrentUrl()).endsWith("?session=other");
            String mapOfOther = picture(STUDENT_MAP);

            // What the other training records meanwhile is not mixed in.
            one.letEpochs(2);
            one.finish();
            other.letEpochs(1);
            awaitEpochs(3);
            assertDrawnIsRecorded(other);
            assertThat(picture(STUDENT_MAP)).isNotEqualTo(mapOfOther);
            assertThat(other.isTraining()).isTrue();

            new Select(find("#session")).selectByValue("one");
            awaitEpochs(3);
            assertDrawnIsRecorded(one);
            assertMapsAreThoseRecordedLast("one");
        }
    }
}
