/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.record.NamedNumbers;
import io.github.vernier.listeners.record.RecordRouter;
import io.github.vernier.listeners.record.SeriesRecorder;
import io.github.vernier.listeners.record.TrainingStaticInfo;
import io.github.vernier.listeners.record.TrainingUpdate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.Select;

/** The pages of several sessions, and of the user's own series. */
class CompareBrowserTest extends BrowserTest {

    private static final String ODD = "run <b>two</b> & co";

    CompareBrowserTest() {
        super(true);
    }

    /** A straight line: score = height - iteration / 100. */
    private void record(String session, double rate, int perEpoch, double height) {
        RecordRouter records = new RecordRouter(storage, session, "0");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("rate", Double.toString(rate));
        settings.put("batch", "8");
        records.putStaticInfo(new TrainingStaticInfo("MultiLayerNetwork", 10, 2, settings));
        for (int i = 0; i < 60; i++) {
            records.putUpdate(
                    new TrainingUpdate(
                            i,
                            i / perEpoch,
                            height - i / 100.0,
                            TrainingUpdate.Speed.UNKNOWN,
                            NamedNumbers.NONE,
                            NamedNumbers.NONE));
        }
    }

    private static final String SCORES =
            option("score") + "?.series.filter(s => s?.id?.startsWith('score'))";

    @Test
    void sessionsAreOverlaidAlignedGroupedAndTheirSettingsCompared() throws Exception {
        record("one", 0.1, 30, 1);
        record(ODD, 0.1, 20, 2);
        record("three", 0.5, 30, 3);
        open("/vernier/compare");
        await("three curves, raw and smoothed", SCORES + "?.length === 6");
        assertThat(find("#score .legend").getText()).contains("one", ODD, "three");
        assertThat(
                        chromium.run(
                                "return [...document.querySelectorAll('.settings tbody th')].map(th => th.textContent).join()"))
                .isEqualTo("≠ rate");
        find("#different").click();
        await("all settings", "document.querySelectorAll('.settings tbody tr').length === 4");

        new Select(find("#align")).selectByValue("epoch");
        await(
                "by epoch",
                "(xs => xs[0] === 0 && Math.max(...xs) > 1.9 && Math.max(...xs) <= 3)"
                        + "(%s[1].data.map(([x]) => x))".formatted(SCORES));
        new Select(find("#align")).selectByValue("iteration");

        find("#smoothing").sendKeys(Keys.HOME);
        new Select(find("#grouping")).selectByValue("rate");
        find("#band").click();
        await("mean, low, high and a single one", SCORES + "?.length === 4");
        double mean =
                number(
                        "%s.find(s => s.id.endsWith('mean')).data.find(([x]) => x === 10)[1]"
                                .formatted(SCORES));
        assertThat(mean).isCloseTo(1.5 - 0.1, within(1e-9));
        double low =
                number(
                        "%s.find(s => s.id.endsWith('low')).data.find(([x]) => x === 10)[1]"
                                .formatted(SCORES));
        assertThat(mean - low).isCloseTo(Math.sqrt(0.5), within(1e-9));
        chromium.shoot("compare-light-1440");

        find("#score .buttons button:last-child").click();
        String csv = chromium.download(".csv");
        assertThat(csv).startsWith("curve,iteration,value\r\n").contains("rate = 0.5");

        chromium.size(360, 800);
        awaitFit(360);
        chromium.shoot("compare-light-360");
    }

    @Test
    void sessionsAreChosenAndKeptInTheAddress() {
        record("one", 0.1, 30, 1);
        record(ODD, 0.1, 20, 2);
        open("/vernier/compare");
        await("both", SCORES + "?.length === 4");
        find(".runs input[value=one]").click();
        await("one of them", SCORES + "?.length === 2");
        chromium.driver().navigate().refresh();
        await("still one", SCORES + "?.length === 2");
        assertThat(find("#score .legend").getText()).contains(ODD);
    }

    @Test
    void userSeriesAppearAsTheyAreRecordedAndAreExported() throws Exception {
        SeriesRecorder series = SeriesRecorder.of(storage, "rl");
        series.put("reward <i>x</i>", 0.5, 1);
        open("/vernier/series");
        awaitLength("series-0", "reward <i>x</i>", 1);
        series.put("reward <i>x</i>", 1.5, -2);
        series.put("reward <i>x</i>", 2.5, Double.NaN);
        series.put("loss, log", 1, 1e-3);
        awaitLength("series-1", "reward <i>x</i>", 3);
        awaitLength("series-0", "loss, log", 1);
        assertThat(find("#series-1 h2").getText()).isEqualTo("reward <i>x</i>");
        assertThat(find("#series-1 .notice").getText()).contains("NaN in 1 record", "x = 2.5");
        find("#series-1 .buttons button:nth-child(2)").click();
        await("symmetric axis", option("series-1") + ".yAxis[0].type === 'value'");
        assertThat(find("#series-1 .caption").getText()).contains("Symmetric log axis");
        find("#together").click();
        awaitLength("series-0", "reward <i>x</i>", 3);
        awaitLength("series-0", "loss, log", 1);
        find("#together").click();
        find("#filter").sendKeys("LOSS");
        await("one chart", "document.querySelectorAll('.chart').length === 1");
        find("#csv").click();
        String[] lines = chromium.download(".csv").split("\r\n");
        assertThat(lines[0]).isEqualTo("time,series,x,y");
        assertThat(lines[1]).endsWith(",reward <i>x</i>,0.5,1.0");
        assertThat(lines[3]).endsWith(",reward <i>x</i>,2.5,NaN");
        assertThat(lines[4]).endsWith(",\"loss, log\",1.0,0.001");
    }
}
