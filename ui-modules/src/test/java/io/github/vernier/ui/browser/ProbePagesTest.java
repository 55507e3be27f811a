/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.listeners.record.ClusterUpdate;
import io.github.vernier.listeners.record.CostStaticInfo;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.listeners.record.VernierRecord;
import io.github.vernier.ui.GatedTraining;
import io.github.vernier.ui.TinyProbes;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/**
 * Watches the probes of real trainings in a real browser, and uses their pages as a person does.
 */
class ProbePagesTest extends BrowserTest {

    private static final List<String> PAGES =
            List.of("binary-weights", "gradient-variance", "cdg", "clusters", "pop-art", "cost");

    ProbePagesTest() {
        super(true);
    }

    private <R extends VernierRecord> List<R> recorded(String session, Class<R> type)
            throws ReflectiveOperationException {
        String id = type.getDeclaredConstructor().newInstance().getTypeID();
        return storage.listWorkerIDsForSessionAndType(session, id).stream()
                .flatMap(
                        worker ->
                                storage
                                        .getAllUpdatesAfter(session, id, worker, Long.MIN_VALUE)
                                        .stream())
                .map(type::cast)
                .sorted(Comparator.comparingLong(VernierRecord::getTimeStamp))
                .toList();
    }

    private static <R> List<List<Double>> points(
            List<R> records, Function<R, Integer> iteration, ToDoubleFunction<R> value) {
        return records.stream()
                .map(r -> List.of((double) iteration.apply(r), value.applyAsDouble(r)))
                .filter(point -> Double.isFinite(point.get(1)))
                .toList();
    }

    private void assertDrawn(String chart, String series, List<List<Double>> expected) {
        assertThat(drawn(chart, series)).as(series).isEqualTo(expected).isNotEmpty();
    }

    private void choose(String table, String row) {
        find("#%s button[data-name='%s']".formatted(table, row)).click();
        await(
                row + " is chosen",
                "document.querySelector(\"#%s button[data-name='%s']\").ariaPressed === 'true'"
                        .formatted(table, row));
    }

    private String csvOf(String chart) throws Exception {
        find("#" + chart + " .buttons button:last-child").click();
        return chromium.download(".csv");
    }

    @Test
    void binaryWeights() throws Exception {
        open("/vernier/binary-weights");
        assertThat(find("#empty").getText()).contains("BinaryWeightListener.builder()");
        try (GatedTraining training = TinyProbes.classifier(storage, "digits", 4)) {
            training.letEpochs(1);
            awaitLength("tau", "tau", 2);
            assertThat(find("#layers tbody").findElements(By.cssSelector("tr"))).hasSize(2);
            await("live", "document.getElementById('live').dataset.state === 'live'");

            // A layer is found by a part of its name.
            find("#layers-filter").sendKeys("ock2");
            await("one row", "document.querySelectorAll('#layers tbody tr').length === 1");
            choose("layers", "block2/W");
            await("heading", "document.querySelector('.section').textContent === 'block2/W'");

            training.letEpochs(2);
            awaitLength("tau", "tau", 6);
            assertThat(training.isTraining()).isTrue();
            List<BinaryWeightUpdate> records = recorded("digits", BinaryWeightUpdate.class);
            assertDrawn(
                    "clamp",
                    "scale",
                    points(
                            records,
                            BinaryWeightUpdate::getIteration,
                            r -> r.getTable().scale()[1]));
            assertDrawn(
                    "shares",
                    "deadShare",
                    points(
                            records,
                            BinaryWeightUpdate::getIteration,
                            r -> r.getTable().deadShare()[1]));
            // There are no flips before the second look: not drawn as 0, and no news either.
            assertThat(find("#flips .notice").getText()).isEmpty();

            StringBuilder expected = new StringBuilder("time,iteration,epoch,flipRatio\r\n");
            for (BinaryWeightUpdate update : records) {
                expected.append(update.getTimeStamp()).append(',').append(update.getIteration());
                expected.append(',').append(update.getEpoch()).append(',');
                expected.append((double) update.getTable().flipRatio()[1]).append("\r\n");
            }
            assertThat(csvOf("flips")).isEqualTo(expected.toString());

            // Back to the first record by the slider, by keyboard.
            WebElement slider = find("#moment");
            slider.sendKeys(Keys.HOME);
            await(
                    "the first record",
                    "document.querySelector('output[for=moment]').textContent.startsWith('0 ')");
            String[] histogram = csvOf("histogram").split("\r\n");
            int[] counts = records.get(0).getHistogram(1);
            assertThat(histogram).hasSize(counts.length + 1);
            for (int bin = 0; bin < counts.length; bin++) {
                assertThat(histogram[bin + 1]).endsWith("," + counts[bin]);
            }
        }
    }

    @Test
    void gradientVariance() throws Exception {
        try (GatedTraining training = TinyProbes.classifier(storage, "digits", 3)) {
            training.letEpochs(1);
            open("/vernier/gradient-variance?session=digits");
            awaitLength("variance", "draws:variance raw", 2);
            training.letEpochs(1);
            awaitLength("variance", "draws:variance raw", 4);
            choose("layers", "out");
            List<GradientVarianceUpdate> records = recorded("digits", GradientVarianceUpdate.class);
            int out = records.get(0).getExamples().orElseThrow().snr().length - 2;
            await(
                    "curves of the layer",
                    "%s?.[0]?.[1] === arguments[0]".formatted(curve("snr", "examples:snr raw")),
                    (double) records.get(0).getExamples().orElseThrow().snr()[out]);
            assertDrawn(
                    "snr",
                    "examples:snr raw",
                    points(
                            records,
                            GradientVarianceUpdate::getIteration,
                            r -> r.getExamples().orElseThrow().snr()[out]));
            find("#tests .buttons button[aria-pressed=true]").click();
            assertDrawn(
                    "tests",
                    "normTest raw",
                    points(
                            records,
                            GradientVarianceUpdate::getIteration,
                            r -> r.getTests().orElseThrow().normTest()));
            assertThat(length("estimator-variance", "estimator:variance raw")).isPositive();
            String[] lines = csvOf("ridges").split("\r\n");
            assertThat(lines).hasSize(1 + records.size());
            assertThat(lines[1].split(",")).hasSize(2 + records.get(0).getHistogram().length);
        }
    }

    @Test
    void centralDifferencesAndDiscreteGradient() throws Exception {
        try (GatedTraining training = TinyProbes.classifier(storage, "digits", 3)) {
            training.letEpochs(2);
            open("/vernier/cdg?session=digits");
            awaitLength("cosine", "cosine:0.3", 2);
            choose("parameters", "out/W");
            new Select(find("#epsilon")).selectByValue("0.3");
            List<CdgUpdate> records = recorded("digits", CdgUpdate.class);
            Function<CdgUpdate, CdgUpdate.Parameter> parameter =
                    r ->
                            r.getParameters().stream()
                                    .filter(p -> p.name().equals("out/W") && p.epsilon() == 0.3)
                                    .findFirst()
                                    .orElseThrow();
            await(
                    "curves of the parameter",
                    "%s?.[0]?.[1] === arguments[0]"
                            .formatted(curve("relativeError", "relativeError:0.3")),
                    parameter.apply(records.get(0)).relativeError());
            assertDrawn(
                    "cosine",
                    "cosine:0.3",
                    points(records, CdgUpdate::getIteration, r -> parameter.apply(r).cosine()));
            CdgUpdate.Parameter last = parameter.apply(records.get(records.size() - 1));
            await(
                    "pairs",
                    "document.querySelector('#scatter .caption')?.textContent.includes('ε 0.3')");
            String[] pairs = csvOf("scatter").split("\r\n");
            assertThat(pairs).hasSize(1 + last.scatterCdg().length);
            assertThat(Double.parseDouble(pairs[1].split(",")[1])).isEqualTo(last.scatterCdg()[0]);
            assertThat(length("search-steps", "stepLoss")).isPositive();
            training.letEpochs(1);
            awaitLength("cosine", "cosine:0.3", 3);
        }
    }

    @Test
    void clusters() throws Exception {
        try (GatedTraining training = TinyProbes.classifier(storage, "digits", 3)) {
            training.letEpochs(2);
            open("/vernier/clusters?session=digits");
            awaitLength("distortion", "distortion", 2);
            find(".strip canvas");
            choose("clusters", "2");
            training.letEpochs(1);
            awaitLength("distortion", "distortion", 3);
            List<ClusterUpdate> full =
                    recorded("digits", ClusterUpdate.class).stream()
                            .filter(r -> r.getKind() == ClusterUpdate.Kind.FULL)
                            .toList();
            assertDrawn(
                    "chosenSize",
                    "size",
                    points(full, ClusterUpdate::getIteration, r -> r.getClusters().get(2).size()));
            ClusterUpdate last = full.get(full.size() - 1);
            await(
                    "examples of the last assignment",
                    "document.querySelectorAll('.strip canvas').length === arguments[0]",
                    last.getClusters().stream().mapToInt(c -> c.examples().size()).sum());
        }
    }

    @Test
    void popArt() throws Exception {
        try (GatedTraining training = TinyProbes.regression(storage, "values", 6)) {
            training.letEpochs(1);
            open("/vernier/pop-art?session=values");
            awaitLength("band", "mean", TinyProbes.BATCHES);
            // By keyboard: from row to row, then enter.
            find("#outputs button[data-name='0']").sendKeys(Keys.ARROW_DOWN);
            chromium.driver().switchTo().activeElement().sendKeys(Keys.ARROW_DOWN);
            chromium.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
            await(
                    "the third output",
                    "document.querySelector('.section').textContent === 'values, output 2'");
            training.letEpochs(4);
            awaitLength("band", "mean", 5 * TinyProbes.BATCHES);
            List<PopArtUpdate> records = recorded("values", PopArtUpdate.class);
            assertDrawn(
                    "band",
                    "mean",
                    points(
                            records,
                            PopArtUpdate::getIteration,
                            r -> r.getHeads().get(0).mean()[2]));
            assertDrawn(
                    "band",
                    "upper",
                    points(
                            records,
                            PopArtUpdate::getIteration,
                            r ->
                                    r.getHeads().get(0).mean()[2]
                                            + r.getHeads().get(0).deviation()[2]));
            // The edges of the band are drawn, not recorded.
            assertThat(csvOf("band")).startsWith("time,iteration,epoch,mean\r\n");
        }
    }

    @Test
    void cost() throws Exception {
        try (GatedTraining training = TinyProbes.classifier(storage, "digits", 1)) {
            training.letEpochs(1);
            open("/vernier/cost?session=digits");
            find("#layers tbody tr");
            CostStaticInfo record =
                    (CostStaticInfo)
                            storage.getAllStaticInfos("digits", CostStaticInfo.TYPE_ID).get(0);
            find("[data-measure=bits][role=radio]").click();
            await(
                    "areas of bits",
                    "%s?.series[0].data.reduce((sum, cell) => sum + cell.value, 0) === arguments[0]"
                            .formatted(option("network")),
                    record.getNetwork().layers().stream()
                            .mapToLong(CostStaticInfo.Layer::bits)
                            .sum());
            String[] lines = csvOf("layers").split("\r\n");
            assertThat(lines).hasSize(1 + record.getNetwork().layers().size());
            assertThat(lines[0]).startsWith("Layer,parameters,parameters:share,bits");
        }
    }

    @Test
    void everyPageFitsEveryWindowInBothThemes() throws Exception {
        try (GatedTraining classifier = TinyProbes.classifier(storage, "digits", 12);
                GatedTraining regression = TinyProbes.regression(storage, "values", 30)) {
            classifier.letEpochs(12);
            regression.letEpochs(30);
            classifier.finish();
            regression.finish();
        }
        String plots =
                "[...document.querySelectorAll('.plot:not([hidden])')].filter(p => p.offsetParent)";
        for (String page : PAGES) {
            String session = page.equals("pop-art") ? "values" : "digits";
            chromium.size(1440, 900);
            open("/vernier/" + page + "?session=" + session);
            find(".numbers tbody tr");
            await("charts", plots + ".length > 1");
            for (String theme : List.of("light", "dark")) {
                chromium.prefer(theme);
                for (int width : new int[] {360, 390, 1440}) {
                    chromium.size(width, width < 768 ? 844 : 900);
                    awaitFit(width);
                    chromium.shoot(page + "-" + theme + "-" + width);
                }
            }
        }
    }
}
