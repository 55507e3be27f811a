/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.layers.acdc.AcdcConvolution2D;
import io.github.vernier.layers.acdc.AcdcWeight;
import io.github.vernier.layers.acdc.RandomPermutation;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class AcdcSubstituteTest {

    private static ConvolutionLayer convolution(int kernel, int in, int out) {
        return new ConvolutionLayer.Builder(kernel, kernel).name("c").nIn(in).nOut(out).build();
    }

    private static AcdcConvolution2D replaced(int in, int out, double ratio) {
        return (AcdcConvolution2D) new AcdcSubstitute().replace(convolution(3, in, out), ratio, 5);
    }

    @ParameterizedTest
    @CsvSource({
        "64, 64, 0, 1",
        "64, 64, 0.1, 3",
        "64, 64, 1, 32",
        "64, 128, 1, 32",
        "128, 64, 0.5, 16",
        "640, 640, 1, 127",
        "3, 16, 1, 1"
    })
    void theRatioSetsTheNumberOfFactors(int in, int out, double ratio, int factors) {
        assertThat(replaced(in, out, ratio).getPointwise().factors()).isEqualTo(factors);
    }

    @Test
    void oddSizesAreShuffledAndImpossibleOnesNamed() {
        AcdcWeight even = replaced(4, 8, 0.5).getPointwise();
        AcdcWeight odd = replaced(1, 7, 0.5).getPointwise();
        assertThat(even).isEqualTo(new AcdcWeight(1));
        assertThat(odd)
                .isEqualTo(
                        new AcdcWeight(1)
                                .original(true)
                                .permutations(List.of(new RandomPermutation(5))));
        assertThatThrownBy(() -> replaced(8, 5, 0.5))
                .hasMessage(
                        "Layer \"c\" cannot be replaced. ACDC: more inputs than outputs must be a"
                                + " multiple of them, for adjacent channels to be summed; got"
                                + " nIn=8, nOut=5");
    }

    /** Deterministic numbers without a pattern. */
    private static INDArray waves(double from, long... shape) {
        long n = 1;
        for (long s : shape) {
            n *= s;
        }
        INDArray t = Nd4j.arange(n).castTo(DataType.DOUBLE);
        return Transforms.sin(t.mul(t).mul(0.37).add(t).add(from)).reshape(shape);
    }

    private static double fit(AcdcWeight weight, INDArray target, int iterations) {
        Map<String, INDArray> theta = new LinkedHashMap<>();
        long size = target.size(0);
        theta.put("A", Nd4j.ones(DataType.DOUBLE, weight.factors(), size));
        theta.put("D", Nd4j.ones(DataType.DOUBLE, weight.factors(), size));
        return Residual.of(target, GradientFit.fit(weight, target, theta, iterations));
    }

    @Test
    void aProductOfFactorsIsFoundAgain() {
        AcdcWeight weight = new AcdcWeight(2);
        INDArray target =
                weight.bind(new WeightShape(8, 8, 1, 1), DataType.DOUBLE)
                        .weight(
                                Map.of(
                                        "A", waves(1, 2, 8).mul(0.4).add(1),
                                        "D", waves(2, 2, 8).mul(0.4).add(1)),
                                Nd4j.create(DataType.DOUBLE, 8, 8, 1, 1),
                                false);
        assertThat(fit(weight, target, 0)).isGreaterThan(0.3);
        assertThat(fit(weight, target, 300)).isLessThan(1e-4);
    }

    @Test
    void moreStepsAndMoreFactorsComeNearer() {
        INDArray target = waves(3, 8, 8, 1, 1).mul(0.5);
        double start = fit(new AcdcWeight(4), target, 0);
        double some = fit(new AcdcWeight(4), target, 20);
        double more = fit(new AcdcWeight(4), target, 60);
        assertThat(some).isLessThan(0.9 * start);
        assertThat(more).isLessThanOrEqualTo(some);
        assertThat(more).isLessThan(0.9 * fit(new AcdcWeight(1), target, 60));
    }

    @Test
    void aTrainedGraphKeepsItsOtherParametersAndComputes() {
        ComputationGraph original = Trained.graph();
        Substituted<ComputationGraph> small =
                Substitution.builder()
                        .with(new AcdcSubstitute())
                        .layers("a_b|c")
                        .budget(220)
                        .build()
                        .apply(original);
        assertThat(small.report().layers())
                .extracting(SubstitutionReport.SubstitutedLayer::name)
                .containsExactly("a_b", "c");
        assertThat(small.report().layers())
                .allSatisfy(l -> assertThat(l.residual().orElseThrow()).isBetween(0.01, 1.0));
        assertThat(small.result().getParam("a_W")).isEqualTo(original.getParam("a_W"));
        INDArray out = small.result().outputSingle(Trained.images(CNN2DFormat.NCHW, 9));
        assertThat(out.sumNumber().doubleValue()).isCloseTo(5, within(1e-4));
    }

    @Test
    void theReportedResidualIsThatOfTheWholeKernel() {
        MultiLayerNetwork original = Trained.chain();
        Substituted<MultiLayerNetwork> small =
                Substitution.builder()
                        .with(new AcdcSubstitute())
                        .layers("third")
                        .ratio(0.5)
                        .build()
                        .apply(original);
        AcdcConvolution2D third = (AcdcConvolution2D) small.result().getLayer(3).conf().getLayer();
        INDArray pointwise =
                third.getPointwise()
                        .bind(new WeightShape(8, 8, 1, 1), DataType.FLOAT)
                        .weight(
                                Map.of(
                                        "A", small.result().getParam("3_pA"),
                                        "D", small.result().getParam("3_pD")),
                                Nd4j.create(DataType.FLOAT, 8, 8, 1, 1),
                                false);
        INDArray kernel = new RankOne(small.result().getParam("3_dW"), pointwise).product();
        assertThat(small.report().layers().get(0).residual().orElseThrow())
                .isCloseTo(Residual.of(original.getParam("3_W"), kernel), within(1e-5))
                .isLessThan(1);
    }
}
