/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.rounding;

import io.github.vernier.listeners.cdg.CdgMode;
import io.github.vernier.listeners.cdg.CdgProgress;
import io.github.vernier.listeners.cdg.CoordinateDifferences;
import io.github.vernier.listeners.cdg.CoordinateSample;
import io.github.vernier.listeners.cdg.GradientAgreement;
import io.github.vernier.listeners.cdg.SharedDifferences;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The study of stochastic rounding, of one network on one minibatch.
 *
 * @param draws N, gradients to average, at least 1
 * @param rates step lengths to try along each direction; none if empty
 * @param layers which layers; all with trainable parameters if empty
 * @param differences central differences to compare with, if any
 */
public record StochasticRoundingStudy(
        int draws, List<Double> rates, List<String> layers, Optional<Differences> differences) {

    /**
     * Central differences to compare with.
     *
     * @param epsilon ε, above 0
     * @param coordinates at most so many numbers of each parameter; 0 for all
     * @param seed of the draw of numbers
     */
    public record Differences(double epsilon, int coordinates, long seed) {

        /** Checks the settings. */
        public Differences {
            if (!(epsilon > 0)) {
                throw new IllegalArgumentException("epsilon is " + epsilon + ", expected above 0");
            }
            if (coordinates < 0) {
                throw new IllegalArgumentException(
                        "coordinates is " + coordinates + ", expected a number or 0 for all");
            }
        }
    }

    /**
     * What a study found.
     *
     * @param loss mean loss of the minibatch, with signs
     * @param sign the best step along the estimator with signs, NaN without rates
     * @param rounded the best step along the mean of the first 1, 2, … N draws; none without rates
     * @param parameters each parameter
     * @param seconds time taken
     */
    public record Result(
            double loss,
            UnitStep sign,
            List<UnitStep> rounded,
            List<ParameterRounding> parameters,
            double seconds) {}

    /** Checks the settings. */
    public StochasticRoundingStudy {
        rates = List.copyOf(rates);
        layers = List.copyOf(layers);
        if (draws < 1) {
            throw new IllegalArgumentException("draws is " + draws + ", expected at least 1");
        }
    }

    private CoordinateSample sample() {
        return differences
                .map(d -> new CoordinateSample(layers, d.coordinates(), d.seed()))
                .orElseGet(() -> new CoordinateSample(layers, 0, 0));
    }

    /**
     * The parameters that are compared.
     *
     * @param twin the network
     * @throws IllegalArgumentException if it has no such layer, or one without trainable parameters
     */
    public List<ParameterBlock> blocks(Twin twin) {
        return sample().blocks(twin);
    }

    /**
     * Compares; every bit of the parameters is as before afterwards.
     *
     * @param sign the network, {@linkplain Twin#ofInference of inference}
     * @param rounding the same with stochastic rounding, on the same parameters
     * @param batch minibatch
     * @param progress follows, and may end it
     * @throws java.util.concurrent.CancellationException if it was ended
     */
    public Result of(Twin sign, Twin rounding, MultiDataSet batch, CdgProgress progress) {
        long start = System.nanoTime();
        List<ParameterBlock> blocks = blocks(sign);
        long n = batch.getFeatures(0).size(0);
        INDArray straight = sign.gradient(batch).div(n);
        UnitStep signStep = UnitStep.along(straight, blocks, rates, sign, batch, progress);
        DrawnGradients drawn = new DrawnGradients(straight, blocks);
        List<UnitStep> steps = new ArrayList<>();
        for (int i = 0; i < draws; i++) {
            drawn.add(rounding.gradient(batch).div(n));
            if (!rates.isEmpty()) {
                steps.add(UnitStep.along(drawn.mean(), blocks, rates, sign, batch, progress));
            }
        }
        return new Result(
                sign.loss(batch, false),
                signStep,
                List.copyOf(steps),
                parameters(sign, batch, blocks, straight, drawn, progress),
                (System.nanoTime() - start) / 1e9);
    }

    private List<ParameterRounding> parameters(
            Twin sign,
            MultiDataSet batch,
            List<ParameterBlock> blocks,
            INDArray straight,
            DrawnGradients drawn,
            CdgProgress progress) {
        INDArray mean = drawn.mean();
        Optional<CoordinateDifferences> cdg =
                differences.map(
                        d -> SharedDifferences.of(sign, batch, CdgMode.INFERENCE, progress));
        List<ParameterRounding> found = new ArrayList<>();
        for (int b = 0; b < blocks.size(); b++) {
            ParameterBlock block = blocks.get(b);
            double[] bySign = block.of(straight).dup().toDoubleVector();
            double[] byRounding = block.of(mean).dup().toDoubleVector();
            found.add(
                    new ParameterRounding(
                            block.name(),
                            block.length(),
                            ParameterRounding.Agreement.of(byRounding, bySign),
                            drawn.noise(b),
                            cdg.map(losses -> differences(losses, block, bySign, byRounding))));
        }
        return List.copyOf(found);
    }

    private ParameterRounding.Differences differences(
            CoordinateDifferences losses,
            ParameterBlock block,
            double[] bySign,
            double[] byRounding) {
        long[] chosen = sample().of(block);
        double[] cdg = losses.of(block, chosen, differences.orElseThrow().epsilon());
        return new ParameterRounding.Differences(
                chosen.length,
                GradientAgreement.of(cdg, at(bySign, chosen)),
                GradientAgreement.of(cdg, at(byRounding, chosen)));
    }

    private static double[] at(double[] values, long[] chosen) {
        return LongStream.of(chosen).mapToDouble(d -> values[(int) d]).toArray();
    }
}
