/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.DistillationUpdate.Losses;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.ui.FakeDistillation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.Select;

/**
 * Uses the page as a person does, in a real browser, against the stock server in either of its
 * modes.
 */
abstract class BrowserContract extends BrowserTest {

    private static final String ODD = "a/b <script>alert(1)</script> & <b>é</b>";

    BrowserContract(boolean multiSession) {
        super(multiSession);
    }

    private List<DistillationUpdate> record(String session, int from, int to) {
        return record(new RecordRouter(storage, session, "w"), new FakeDistillation(1), from, to);
    }

    private static List<DistillationUpdate> record(
            RecordRouter records, FakeDistillation fake, int from, int to) {
        List<DistillationUpdate> updates = new ArrayList<>();
        if (from == 0) {
            records.putStaticInfo(fake.staticInfo());
        }
        for (int i = from; i < to; i++) {
            updates.add(fake.update(i));
            records.putUpdate(updates.get(i - from));
            if (i % 100 == 0) {
                records.putUpdate(fake.maps(i));
            }
        }
        return updates;
    }

    @Test
    void curvesAndMapsAppearWhileRecordsAreAdded() throws Exception {
        open("/vernier/distillation");
        assertThat(find("#empty").getText()).contains("UIServer.getInstance().attach(storage)");
        chromium.shoot("empty");

        RecordRouter records = new RecordRouter(storage, ODD, "w");
        FakeDistillation fake = new FakeDistillation(1);
        record(records, fake, 0, 40);
        awaitLength("losses", "crossEntropy", 40);
        awaitLength("attention", "attention:block2", 40);
        awaitLength("accuracy", "studentAccuracy", 2);
        assertThat(find(".position").getText()).contains("iteration 39", "epoch 0");
        assertThat(distinctColours(".example:nth-child(3) figure:nth-child(2) canvas"))
                .isGreaterThan(8);

        AtomicBoolean done = new AtomicBoolean();
        Thread training =
                new Thread(
                        () -> {
                            for (int i = 40; !done.get(); i++) {
                                records.putUpdate(fake.update(i));
                                pause(20);
                            }
                        });
        training.start();
        try {
            await("curves should grow", curve("losses", "knowledge") + ".length > 60");
            long seen = length("losses", "knowledge");
            await(
                    "curves should go on growing",
                    curve("losses", "knowledge") + ".length > arguments[0]",
                    seen);
            assertThat(find("#live").getText()).isEqualTo("Live");
        } finally {
            done.set(true);
            training.join();
        }

        assertThat(new Select(find("#session")).getFirstSelectedOption().getText()).startsWith(ODD);
        assertThat(
                        chromium.run(
                                "return document.querySelectorAll('option b, option script').length"))
                .isEqualTo(0L);
        records.putUpdate(fake.maps(500));
        await(
                "newer maps should appear",
                "document.querySelector('#maps output').textContent.startsWith('500')");
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void axesCurvesAndTapsAreChosenByClicks() {
        record("clicks", 0, 300);
        open("/vernier/distillation?session=clicks");
        awaitLength("losses", "score", 300);

        find("#losses .buttons button:nth-child(2)").click();
        await("log axis", option("losses") + ".yAxis[0].type === 'log'");
        find("#losses .buttons button:nth-child(2)").click();
        await("linear axis", option("losses") + ".yAxis[0].type === 'value'");

        find("#losses .chip[data-series=score]").click();
        await("score hidden", "!(%s)".formatted(curve("losses", "score")));
        find("#losses .chip[data-series=score]").sendKeys(Keys.ENTER);
        awaitLength("losses", "score", 300);

        assertThat(find(".example canvas[aria-label^=Student]").getDomProperty("width"))
                .isEqualTo("16");
        find(".segments button:nth-child(3)").click();
        await(
                "maps of block3",
                "document.querySelector('.example canvas[aria-label^=Student]').width === 4");
        find(".segments button:nth-child(3)").sendKeys(Keys.ARROW_LEFT);
        await(
                "maps of block2",
                "document.querySelector('.example canvas[aria-label^=Student]').width === 8");
        assertThat(find("#maps .caption").getText())
                .startsWith("Attention maps of block2, 8 × 8 cells");

        find("#map-time").sendKeys(Keys.HOME);
        await("first maps", "document.querySelector('#maps output').textContent.startsWith('0 ')");
    }

    @Test
    void smoothingKeepsTheRawCurveBehind() {
        record("smooth", 0, 200);
        open("/vernier/distillation?session=smooth");
        awaitLength("losses", "crossEntropy raw", 200);
        String rise =
                "(data => Math.max(...data.map(([, v]) => v)) - Math.min(...data.map(([, v]) => v)))(%s)";
        double raw = number(rise.formatted(curve("losses", "crossEntropy raw")));
        assertThat(number(rise.formatted(curve("losses", "crossEntropy")))).isLessThan(raw);
        assertThat(find("#losses .caption").getText())
                .contains("nats", "every value drawn (200 a curve)", "average over 20 iterations");

        find("#smoothing").sendKeys(Keys.HOME);
        await("no raw curve", "!(%s)".formatted(curve("losses", "crossEntropy raw")));
        assertThat(number(rise.formatted(curve("losses", "crossEntropy")))).isEqualTo(raw);
        assertThat(find("#losses .caption").getText()).contains("not smoothed");
    }

    @Test
    void draggingZoomsAllChartsAndADoubleClickShowsAll() {
        record("zoom", 0, 400);
        open("/vernier/distillation?session=zoom");
        awaitLength("losses", "score", 400);
        WebElement plot = find("#losses .plot");
        int quarter = plot.getSize().getWidth() / 4;
        new Actions(chromium.driver())
                .moveToElement(plot, -quarter / 2, 0)
                .clickAndHold()
                .moveByOffset(quarter / 2, 0)
                .moveByOffset(quarter / 2, 0)
                .release()
                .perform();
        String from = option("attention") + ".dataZoom[0].startValue";
        await("other charts zoom too", from + " > 100");
        assertThat(number(option("attention") + ".dataZoom[0].endValue")).isLessThan(300);
        assertThat(find("#accuracy .buttons button:first-child").isDisplayed()).isTrue();

        new Actions(chromium.driver()).moveToElement(plot).doubleClick().perform();
        await("everything", from + " === 0");
        assertThat(find("#accuracy .buttons button:first-child").isDisplayed()).isFalse();

        plot.sendKeys("+");
        await("zoom by key", from + " > 50");
        plot.sendKeys(Keys.ARROW_LEFT);
        await(
                "tip by key",
                "document.querySelector('#losses .tip')?.textContent.includes('iteration')");
        assertThat(find("#losses .tip").getText()).contains("Training score", "raw");
        plot.sendKeys(Keys.ESCAPE);
        await("everything again", from + " === 0");
    }

    @Test
    void aLongSessionIsThinnedAndItsZoomedPartIsNot() {
        record("long", 0, 9000);
        open("/vernier/distillation?session=long");
        await(
                "thinned",
                "(n => n > 500 && n <= 4000)(%s?.length)".formatted(curve("losses", "score")));
        assertThat(find("#losses .caption").getText()).contains("of 9,000 records drawn");
        WebElement plot = find("#losses .plot");
        for (int i = 0; i < 4; i++) {
            plot.sendKeys("+");
        }
        await(
                "every record of the zoomed part",
                """
                ((data, zoom) => {
                  const inside = data.map(([i]) => i).filter(i => i >= zoom.startValue && i <= zoom.endValue);
                  return inside.length > 300 && inside.every((at, k) => k === 0 || at === inside[k - 1] + 1);
                })(%s, %s.dataZoom[0])
                """
                        .formatted(curve("losses", "score"), option("losses"))
                        .strip());
    }

    @Test
    void exportsAreWhatWasRecorded() throws Exception {
        List<DistillationUpdate> recorded = record(ODD, 0, 120);
        open("/vernier/distillation");
        awaitLength("losses", "score", 120);
        chromium.complaints();

        find("#losses .buttons button:last-child").click();
        StringBuilder expected = new StringBuilder();
        for (DistillationUpdate update : recorded) {
            Losses losses = update.getLosses().orElseThrow();
            expected.append(update.getTimeStamp()).append(',').append(update.getIteration());
            expected.append(',')
                    .append(update.getEpoch())
                    .append(',')
                    .append(losses.crossEntropy());
            expected.append(',')
                    .append(losses.knowledge())
                    .append(',')
                    .append(losses.attentionTotal());
            expected.append(',').append(losses.score()).append("\r\n");
        }
        assertThat(chromium.download(".csv"))
                .isEqualTo(
                        "time,iteration,epoch,crossEntropy,knowledge,attentionTotal,score\r\n"
                                + expected);

        find("#csv").click();
        String[] lines = chromium.download(".csv").split("\r\n");
        assertThat(lines).hasSize(121);
        assertThat(lines[0]).contains("attention:block3", "studentCalibrationError");

        find("#attention .buttons button:nth-child(3)").click();
        byte[] png = chromium.download(".png").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(png).startsWith(0x89, 'P', 'N', 'G').hasSizeGreaterThan(20_000);
    }

    @Test
    void divergenceIsSaidAndNotDrawnAsZero() {
        RecordRouter records = new RecordRouter(storage, "diverged", "w");
        record(records, new FakeDistillation(1), 0, 100);
        for (int i = 100; i < 110; i++) {
            records.putUpdate(
                    new DistillationUpdate(
                            i,
                            0,
                            new Losses(0.5, Double.NaN, new double[] {1, 1, 0}, 1, Double.NaN),
                            null));
        }
        open("/vernier/distillation?session=diverged");
        awaitLength("losses", "knowledge", 110);
        assertThat(find("#losses .notice").getText())
                .contains("Distillation (KD) is NaN in 10 records, first at iteration 100.");
        assertThat(
                        chromium.run(
                                "return %s.slice(100).every(([, v]) => v === null)"
                                        .formatted(curve("losses", "knowledge"))))
                .isEqualTo(true);
        assertThat(
                        chromium.run(
                                "return %s.series.find(s => s?.id === 'marks').markArea.data.length"
                                        .formatted(option("losses"))))
                .isEqualTo(2L);
        assertThat(find("#attention .caption").getText()).contains("Symmetric log axis");
        assertThat(
                        chromium.run(
                                "return %s.slice(100).every(([, v]) => v === 0)"
                                        .formatted(curve("attention", "attention:block3 raw"))))
                .isEqualTo(true);
    }

    @Test
    void sessionsAreChosenAndKeptInTheAddress() {
        record("first", 0, 10);
        record(ODD, 0, 20);
        open("/vernier/distillation");
        find("#session");
        await("two sessions", "document.querySelectorAll('#session option').length === 2");
        new Select(find("#session")).selectByValue("first");
        awaitLength("losses", "score", 10);
        assertThat(chromium.driver().getCurrentUrl()).endsWith("?session=first");
        new Select(find("#session")).selectByValue(ODD);
        awaitLength("losses", "score", 20);
        chromium.driver().navigate().refresh();
        awaitLength("losses", "score", 20);
        assertThat(new Select(find("#session")).getFirstSelectedOption().getDomAttribute("value"))
                .isEqualTo(ODD);
        chromium.driver().navigate().back();
        awaitLength("losses", "score", 10);
    }

    @Test
    void thePageFitsEveryWindowInBothThemes() throws Exception {
        record("digits, narrow student", 0, 1501);
        open("/vernier/distillation");
        awaitLength("losses", "score", 1501);
        find(".example canvas");
        for (String theme : List.of("light", "dark")) {
            chromium.prefer(theme);
            for (int width : new int[] {360, 390, 768, 1440, 3840}) {
                chromium.size(width, width < 768 ? 844 : width == 3840 ? 2160 : 900);
                awaitFit(width);
                chromium.shoot(theme + "-" + width);
            }
        }
        chromium.size(1440, 900);
        String page = "getComputedStyle(document.body).backgroundColor";
        assertThat(chromium.run("return " + page)).isEqualTo("rgb(14, 18, 23)");
        find("#theme").click();
        await("light by choice", page + " === 'rgb(245, 246, 248)'");
        find("#theme").click();
        find("#theme").click();
        await("the system's again", page + " === 'rgb(14, 18, 23)'");
    }
}
