/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.listeners.record.BinaryWeightStaticInfo;
import io.github.vernier.listeners.record.BinaryWeightUpdate;
import io.github.vernier.listeners.record.CdgUpdate;
import io.github.vernier.listeners.record.DistillationUpdate;
import io.github.vernier.listeners.record.EvaluationUpdate;
import io.github.vernier.listeners.record.GradientVarianceStaticInfo;
import io.github.vernier.listeners.record.GradientVarianceUpdate;
import io.github.vernier.listeners.record.NamedNumbers;
import io.github.vernier.listeners.record.PopArtUpdate;
import io.github.vernier.listeners.record.TrainingUpdate;
import io.github.vernier.listeners.record.TrainingUpdate.Speed;
import io.github.vernier.listeners.record.VernierRecord;
import io.github.vernier.ui.record.RecordType;
import io.github.vernier.ui.text.Dictionary;
import io.github.vernier.ui.text.Language;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each check finds what it is for, and nothing in records that are well. */
class ChecksTest {

    private static <R extends VernierRecord> List<Finding> findings(
            Check<R> check, int records, VernierRecord info, IntFunction<R> record) {
        List<R> all = IntStream.range(0, records).mapToObj(record).toList();
        List<Finding> findings = check.examine(new History<>(all, Optional.ofNullable(info)));
        findings.forEach(ChecksTest::assertItCanBeSaid);
        return findings;
    }

    /** Its texts are there, and every place in them has evidence. */
    private static void assertItCanBeSaid(Finding finding) {
        JsonNode texts = Dictionary.load("overview", Language.EN).entries();
        for (String key :
                List.of("finding." + finding.key(), "finding." + finding.key() + ".evidence")) {
            assertThat(texts.has(key)).as("text %s", key).isTrue();
            Matcher places = Pattern.compile("\\{(\\w+)}").matcher(texts.get(key).asText());
            while (places.find()) {
                assertThat(finding.evidence())
                        .as("evidence of %s", key)
                        .containsKey(places.group(1));
            }
        }
    }

    private static List<String> keys(List<Finding> findings) {
        return findings.stream().map(Finding::key).toList();
    }

    private static TrainingUpdate training(int iteration, double score) {
        return new TrainingUpdate(
                iteration, 0, score, Speed.UNKNOWN, NamedNumbers.NONE, NamedNumbers.NONE);
    }

    private static Scored<TrainingUpdate> scores() {
        return new Scored<>(
                RecordType.of(new TrainingUpdate()),
                TrainingUpdate::getIteration,
                TrainingUpdate::getScore);
    }

    @Nested
    class OfScores {

        @Test
        void aScoreThatBecameNanIsAnErrorFromWhereItDid() {
            List<Finding> findings =
                    findings(
                            new ScoreIsFinite<>(scores()),
                            30,
                            null,
                            i -> training(10 * i, i >= 12 ? Double.NaN : 1));
            assertThat(keys(findings)).containsExactly("score.nonfinite");
            assertThat(findings.get(0).severity()).isEqualTo(Severity.ERROR);
            assertThat(findings.get(0).evidence())
                    .containsEntry("iteration", 120L)
                    .containsEntry("value", Double.NaN);
        }

        @Test
        void aNanLongAgoAndFiniteScoresAreWell() {
            Check<TrainingUpdate> check = new ScoreIsFinite<>(scores());
            assertThat(findings(check, 30, null, i -> training(i, i == 3 ? Double.NaN : 1)))
                    .isEmpty();
            assertThat(findings(check, 1, null, i -> training(i, 0))).isEmpty();
        }

        @Test
        void recordsWithoutAScoreAreNoReasonToWorry() {
            @SuppressWarnings("unchecked")
            Scored<DistillationUpdate> scored = (Scored<DistillationUpdate>) Checks.scores().get(2);
            assertThat(
                            findings(
                                    new ScoreIsFinite<>(scored),
                                    5,
                                    null,
                                    i ->
                                            new DistillationUpdate(
                                                    i,
                                                    0,
                                                    null,
                                                    new DistillationUpdate.Evaluation(
                                                            1, 1, 1, 0, 0))))
                    .isEmpty();
        }

        @Test
        void aScoreFarAboveItsBestIsFound() {
            List<Finding> findings =
                    findings(
                            new ScoreRises<>(scores()),
                            100,
                            null,
                            i -> training(i, i < 50 ? 2 - i * 0.02 : 1 + (i - 50) * 0.04));
            assertThat(keys(findings)).containsExactly("score.rises");
            assertThat((double) findings.get(0).evidence().get("best")).isBetween(1.0, 1.2);
            assertThat((double) findings.get(0).evidence().get("now")).isGreaterThan(2);
        }

        @Test
        void aFallingScoreWithOnePeakIsWell() {
            assertThat(
                            findings(
                                    new ScoreRises<>(scores()),
                                    100,
                                    null,
                                    i -> training(i, i == 98 ? 50 : 3.0 / (1 + i * 0.1))))
                    .isEmpty();
        }
    }

    @Nested
    class OfHeldOutSets {

        private EvaluationUpdate evaluation(int i, String set, double loss) {
            return new EvaluationUpdate(
                    100 * i,
                    i,
                    set,
                    new EvaluationUpdate.Errors(
                            10,
                            loss,
                            List.of("out"),
                            new double[] {0.5},
                            new double[] {Double.NaN},
                            new double[] {Double.NaN}));
        }

        @Test
        void aLossPastItsLowestIsFoundForThatSetOnly() {
            List<Finding> findings =
                    findings(
                            new HeldOutGetsWorse(),
                            20,
                            null,
                            i ->
                                    i % 2 == 0
                                            ? evaluation(i, "test", 1 + Math.abs(i - 8) * 0.1)
                                            : evaluation(i, "train", 2 - i * 0.05));
            assertThat(keys(findings)).containsExactly("heldout.worse");
            assertThat(findings.get(0).evidence())
                    .containsEntry("set", "test")
                    .containsEntry("lowest", 1.0)
                    .containsEntry("iteration", 800L);
        }

        @Test
        void aLossThatWaversIsWell() {
            assertThat(
                            findings(
                                    new HeldOutGetsWorse(),
                                    20,
                                    null,
                                    i -> evaluation(i, "test", 1 + 0.04 * (i % 2))))
                    .isEmpty();
        }
    }

    @Nested
    class OfUpdateRatios {

        private List<Finding> ratios(double... values) {
            List<String> names = IntStream.range(0, values.length).mapToObj(i -> i + "_W").toList();
            return findings(
                    new UpdateRatios<>(
                            RecordType.of(new TrainingUpdate()), TrainingUpdate::getRatios),
                    20,
                    null,
                    i ->
                            new TrainingUpdate(
                                    i,
                                    0,
                                    1,
                                    Speed.UNKNOWN,
                                    NamedNumbers.NONE,
                                    i % 2 == 0
                                            ? new NamedNumbers(names, values)
                                            : NamedNumbers.NONE));
        }

        @Test
        void explodingAndVanishingLayersAreNamed() {
            List<Finding> findings = ratios(1e-3, 0.4, 2e-3, 3e-8, 1e-3);
            assertThat(keys(findings)).containsExactly("layer.explodes", "layer.vanishes");
            assertThat(findings.get(0).evidence())
                    .containsEntry("layer", "1_W")
                    .containsEntry("ratio", 0.4);
            assertThat(findings.get(1).evidence()).containsEntry("layer", "3_W");
        }

        @Test
        void usualRatiosAndASmallRateEverywhereAreWell() {
            assertThat(ratios(1e-3, 2e-2, 3e-4)).isEmpty();
            assertThat(ratios(1e-7, 2e-7, 1e-7)).isEmpty();
            assertThat(ratios()).isEmpty();
        }
    }

    @Nested
    class OfGradients {

        private final GradientVarianceStaticInfo info =
                new GradientVarianceStaticInfo(
                        new GradientVarianceStaticInfo.Settings(
                                List.of("conv", "dense"),
                                List.of("conv", "dense"),
                                List.of(),
                                List.of(),
                                1,
                                "",
                                "",
                                0,
                                "",
                                new double[0]));

        private GradientVarianceUpdate update(
                int iteration, float[] norms, float noise, int[] broken) {
            GradientVarianceUpdate update = new GradientVarianceUpdate(iteration, 0, 1);
            float[] none = new float[norms.length];
            float[] noises = new float[norms.length];
            noises[norms.length - 1] = noise;
            update.setExamples(
                    new GradientVarianceUpdate.Table(norms, none, none, none, none, noises, broken),
                    new GradientVarianceUpdate.Tests(32, 1, 1, 1, 1, 1, 1, 0, Double.NaN));
            return update;
        }

        private List<Finding> examine(
                Check<GradientVarianceUpdate> check, IntFunction<GradientVarianceUpdate> record) {
            return findings(check, 20, info, record);
        }

        @Test
        void aGradientThatGrewAHundredfoldIsFound() {
            List<Finding> findings =
                    examine(
                            new GradientNorms(),
                            i -> update(i, new float[] {i == 19 ? 500 : 1, 2, 3}, 1, new int[3]));
            assertThat(keys(findings)).containsExactly("gradient.explodes");
            assertThat(findings.get(0).evidence())
                    .containsEntry("layer", "conv")
                    .containsEntry("norm", 500.0)
                    .containsEntry("usual", 1.0);
        }

        @Test
        void aGradientFarBelowTheLargestIsFound() {
            List<Finding> findings =
                    examine(
                            new GradientNorms(),
                            i -> update(i, new float[] {1e-6f, 2, 3}, 1, new int[3]));
            assertThat(keys(findings)).containsExactly("gradient.vanishes");
            assertThat(findings.get(0).evidence()).containsEntry("layer", "conv");
        }

        @Test
        void noiseAboveTheMinibatchIsANoteAndFarAboveItAWarning() {
            for (float noise : new float[] {100, 1000}) {
                List<Finding> findings =
                        examine(
                                new GradientNoise(),
                                i -> update(i, new float[] {1, 1, 1}, noise, new int[3]));
                assertThat(keys(findings)).containsExactly("gradient.noise");
                assertThat(findings.get(0).severity())
                        .isEqualTo(noise > 320 ? Severity.WARNING : Severity.NOTE);
                assertThat(findings.get(0).evidence())
                        .containsEntry("noise", (double) noise)
                        .containsEntry("examples", 32L)
                        .containsEntry("factor", noise / 32.0);
            }
        }

        @Test
        void coordinatesThatAreNotFiniteAreAnError() {
            List<Finding> findings =
                    examine(
                            new GradientsAreFinite(),
                            i -> update(i, new float[] {1, 1, 1}, 1, new int[] {0, 7, 7}));
            assertThat(keys(findings)).containsExactly("gradient.nonfinite");
            assertThat(findings.get(0).evidence())
                    .containsEntry("layer", "dense")
                    .containsEntry("coordinates", 7L)
                    .containsEntry("iteration", 19L);
        }

        @Test
        void usualGradientsAreWell() {
            for (Check<GradientVarianceUpdate> check :
                    List.of(new GradientNorms(), new GradientNoise(), new GradientsAreFinite())) {
                assertThat(
                                examine(
                                        check,
                                        i ->
                                                update(
                                                        i,
                                                        new float[] {1 + i % 3, 0.1f, 3},
                                                        20,
                                                        new int[3])))
                        .isEmpty();
            }
        }

        @Test
        void recordsWithoutTablesAreWell() {
            for (Check<GradientVarianceUpdate> check :
                    List.of(new GradientNorms(), new GradientNoise(), new GradientsAreFinite())) {
                assertThat(examine(check, i -> new GradientVarianceUpdate(i, 0, 1))).isEmpty();
            }
        }
    }

    @Nested
    class OfBinaryWeights {

        private BinaryWeightUpdate update(int iteration, float dead, float flips) {
            BinaryWeightUpdate.Table table = BinaryWeightUpdate.Table.ofRows(2);
            table.deadShare()[1] = dead;
            table.flipRatio()[1] = flips;
            Arrays.fill(table.flipRatio(), 0, 1, 0.01f);
            return new BinaryWeightUpdate(iteration, 0, table, new int[0]);
        }

        private final BinaryWeightStaticInfo info =
                new BinaryWeightStaticInfo(
                        new BinaryWeightStaticInfo.Settings(
                                List.of("a/W", "b/W"),
                                new int[] {4, 4},
                                List.of(),
                                List.of(),
                                1,
                                0,
                                0,
                                0));

        @Test
        void aGrowingShareOfDeadWeightsIsFound() {
            List<Finding> findings =
                    findings(
                            new DeadWeightsGrow(),
                            20,
                            info,
                            i -> update(i, 0.05f + 0.01f * i, 0.01f));
            assertThat(keys(findings)).containsExactly("weights.dead");
            assertThat(findings.get(0).evidence()).containsEntry("layer", "b/W");
            assertThat((double) findings.get(0).evidence().get("nowPercent")).isBetween(21.0, 23.0);
        }

        @Test
        void aSteadyOrSmallShareIsWell() {
            assertThat(findings(new DeadWeightsGrow(), 20, info, i -> update(i, 0.3f, 0.01f)))
                    .isEmpty();
            assertThat(findings(new DeadWeightsGrow(), 20, info, i -> update(i, 0.004f * i, 0.01f)))
                    .isEmpty();
        }

        @Test
        void signsThatStoppedToChangeAreFound() {
            List<Finding> findings =
                    findings(new SignsFreeze(), 20, info, i -> update(i, 0, i < 10 ? 0.01f : 0));
            assertThat(keys(findings)).containsExactly("weights.frozen");
            assertThat(findings.get(0).evidence()).containsEntry("layer", "b/W");
            assertThat(findings(new SignsFreeze(), 20, info, i -> update(i, 0, 0.001f))).isEmpty();
        }
    }

    @Nested
    class OfCentralDifferences {

        private CdgUpdate update(double... cosines) {
            List<CdgUpdate.Parameter> parameters = new ArrayList<>();
            for (int i = 0; i < cosines.length; i++) {
                parameters.add(
                        new CdgUpdate.Parameter(
                                "conv/W",
                                Math.pow(10, -i),
                                100,
                                50,
                                cosines[i],
                                1,
                                0.55,
                                0,
                                1,
                                1,
                                new float[0],
                                new float[0],
                                null));
            }
            return new CdgUpdate(7, 0, 1, 1, 1, parameters);
        }

        @Test
        void disagreementAtEveryStepIsFound() {
            List<Finding> findings =
                    findings(new CdgDisagrees(), 1, null, i -> update(-0.2, 0.1, Double.NaN));
            assertThat(keys(findings)).containsExactly("cdg.disagrees");
            assertThat(findings.get(0).evidence())
                    .containsEntry("cosine", 0.1)
                    .containsEntry("epsilon", 0.1)
                    .containsEntry("agreementPercent", 55.00000000000001);
        }

        @Test
        void agreementAtOneStepIsEnough() {
            assertThat(findings(new CdgDisagrees(), 1, null, i -> update(-0.2, 0.8))).isEmpty();
        }
    }

    @Nested
    class OfPopArt {

        private PopArtUpdate update(int iteration, int... clipping) {
            double[] ones = new double[clipping.length];
            Arrays.fill(ones, 1);
            return new PopArtUpdate(
                    iteration,
                    0,
                    1,
                    List.of(
                            new PopArtUpdate.Head(
                                    "head",
                                    ones,
                                    ones,
                                    ones,
                                    ones,
                                    clipping,
                                    new int[clipping.length],
                                    ones,
                                    ones,
                                    0)));
        }

        @Test
        void clippedScalesAreFoundOnTheirSide() {
            List<Finding> findings =
                    findings(
                            new PopArtClips(), 20, null, i -> update(i, 0, -1, i % 4 == 0 ? 0 : 1));
            assertThat(keys(findings)).containsExactly("popart.low", "popart.high");
            assertThat(findings.get(0).evidence())
                    .containsEntry("head", "head")
                    .containsEntry("output", 1L)
                    .containsEntry("sharePercent", 100.0);
            assertThat(findings.get(1).evidence()).containsEntry("output", 2L);
        }

        @Test
        void aBoundReachedAtTheBeginningIsWell() {
            assertThat(findings(new PopArtClips(), 20, null, i -> update(i, i < 5 ? -1 : 0)))
                    .isEmpty();
        }
    }

    @Test
    void anOverconfidentStudentIsNoted() {
        IntFunction<DistillationUpdate> far =
                i ->
                        new DistillationUpdate(
                                i,
                                0,
                                null,
                                new DistillationUpdate.Evaluation(0.9, 0.9, 0.9, 0.25, 0.05));
        IntFunction<DistillationUpdate> near =
                i ->
                        new DistillationUpdate(
                                i,
                                0,
                                null,
                                new DistillationUpdate.Evaluation(0.9, 0.9, 0.9, 0.12, 0.1));
        List<Finding> findings = findings(new StudentIsOverconfident(), 3, null, far);
        assertThat(keys(findings)).containsExactly("student.calibration");
        assertThat(findings.get(0).evidence()).containsEntry("studentPercent", 25.0);
        assertThat(findings(new StudentIsOverconfident(), 3, null, near)).isEmpty();
    }

    @Test
    void mediansLeaveNanOut() {
        assertThat(History.median(List.of(3.0, Double.NaN, 1.0), value -> value)).isEqualTo(2);
        assertThat(History.median(List.of(Double.NaN), value -> value)).isNaN();
    }
}
