/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class StratifiedSamplerTest {

    private static final int[] STRATA = {4, 4, 4, 4, 4, 0, 0, 0, 2, 2};
    private static final int EXAMPLES = STRATA.length;
    private static final int FILLED = 3;

    private static StratifiedSampler sampler(long seed) {
        StratifiedSampler sampler = new StratifiedSampler(EXAMPLES, seed);
        sampler.setStrata(STRATA);
        return sampler;
    }

    @Test
    void everyRoundHasOneOfEachStratumAndEveryExampleItsTurn() {
        StratifiedSampler sampler = sampler(4);
        int[] drawn = new int[EXAMPLES];
        // Six epochs of ten are twenty rounds of three.
        List<Integer> all = new ArrayList<>();
        for (int epoch = 0; epoch < 6; epoch++) {
            sampler.startEpoch();
            while (sampler.hasNext()) {
                for (int i : sampler.next(4).examples()) {
                    all.add(i);
                    drawn[i]++;
                }
            }
        }
        assertThat(all).hasSize(60);
        for (int round = 0; round < 20; round++) {
            assertThat(all.subList(3 * round, 3 * round + 3))
                    .extracting(i -> STRATA[i])
                    .containsExactlyInAnyOrder(0, 2, 4);
        }
        // Twenty of each stratum; lists of five and two go round evenly, that of three nearly.
        assertThat(drawn).startsWith(4, 4, 4, 4, 4).endsWith(10, 10);
        assertThat(Arrays.copyOfRange(drawn, 5, 8)).containsOnly(6, 7);
    }

    /**
     * The expectation over a round, exactly: within a stratum every example is as likely, so the
     * mean estimate is {@code Σ_k (1/M) mean_{i∈k} w_i g_i}.
     */
    @Test
    void theWeightedMeanIsUnbiased() {
        MultiLayerNetwork network = ThreeClasses.network();
        DataSet data = ThreeClasses.data(EXAMPLES);
        Twin twin = Twin.of(network);
        INDArray full = twin.gradient(data.toMultiDataSet()).div(EXAMPLES);
        INDArray mean = full.like();
        int rounds = 0;
        // All 5 x 3 x 2 minibatches of one example of each stratum, each as likely.
        for (int a = 0; a < 5; a++) {
            for (int b = 5; b < 8; b++) {
                for (int c = 8; c < 10; c++) {
                    SampledDataSetIterator iterator =
                            new SampledDataSetIterator(data, FILLED, new Fixed(a, b, c));
                    mean.addi(twin.gradient(iterator.next().toMultiDataSet()).div(FILLED));
                    rounds++;
                }
            }
        }
        assertThat(rounds).isEqualTo(30);
        INDArray error = mean.div(rounds).sub(full);
        assertThat(error.amaxNumber().doubleValue())
                .isLessThan(1e-14 + 1e-12 * full.amaxNumber().doubleValue());
    }

    /** One chosen round, with the weights of the sampler. */
    private static final class Fixed implements Sampler {

        private static final long serialVersionUID = 1L;

        private final int[] round;
        private boolean given;

        Fixed(int... round) {
            this.round = round;
        }

        @Override
        public int examples() {
            return EXAMPLES;
        }

        @Override
        public void startEpoch() {
            given = false;
        }

        @Override
        public boolean hasNext() {
            return !given;
        }

        @Override
        public Draw next(int most) {
            given = true;
            return new Draw(round, weightsOf(round));
        }
    }

    /** The weights that the sampler gives these examples. */
    private static double[] weightsOf(int[] examples) {
        StratifiedSampler sampler = sampler(1);
        double[] byExample = new double[EXAMPLES];
        for (int i = 0; i < 10; i++) {
            sampler.startEpoch();
            Sampler.Draw draw = sampler.next(EXAMPLES);
            for (int j = 0; j < EXAMPLES; j++) {
                byExample[draw.examples()[j]] = draw.weights()[j];
            }
        }
        return Arrays.stream(examples).mapToDouble(i -> byExample[i]).toArray();
    }

    @Test
    void weightsAreThoseOfStrata() {
        assertThat(weightsOf(new int[] {0, 5, 8}))
                .containsExactly(new double[] {1.5, 0.9, 0.6}, within(1e-15));
    }

    /** One update of stock fit with SGD is that of the weighted minibatch's gradient. */
    @Test
    void stockFitTakesTheWeights() {
        DataSet data = ThreeClasses.data(EXAMPLES);
        MultiLayerNetwork network = ThreeClasses.network();
        INDArray before = network.params().dup().reshape(1, network.numParams());
        Twin twin = Twin.apart(network);
        INDArray expected = before.like();
        int[] round = {1, 6, 9};
        double[] weights = weightsOf(round);
        for (int j = 0; j < round.length; j++) {
            DataSet one = data.get(new int[] {round[j]});
            expected.addi(twin.gradient(one.toMultiDataSet()).mul(weights[j] / round.length));
        }
        network.fit(new SampledDataSetIterator(data, FILLED, new Fixed(round)));
        INDArray step = before.sub(network.params().reshape(before.shape())).div(0.1);
        assertThat(step.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-13);
    }

    @Test
    void strataHoldFromTheNextMinibatchOn() {
        StratifiedSampler sampler = new StratifiedSampler(EXAMPLES, 1);
        sampler.startEpoch();
        Sampler.Draw plain = sampler.next(4);
        assertThat(plain.weights()).isEmpty();
        sampler.setStrata(STRATA);
        assertThat(sampler.getStrata()).containsExactly(STRATA);
        Sampler.Draw weighted = sampler.next(3);
        assertThat(weighted.weights()).hasSize(3);
        assertThat(Arrays.stream(weighted.examples()).map(i -> STRATA[i]))
                .containsExactlyInAnyOrder(0, 2, 4);
        assertThat(sampler.next(9).examples()).hasSize(3);
        assertThat(sampler.hasNext()).isFalse();
    }

    @Test
    void strataThatDoNotFit() {
        StratifiedSampler sampler = new StratifiedSampler(3, 1);
        assertThatThrownBy(() -> sampler.setStrata(0, 1))
                .hasMessageContaining("strata are of 2 examples, expected 3");
        assertThatThrownBy(() -> sampler.setStrata(0, -1, 1)).hasMessageContaining("[0, -1, 1]");
        assertThat(sampler.getStrata()).isEmpty();
    }
}
