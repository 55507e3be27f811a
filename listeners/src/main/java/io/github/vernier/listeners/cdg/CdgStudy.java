/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * What to measure: CDG of some layers, beside backpropagation on the same minibatch.
 *
 * @param layers names of layers; all with trainable parameters if empty
 * @param epsilons every ε to measure with, each above 0
 * @param coordinates at most so many numbers of each parameter, drawn at random; 0 for all
 * @param seed of the draw
 * @param mode which function of the parameters
 * @param rates lengths of steps to try along both directions; none if empty
 */
public record CdgStudy(
        List<String> layers,
        List<Double> epsilons,
        int coordinates,
        long seed,
        CdgMode mode,
        List<Double> rates) {

    /**
     * How far a study is.
     *
     * @param evaluations losses computed
     * @param total losses to be computed, steps along directions apart
     * @param seconds time taken
     */
    public record Status(long evaluations, long total, double seconds) {

        /** Time that the rest will take at the same speed. */
        public double secondsLeft() {
            return evaluations == 0
                    ? Double.POSITIVE_INFINITY
                    : seconds / evaluations * (total - evaluations);
        }
    }

    /** Follows a study, and may end it. */
    @FunctionalInterface
    public interface Observer {

        /** Follows nothing. */
        Observer NONE = status -> true;

        /**
         * Called between groups of evaluations.
         *
         * @param status how far it is
         * @return whether to go on
         */
        boolean at(Status status);
    }

    /**
     * What a study found.
     *
     * @param loss mean loss of the minibatch
     * @param parameters each parameter at each ε
     * @param evaluations losses computed for differences
     * @param seconds time taken by them
     */
    public record Result(
            double loss, List<ParameterCdg> parameters, long evaluations, double seconds) {}

    /** Makes the way of computing differences. */
    @FunctionalInterface
    public interface Method {

        /** Computes no more than it has to. */
        Method SHARED = SharedDifferences::of;

        /** Runs the whole network for every evaluation. */
        Method FULL = FullDifferences::new;

        /**
         * Differences of a twin.
         *
         * @param twin the network
         * @param batch minibatch
         * @param mode which function
         * @param progress follows, and may end it
         */
        CoordinateDifferences of(Twin twin, MultiDataSet batch, CdgMode mode, CdgProgress progress);
    }

    /** Checks the settings. */
    public CdgStudy {
        layers = List.copyOf(layers);
        epsilons = List.copyOf(epsilons);
        rates = List.copyOf(rates);
        if (epsilons.isEmpty() || epsilons.stream().anyMatch(e -> !(e > 0))) {
            throw new IllegalArgumentException(
                    "epsilons are " + epsilons + ", expected one or more above 0");
        }
        CoordinateSample.check(coordinates);
    }

    private CoordinateSample sample() {
        return new CoordinateSample(layers, coordinates, seed);
    }

    /**
     * The parameters that are measured.
     *
     * @param twin the network
     * @throws IllegalArgumentException if it has no such layer, or one without trainable parameters
     */
    public List<ParameterBlock> blocks(Twin twin) {
        return sample().blocks(twin);
    }

    /**
     * How many losses that takes.
     *
     * @param twin the network
     */
    public long evaluations(Twin twin) {
        return sample().size(twin) * 2 * epsilons.size();
    }

    /**
     * The coordinates of a parameter that are measured.
     *
     * @param block the parameter
     * @return positions within its piece of the flat vector, ascending
     */
    public long[] coordinates(ParameterBlock block) {
        return sample().of(block);
    }

    /**
     * Measures; every bit of the parameters is as before afterwards.
     *
     * @param twin the network, of the kind of the mode
     * @param batch minibatch
     * @param observer follows, and may end it
     * @throws java.util.concurrent.CancellationException if the observer ended it
     */
    public Result of(Twin twin, MultiDataSet batch, Observer observer) {
        return of(twin, batch, Method.SHARED, observer);
    }

    /**
     * Measures by a method.
     *
     * @param twin the network, of the kind of the mode
     * @param batch minibatch
     * @param method how differences are computed
     * @param observer follows, and may end it
     * @throws java.util.concurrent.CancellationException if the observer ended it
     */
    public Result of(Twin twin, MultiDataSet batch, Method method, Observer observer) {
        List<ParameterBlock> blocks = blocks(twin);
        PinnedRandom random = PinnedRandom.now();
        INDArray gradient =
                random.run(() -> twin.gradient(batch).div(batch.getFeatures(0).size(0)));
        Clock clock = new Clock(evaluations(twin), observer);
        CoordinateDifferences differences = method.of(twin, batch, mode, clock);
        FullDifferences whole = new FullDifferences(twin, batch, mode, CdgProgress.NONE);
        List<ParameterCdg> found = new ArrayList<>();
        long nanos = 0;
        for (ParameterBlock block : blocks) {
            long[] chosen = coordinates(block);
            double[] all = block.of(gradient).dup().toDoubleVector();
            double[] backprop = LongStream.of(chosen).mapToDouble(d -> all[(int) d]).toArray();
            for (double epsilon : epsilons) {
                long start = System.nanoTime();
                double[] cdg = differences.of(block, chosen, epsilon);
                nanos += System.nanoTime() - start;
                found.add(
                        new ParameterCdg(
                                block.name(),
                                block.length(),
                                epsilon,
                                chosen,
                                cdg,
                                backprop,
                                GradientAgreement.of(cdg, backprop),
                                decrease(twin, block, chosen, cdg, backprop, whole)));
            }
        }
        return new Result(
                differences.loss(), List.copyOf(found), differences.evaluations(), nanos / 1e9);
    }

    private Optional<ParameterCdg.Decrease> decrease(
            Twin twin,
            ParameterBlock block,
            long[] chosen,
            double[] cdg,
            double[] backprop,
            FullDifferences whole) {
        if (rates.isEmpty()) {
            return Optional.empty();
        }
        INDArray parameters = twin.parameters();
        return Optional.of(
                new ParameterCdg.Decrease(
                        BestStep.along(parameters, block, chosen, backprop, rates, whole::loss),
                        BestStep.along(parameters, block, chosen, cdg, rates, whole::loss)));
    }

    private static final class Clock implements CdgProgress {

        private final long total;
        private final Observer observer;
        private final long start = System.nanoTime();
        private long done;

        Clock(long total, Observer observer) {
            this.total = total;
            this.observer = observer;
        }

        @Override
        public boolean evaluated(long evaluations) {
            done += evaluations;
            return observer.at(new Status(done, total, (System.nanoTime() - start) / 1e9));
        }
    }
}
