/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.signnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class SignNetworkTest {

    private static final JsonNode GOLDEN = GoldenFile.read("gradients", "19_ste_srste_toy.json");
    private static final JsonNode OUT = GOLDEN.get("out");
    private static final INDArray X = matrix(GOLDEN.get("x"));
    private static final INDArray Y = matrix(GOLDEN.get("y"));
    private static final SignNetwork NETWORK = new SignNetwork(matrices(GOLDEN.get("W_model")));
    private static final double[] RATES = vector(GOLDEN.get("lrs"));

    private static double[] vector(JsonNode node) {
        double[] v = new double[node.size()];
        for (int i = 0; i < v.length; i++) {
            v[i] = node.get(i).asDouble();
        }
        return v;
    }

    private static INDArray matrix(JsonNode node) {
        double[][] rows = new double[node.size()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = vector(node.get(i));
        }
        return Nd4j.createFromArray(rows);
    }

    private static List<INDArray> matrices(JsonNode node) {
        List<INDArray> all = new ArrayList<>();
        node.forEach(m -> all.add(matrix(m)));
        return all;
    }

    private static void assertClose(List<INDArray> actual, JsonNode expected) {
        List<INDArray> golden = matrices(expected);
        assertThat(actual).hasSameSizeAs(golden);
        for (int l = 0; l < golden.size(); l++) {
            assertThat(actual.get(l).shape()).isEqualTo(golden.get(l).shape());
            double scale = Math.max(1e-300, golden.get(l).amaxNumber().doubleValue());
            assertThat(actual.get(l).sub(golden.get(l)).amaxNumber().doubleValue())
                    .as("layer %d", l)
                    .isLessThanOrEqualTo(1e-9 * scale);
        }
    }

    private static SignNetwork.Rounding sample(int mc) {
        JsonNode uniforms = OUT.get("uniforms").get(mc);
        return SignNetwork.Rounding.stochastic((layer, z) -> matrix(uniforms.get(layer)));
    }

    @Test
    void targetsAreThoseOfTheTargetNetwork() {
        INDArray target = new SignNetwork(matrices(GOLDEN.get("W_target"))).output(X);
        assertThat(target.sub(Y).amaxNumber().doubleValue()).isLessThan(1e-9);
        assertThat(NETWORK.loss(X, Y)).isCloseTo(OUT.get("loss0").asDouble(), within(1e-9));
    }

    @Test
    void straightThroughEstimators() {
        assertClose(
                NETWORK.straightThrough(X, Y, SignNetwork.Rounding.SIGN, Double.POSITIVE_INFINITY),
                OUT.get("ste_grad"));
        assertClose(
                NETWORK.straightThrough(X, Y, SignNetwork.Rounding.SIGN, 0.2),
                OUT.get("ste_grad_clip0.2"));
    }

    @Test
    void theBestStep() {
        List<INDArray> direction =
                SignNetwork.normalized(
                        NETWORK.straightThrough(
                                X, Y, SignNetwork.Rounding.SIGN, Double.POSITIVE_INFINITY));
        assertClose(direction, OUT.get("ste_normalized"));
        LineSearch best = LineSearch.of(NETWORK, direction, X, Y, RATES);
        assertThat(best.losses())
                .containsExactly(vector(OUT.get("ste_sweep_losses")), within(1e-9));
        assertThat(best.loss()).isCloseTo(OUT.get("ste_best_loss").asDouble(), within(1e-9));
        assertThat(best.rate()).isEqualTo(OUT.get("ste_best_lr").asDouble());
        assertThat(LineSearch.rates(0.01, 0.5)).containsExactly(RATES, within(1e-12));
    }

    @Test
    void stochasticRounding() {
        assertClose(NETWORK.hidden(X, sample(0)), OUT.get("sr_hidden_sample0"));
        List<INDArray> sum = null;
        for (int mc = 0; mc < OUT.get("sr_ste").size(); mc++) {
            JsonNode expected = OUT.get("sr_ste").get(mc);
            assertThat(expected.get("mc_samples").asInt()).isEqualTo(mc + 1);
            List<INDArray> gradient =
                    NETWORK.straightThrough(X, Y, sample(mc), Double.POSITIVE_INFINITY);
            assertClose(gradient, expected.get("grad_of_this_sample"));
            if (sum == null) {
                sum = gradient;
            } else {
                for (int l = 0; l < sum.size(); l++) {
                    sum.get(l).addi(gradient.get(l));
                }
            }
            int samples = mc + 1;
            List<INDArray> direction =
                    SignNetwork.normalized(sum.stream().map(g -> g.div(samples)).toList());
            assertClose(direction, expected.get("normalized_mean_grad"));
            LineSearch best = LineSearch.of(NETWORK, direction, X, Y, RATES);
            assertThat(best.loss()).isCloseTo(expected.get("best_loss").asDouble(), within(1e-9));
            assertThat(best.rate()).isEqualTo(expected.get("best_lr").asDouble());
        }
    }

    @Test
    void centralDifferences() {
        List<INDArray> ste =
                NETWORK.straightThrough(X, Y, SignNetwork.Rounding.SIGN, Double.POSITIVE_INFINITY);
        OUT.get("cdg")
                .properties()
                .forEach(
                        entry -> {
                            JsonNode expected = entry.getValue();
                            List<INDArray> cdg =
                                    NETWORK.centralDifference(
                                            X, Y, Double.parseDouble(entry.getKey()));
                            assertClose(cdg, expected.get("cdg"));
                            for (int l = 0; l < cdg.size(); l++) {
                                double norms =
                                        cdg.get(l).norm2Number().doubleValue()
                                                * ste.get(l).norm2Number().doubleValue();
                                double cosine =
                                        norms == 0
                                                ? 0
                                                : cdg.get(l)
                                                                .mul(ste.get(l))
                                                                .sumNumber()
                                                                .doubleValue()
                                                        / norms;
                                assertThat(cosine)
                                        .isCloseTo(
                                                expected.get("cos_vs_ste_per_layer")
                                                        .get(l)
                                                        .asDouble(),
                                                within(1e-7));
                            }
                            LineSearch best =
                                    LineSearch.of(
                                            NETWORK, SignNetwork.normalized(cdg), X, Y, RATES);
                            assertThat(best.loss())
                                    .isCloseTo(expected.get("best_loss").asDouble(), within(1e-9));
                            assertThat(best.rate()).isEqualTo(expected.get("best_lr").asDouble());
                        });
    }

    @Test
    void roundingIsUnbiasedInItsProbability() {
        Nd4j.getRandom().setSeed(4);
        INDArray z = Nd4j.createFromArray(new double[] {-2, -1, 0, 0.5, 4}).reshape(1, 5);
        INDArray all = Nd4j.repeat(z, 20_000).reshape(20_000, 5);
        INDArray mean =
                SignNetwork.Rounding.stochastic(SignNetwork.Uniforms.FRESH).round(0, all).mean(0);
        double[] expected = {-1, -0.5, 0, 0.125, 1};
        // Four standard deviations of a mean of 20 000 signs.
        assertThat(mean.data().asDouble()).containsExactly(expected, within(0.03));
        assertThat(Transforms.abs(mean).maxNumber().doubleValue()).isEqualTo(1);
        assertThat(z.dataType()).isEqualTo(DataType.DOUBLE);
    }

    @Test
    void layersThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> new SignNetwork(List.of(Nd4j.zeros(3, 2), Nd4j.zeros(1, 4))))
                .hasMessage(
                        "layer 1 has weights of shape [1, 4] behind a layer of 3 units, expected"
                                + " [out, 3]");
    }
}
