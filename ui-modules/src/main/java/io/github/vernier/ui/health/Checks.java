/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.NamedNumbers;
import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.listeners.record.TrainingUpdate;
import io.github.vernier.ui.record.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.ui.model.stats.StatsListener;
import org.deeplearning4j.ui.model.stats.api.StatsType;
import org.deeplearning4j.ui.model.stats.api.SummaryType;
import org.deeplearning4j.ui.model.stats.impl.SbeStatsReport;

/** The checks there are, and where training scores are recorded. */
public final class Checks {

    /** Records of the stock listener, in its own encoding. */
    public static final RecordType<SbeStatsReport> STOCK =
            new RecordType<>(StatsListener.TYPE_ID, SbeStatsReport.class, 0);

    private static final RecordType<TrainingUpdate> TRAINING = RecordType.of(new TrainingUpdate());

    private Checks() {}

    /**
     * Where training scores are recorded, the most complete first.
     *
     * @return all of them
     */
    public static List<Scored<?>> scores() {
        return List.of(
                new Scored<>(TRAINING, TrainingUpdate::getIteration, TrainingUpdate::getScore),
                new Scored<>(STOCK, SbeStatsReport::getIterationCount, SbeStatsReport::getScore),
                new Scored<>(
                        RecordType.of(new DistillationUpdate()),
                        DistillationUpdate::getIteration,
                        Checks::score),
                new Scored<>(
                        GradientTables.TYPE,
                        GradientVarianceUpdate::getIteration,
                        GradientVarianceUpdate::getScore),
                new Scored<>(
                        RecordType.of(new PopArtUpdate()),
                        PopArtUpdate::getIteration,
                        PopArtUpdate::getScore));
    }

    /** A record of an evaluation alone has no score. */
    private static Double score(DistillationUpdate update) {
        return update.getLosses().map(DistillationUpdate.Losses::score).orElse(null);
    }

    /**
     * All checks.
     *
     * @return checks, those of which the finding counts first
     */
    public static List<Check<?>> all() {
        List<Check<?>> checks = new ArrayList<>();
        scores().forEach(scored -> checks.add(new ScoreIsFinite<>(scored)));
        // Only of records made at every iteration or so: others may see a few odd minibatches.
        checks.add(
                new ScoreRises<>(
                        new Scored<>(
                                TRAINING, TrainingUpdate::getIteration, TrainingUpdate::getScore)));
        checks.add(
                new ScoreRises<>(
                        new Scored<>(
                                STOCK,
                                SbeStatsReport::getIterationCount,
                                SbeStatsReport::getScore)));
        checks.add(new HeldOutGetsWorse());
        checks.add(new UpdateRatios<>(TRAINING, TrainingUpdate::getRatios));
        checks.add(new UpdateRatios<>(STOCK, Checks::ratios));
        checks.add(new GradientsAreFinite());
        checks.add(new GradientNorms());
        checks.add(new GradientNoise());
        checks.add(new CdgDisagrees());
        checks.add(new DeadWeightsGrow());
        checks.add(new SignsFreeze());
        checks.add(new PopArtClips());
        checks.add(new StudentIsOverconfident());
        return checks;
    }

    /**
     * Update:parameter ratios in a report of the stock listener.
     *
     * @param report report
     * @return ratio by weight, without biases, which begin at 0; empty if the report has none
     */
    public static NamedNumbers ratios(SbeStatsReport report) {
        if (!report.hasSummaryStats(StatsType.Updates, SummaryType.MeanMagnitudes)
                || !report.hasSummaryStats(StatsType.Parameters, SummaryType.MeanMagnitudes)) {
            return NamedNumbers.NONE;
        }
        Map<String, Double> updates = report.getMeanMagnitudes(StatsType.Updates);
        Map<String, Double> parameters = report.getMeanMagnitudes(StatsType.Parameters);
        List<String> names =
                updates.keySet().stream()
                        .filter(name -> name.endsWith("_W") && parameters.containsKey(name))
                        .sorted()
                        .toList();
        return new NamedNumbers(
                names,
                names.stream()
                        .mapToDouble(name -> updates.get(name) / parameters.get(name))
                        .toArray());
    }
}
