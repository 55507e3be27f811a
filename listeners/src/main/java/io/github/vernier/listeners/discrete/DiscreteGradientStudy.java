/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.discrete;

import io.github.vernier.listeners.cdg.CdgMode;
import io.github.vernier.listeners.cdg.CdgProgress;
import io.github.vernier.listeners.cdg.CoordinateDifferences;
import io.github.vernier.listeners.cdg.CoordinateSample;
import io.github.vernier.listeners.cdg.FullDifferences;
import io.github.vernier.listeners.cdg.SharedDifferences;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * Discrete Gradient search in some parameters of a network, each by itself, at inference.
 *
 * @param search ε, stride and ranking
 * @param sample which numbers
 */
public record DiscreteGradientStudy(DiscreteGradient search, CoordinateSample sample) {

    /**
     * What a study found.
     *
     * @param loss mean loss of the minibatch
     * @param parameters each parameter
     * @param evaluations losses computed by the searches
     * @param seconds time taken
     */
    public record Result(
            double loss,
            List<ParameterDiscreteGradient> parameters,
            long evaluations,
            double seconds) {}

    /**
     * Searches; every bit of the parameters is as before afterwards.
     *
     * @param twin the network, {@linkplain Twin#ofInference of inference}
     * @param batch minibatch
     * @param progress follows, and may end it
     * @throws java.util.concurrent.CancellationException if it was ended
     */
    public Result of(Twin twin, MultiDataSet batch, CdgProgress progress) {
        long start = System.nanoTime();
        INDArray gradient = twin.gradient(batch).div(batch.getFeatures(0).size(0));
        CoordinateDifferences differences =
                SharedDifferences.of(twin, batch, CdgMode.INFERENCE, progress);
        FullDifferences whole =
                new FullDifferences(twin, batch, CdgMode.INFERENCE, CdgProgress.NONE);
        List<ParameterDiscreteGradient> found = new ArrayList<>();
        for (ParameterBlock block : sample.blocks(twin)) {
            long[] chosen = sample.of(block);
            ParameterNeighbourhood near =
                    new ParameterNeighbourhood(
                            twin.parameters(), block, chosen, differences, whole::loss);
            DiscreteGradient.Result result = search.search(near);
            double[] all = block.of(gradient).dup().toDoubleVector();
            double[] backprop = LongStream.of(chosen).mapToDouble(d -> all[(int) d]).toArray();
            found.add(
                    new ParameterDiscreteGradient(
                            block.name(),
                            block.length(),
                            chosen,
                            result,
                            backprop,
                            near.after(descent(backprop, Math.sqrt(result.budgetUsed())))));
        }
        return new Result(
                differences.loss(),
                List.copyOf(found),
                differences.evaluations(),
                (System.nanoTime() - start) / 1e9);
    }

    /** A step of a length against a gradient; none along a gradient of zero. */
    private static double[] descent(double[] gradient, double length) {
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        return Arrays.stream(gradient).map(g -> norm == 0 ? 0 : -g / norm * length).toArray();
    }
}
