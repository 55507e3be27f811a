/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.BinaryWeightStaticInfo;
import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.listeners.record.EvaluationUpdate;
import io.github.vernier.listeners.record.NamedNumbers;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.TrainingStaticInfo;
import io.github.vernier.listeners.record.TrainingUpdate;
import io.github.vernier.ui.TinyTraining;
import io.github.vernier.ui.text.Dictionary;
import io.github.vernier.ui.text.Language;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.support.ui.Select;

class OverviewBrowserTest extends BrowserTest {

    private static final int EPOCH = 100;

    OverviewBrowserTest() {
        super(false);
    }

    /** A training that goes well but for one layer and its dead weights. */
    private void record(String session, int iterations) {
        RecordRouter records = new RecordRouter(storage, session, "0");
        Random random = new Random(1);
        records.putStaticInfo(
                new TrainingStaticInfo("MultiLayerNetwork", 12_345, 20, Map.of("lr", "0.1")));
        records.putStaticInfo(
                new BinaryWeightStaticInfo(
                        new BinaryWeightStaticInfo.Settings(
                                List.of("conv1/W <i>x</i>"),
                                new int[] {9},
                                List.of(),
                                List.of(),
                                1,
                                0,
                                0,
                                0)));
        List<String> layers = List.of("conv1_W", "conv2_W", "out_W");
        for (int i = 0; i < iterations; i++) {
            double level = 0.2 + 2 * Math.exp(-i / 150.0);
            records.putUpdate(
                    new TrainingUpdate(
                            i,
                            i / EPOCH,
                            level * Math.exp(0.15 * random.nextGaussian()),
                            new TrainingUpdate.Speed(
                                    20 + random.nextDouble(), 640 + random.nextInt(20), 3700 - i),
                            new NamedNumbers(
                                    layers,
                                    new double[] {
                                        0.1 / (1 + i / EPOCH),
                                        0.1 / (1 + i / EPOCH),
                                        0.1 / (1 + i / EPOCH)
                                    }),
                            i % 10 == 0
                                    ? new NamedNumbers(
                                            layers,
                                            new double[] {
                                                2e-3 * Math.exp(0.2 * random.nextGaussian()),
                                                0.3,
                                                8e-4
                                            })
                                    : NamedNumbers.NONE));
            if (i % 20 == 0) {
                BinaryWeightUpdate.Table table = BinaryWeightUpdate.Table.ofRows(1);
                table.deadShare()[0] = 0.05f + 0.3f * i / iterations;
                records.putUpdate(new BinaryWeightUpdate(i, i / EPOCH, table, new int[0]));
            }
            if (i % EPOCH == EPOCH - 1) {
                records.putUpdate(
                        new EvaluationUpdate(
                                i,
                                i / EPOCH,
                                "test",
                                new EvaluationUpdate.Errors(
                                        100,
                                        0.05 + level,
                                        List.of("out"),
                                        new double[] {0.98 - 0.4 * level},
                                        new double[] {Double.NaN},
                                        new double[] {Double.NaN})));
            }
        }
    }

    @Test
    void scoreHeldOutCurvesAndFindingsAreShown() throws Exception {
        record("run <1>", 600);
        open("/vernier");
        awaitLength("score", "score raw", 600);
        awaitLength("score", "loss:test", 6);
        awaitLength("held-out", "accuracy:test", 6);
        awaitLength("ratios", "ratio:conv2_W raw", 60);
        awaitLength("rates", "rate:conv1_W", 600);
        assertThat(find("#rates .legend").getText()).startsWith("All layers");
        assertThat(find(".position").getText()).contains("iteration 599", "epoch 5");
        assertThat(find(".tile[data-series=remainingSeconds] b").getText()).isEqualTo("51:41");
        assertThat(find(".facts").getText()).contains("MultiLayerNetwork", "12,345");

        assertThat(find(".finding[data-key='layer.explodes'] h3").getText())
                .isEqualTo("conv2_W jumps about");
        assertThat(find(".finding[data-key='layer.explodes'] p").getText())
                .contains("Each update is 0.3 of its weights");
        assertThat(find(".finding[data-key='weights.dead'] h3").getText())
                .isEqualTo("Dead weights grow in conv1/W <i>x</i>");
        assertThat(find(".finding[data-key='weights.dead'] a").getDomAttribute("href"))
                .isEqualTo("/vernier/binary-weights?session=run+%3C1%3E");
        for (int[] size : new int[][] {{1440, 900}, {360, 800}}) {
            chromium.size(size[0], size[1]);
            assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(size[0]);
            chromium.shoot("overview-light-" + size[0]);
        }
        chromium.prefer("dark");
        chromium.size(1440, 900);
        chromium.shoot("overview-dark-1440");
    }

    @Test
    void everyLanguageIsSpokenAndRemembered() {
        record("run", 50);
        open("/vernier/overview");
        for (Language language : Language.values()) {
            find("#language option[value=" + language.code() + "]");
            new Select(find("#language")).selectByValue(language.code());
            String title = Dictionary.load("overview", language).text("title");
            await(
                    "heading in " + language,
                    "document.querySelector('h1')?.textContent === arguments[0]"
                            + " && document.documentElement.lang === arguments[1]",
                    title,
                    language.code());
            assertThat(find("#pages a[aria-current]").getText()).isEqualTo(title);
            awaitLength("score", "score raw", 50);
        }
        new Select(find("#language")).selectByValue("de");
        await("German", "document.documentElement.lang === 'de'");
        open("/vernier/overview");
        await("still German", "document.querySelector('h1')?.textContent === 'Übersicht'");
        assertThat(find("#score .caption").getText()).contains("jeder Wert gezeichnet");
        new Select(find("#language")).selectByValue("en");
        await("English", "document.documentElement.lang === 'en'");
    }

    @Test
    void aTrainingWithTheStockListenerIsSeen() {
        new TinyTraining(1, 0.01).recordStock(storage, "stock").fit(2);
        open("/vernier/overview?session=stock");
        // Of reports within one millisecond the storage keeps the last.
        int kept = storage.getNumUpdateRecordsFor("stock", "StatsListener", "stock");
        awaitLength("score", "score raw", kept);
        awaitLength("ratios", "ratio:0_W raw", kept);
        assertThat(find("#held-out .plot-empty").getText()).contains("EvaluationRecorder");
        assertThat(find("#health .caption").getText()).isNotBlank();
    }

    @Test
    void pagesWithoutDataAreMutedAndSayHowToGetSome() {
        record("run", 20);
        open("/vernier/overview?session=run");
        await(
                "muted",
                "document.querySelector('#pages a[href*=distillation]')?.classList.contains('muted')");
        find("#pages a[href*=distillation]").click();
        assertThat(find("#empty .notice").getText()).contains("no records for this page");
        assertThat(find("#empty code").getText()).contains("DistillationListener.builder(teacher)");
    }
}
