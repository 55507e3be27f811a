/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.examples.networks.ConvFactory;
import io.github.vernier.examples.networks.ConvShape;
import io.github.vernier.layers.hashed.HashedConvolution2D;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CountExperimentTest {

    private static final List<Count> ALL = new CountExperiment().run(figure -> true);

    private static List<Count> where(Predicate<Count> which) {
        return ALL.stream().filter(which).toList();
    }

    @Test
    void everyPublishedNumberIsCountedAndNoneDiffers() {
        assertThat(ALL).hasSizeGreaterThan(300);
        assertThat(where(c -> c.verdict() == Verdict.NOT_COUNTED)).isEmpty();
        assertThat(where(c -> c.verdict() == Verdict.DIFFERENT)).isEmpty();
    }

    @Test
    void numbersPublishedInFullAreTheSameIntegers() {
        List<Count> exact = where(c -> c.verdict() == Verdict.EXACT);
        assertThat(exact)
                .hasSizeGreaterThan(240)
                .allSatisfy(
                        c -> {
                            // Logarithms leave fractions in ACDC's products.
                            double fraction = c.figure().layer().contains("ACDC") ? 1 : 0;
                            assertThat(c.computed().orElseThrow())
                                    .isCloseTo(
                                            Double.parseDouble(c.figure().value()),
                                            within(fraction));
                        });
        assertThat(
                        where(
                                c ->
                                        c.figure().value().matches("\\d{3,}")
                                                && !c.figure()
                                                        .measure()
                                                        .startsWith(Measures.BUDGET)))
                .allSatisfy(c -> assertThat(c.verdict()).isEqualTo(Verdict.EXACT));
    }

    @ParameterizedTest
    @CsvSource({
        "wrn-28-10,Conv,mult-adds,5245638922",
        "wrn-28-10,HashedDecimate old,parameters,1498842",
        "wrn-28-10,SepHashedDecimate both,parameters,710327",
        "wrn-28-10,G8B2,mult-adds moonshine,757733642",
        "wrn-28-10,Conv,substituted,36195840",
        "wrn-28-10 cifar-100,HashedDecimate,parameters,3969588",
        "wrn-16-2,Conv,parameters and statistics,693498",
        "darts,SepHashedDecimate both,parameters,428400",
        "darts,Sep,mult-adds undilated,538200874",
        "wrn-28-10,Shuffle_4,parameters,823674",
        "wrn-28-10,TensorTrain_0.26,parameters,664226",
        "wrn-28-10,ACDC_12,parameters,555498",
        "resnet-20,binary,weights of one bit,267264",
        "resnet-18-cifar,binary,weights of one bit,10985472",
        "resnet-18-cifar projections,binary,weights of one bit,11157504",
        "darts auxiliary,Sep,parameters,3825768",
        "wrn-50-2,Conv,mult-adds weights,11398022120",
        "resnet-18 global pooling,Conv,mult-adds,1818188776",
        "mobilenet-v2,Conv,mult-adds,300774272",
    })
    void someOfThemByHand(String network, String layer, String measure, double count) {
        PublishedFigure figure = new PublishedFigure("", network, layer, measure, "0", "");
        assertThat(new Measures().of(figure)).isEqualTo(count);
    }

    @Test
    void settingsForBudgetsDoNotExceedThemUnlessNothingCan() {
        List<Count> budgets = where(c -> c.figure().measure().startsWith(Measures.BUDGET));
        assertThat(budgets).hasSizeGreaterThan(6);
        for (Count count : budgets) {
            double budget =
                    Double.parseDouble(
                            count.figure().measure().substring(Measures.BUDGET.length()));
            double size = count.computed().orElseThrow();
            // What is never replaced alone is more than the one, the smallest setting the other.
            if (budget == 100_000) {
                assertThat(size).isEqualTo(328_499);
            } else if (count.figure().layer().equals("Generic")) {
                assertThat(size).isEqualTo(1_190_634);
            } else {
                assertThat(size).isBetween(budget - 50, budget);
            }
        }
    }

    @Test
    void convolutionsOfOneShapeHashDifferently() {
        ConvShape shape = new ConvShape(4, 4, 3, 1);
        HashedConvolution2D first =
                (HashedConvolution2D) ConvFactory.hashedDecimate().convolution(shape, 1);
        HashedConvolution2D second =
                (HashedConvolution2D) ConvFactory.hashedDecimate().convolution(shape, 2);
        assertThat(first.getParameterization().indexTable(first.weightShape()))
                .isNotEqualTo(second.getParameterization().indexTable(second.weightShape()));
    }

    private static Verdict verdict(String value, double computed) {
        return new PublishedFigure("", "", "", "parameters", value, "").verdict(computed);
    }

    @Test
    void roundedNumbersAreComparedByTheirDigits() {
        assertThat(verdict("538200874", 538_200_874)).isEqualTo(Verdict.EXACT);
        assertThat(verdict("538200875", 538_200_874)).isEqualTo(Verdict.DIFFERENT);
        assertThat(verdict("5.38201E+08", 538_200_874)).isEqualTo(Verdict.ROUNDED);
        assertThat(verdict("5.38200E+08", 538_200_874)).isEqualTo(Verdict.DIFFERENT);
        assertThat(verdict("1.03", 1.0294)).isEqualTo(Verdict.ROUNDED);
        assertThat(verdict("45", 45.35)).isEqualTo(Verdict.ROUNDED);
        assertThat(verdict("45", 45.51)).isEqualTo(Verdict.DIFFERENT);
        PublishedFigure products = new PublishedFigure("", "", "", "mult-adds", "912", "");
        assertThat(products.verdict(912.79)).isEqualTo(Verdict.EXACT);
        assertThat(products.verdict(911.56)).isEqualTo(Verdict.EXACT);
        assertThat(products.verdict(911.4)).isEqualTo(Verdict.DIFFERENT);
        assertThat(products.verdict(913)).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void budgetsAreComparedByWhatTheyLeave() {
        PublishedFigure over =
                new PublishedFigure("", "", "", Measures.BUDGET + "1000", "1001", "");
        assertThat(over.verdict(995)).isEqualTo(Verdict.BEST_WITHIN);
        assertThat(over.verdict(1001)).isEqualTo(Verdict.EXACT);
        assertThat(over.verdict(1002)).isEqualTo(Verdict.DIFFERENT);
        PublishedFigure under =
                new PublishedFigure("", "", "", Measures.BUDGET + "1000", "990", "");
        assertThat(under.verdict(995)).isEqualTo(Verdict.BEST_WITHIN);
        assertThat(under.verdict(985)).isEqualTo(Verdict.DIFFERENT);
    }

    @Test
    void whatIsNotKnownIsNamed() {
        Measures measures = new Measures();
        assertThatThrownBy(
                        () -> measures.of(new PublishedFigure("", "lenet", "Conv", "KiB", "0", "")))
                .hasMessageContaining("No network \"lenet\"");
        assertThatThrownBy(
                        () ->
                                measures.of(
                                        new PublishedFigure(
                                                "", "wrn-10-1", "Conv", "joules", "0", "")))
                .hasMessageContaining("No measure \"joules\"");
    }

    private static String run(String... arguments) {
        StringWriter out = new StringWriter();
        int code =
                new CommandLine(new CountCommand()).setOut(new PrintWriter(out)).execute(arguments);
        assertThat(code).isZero();
        return out.toString();
    }

    @Test
    void theCommandPrintsASection() {
        String text = run("--section", "darts", "--layer", "Sep");
        assertThat(text.lines().filter(line -> line.endsWith(":"))).containsExactly("DARTS:");
        assertThat(text.lines())
                .anyMatch(
                        line ->
                                line.matches(
                                        "darts +Sep +parameters +3,349,342 +3,349,342  exact .*"))
                .anyMatch(
                        line ->
                                line.matches(
                                        "darts +Sep +mult-adds undilated +538,200,874 +5.38201E\\+08"
                                                + "  to the digits .*"));
    }

    @Test
    void theCommandPrintsCommaSeparatedValues() {
        assertThat(run("--section", "Moonshine", "--layer", "DConvB4", "--csv").lines())
                .containsExactly(
                        "section,network,layer,measure,computed,published,verdict,source",
                        "Moonshine,wrn-40-2,DConvB4,parameters,152954,152954,exact,MS@aea69b7");
    }
}
