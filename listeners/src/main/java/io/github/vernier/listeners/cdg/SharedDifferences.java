/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Central differences that compute again only what a moved number reaches.
 *
 * <ul>
 *   <li>Activations in front of the moved layer are kept from one pass at the parameters as they
 *       are.
 *   <li>A weight of a stock dense layer or convolution moves one unit or channel of {@code z = Wx +
 *       b}, by ε times a column or shifted plane of the input: no product is needed for that.
 *   <li>That channel alone goes through activations, batch normalization and pooling, and through
 *       the next dense layer or convolution as a change of one of its input channels.
 *   <li>Many moved copies go on together along the minibatch.
 * </ul>
 *
 * <p>Other layers are run anew for each moved number, and only what lies behind them is shared. In
 * {@link CdgMode#TRAINING} copies can't go together.
 */
public final class SharedDifferences implements CoordinateDifferences {

    private static final Logger log = LoggerFactory.getLogger(SharedDifferences.class);
    private static final double DOUBLE_TOLERANCE = 1e-9;
    private static final double FLOAT_TOLERANCE = 1e-4;

    private final Twin twin;
    private final boolean training;
    private final CdgProgress progress;
    private final PinnedRandom random = PinnedRandom.now();
    private final ForwardSteps steps;
    private final BasePass base;
    private long evaluations;

    private SharedDifferences(Twin twin, MultiDataSet batch, CdgMode mode, CdgProgress progress) {
        this.twin = twin;
        this.training = mode.training();
        this.progress = progress;
        this.steps = ForwardSteps.of(twin.network());
        try {
            this.base = new BasePass(steps, batch, training);
        } finally {
            random.set();
        }
    }

    /**
     * Differences of a twin, shared if the network's layers allow it: the loss computed step by
     * step must be that of the network, also for two copies together.
     *
     * @param twin the network, of the kind of the mode
     * @param batch minibatch
     * @param mode which function
     * @param progress follows, and may end it
     * @return these, or {@link FullDifferences} with a word in the log
     */
    public static CoordinateDifferences of(
            Twin twin, MultiDataSet batch, CdgMode mode, CdgProgress progress) {
        FullDifferences full = new FullDifferences(twin, batch, mode, progress);
        if (batch.getFeaturesMaskArrays() != null) {
            log.info("Every evaluation runs the whole network: features have masks");
            return full;
        }
        try {
            SharedDifferences shared = new SharedDifferences(twin, batch, mode, progress);
            double loss = full.loss();
            String difference = shared.difference(loss);
            if (difference == null) {
                return shared;
            }
            log.info("Every evaluation runs the whole network: {}", difference);
        } catch (RuntimeException e) {
            log.info("Every evaluation runs the whole network: {}", e.toString());
        }
        return full;
    }

    /** What keeps copies from going together, null if nothing. */
    private String difference(double loss) {
        if (differs(base.loss(), loss)) {
            return "its loss is " + loss + ", step by step it is " + base.loss();
        }
        if (!training && !steps.get(0).hasLoss()) {
            for (double copy : base.lossesBelow(0, BasePass.tile(base.activations(0), 2), 2)) {
                if (differs(copy, loss)) {
                    return "its loss is " + loss + ", that of a copy beside it " + copy;
                }
            }
        }
        return null;
    }

    private boolean differs(double a, double b) {
        double tolerance =
                twin.parameters().dataType() == DataType.DOUBLE
                        ? DOUBLE_TOLERANCE
                        : FLOAT_TOLERANCE;
        return Math.abs(a - b) > tolerance * Math.max(1, Math.abs(b));
    }

    @Override
    public double loss() {
        return base.loss();
    }

    @Override
    public long evaluations() {
        return evaluations;
    }

    @Override
    public MovedLosses losses(ParameterBlock block, long[] coordinates, double change) {
        int index = steps.indexOf(block.layer());
        if (training) {
            return oneByOne(index, block, coordinates, change);
        }
        Optional<LinearStep> linear = LinearStep.of(steps.get(index));
        if (linear.isPresent()) {
            return byChannel(index, linear.get(), block, coordinates, change);
        }
        return steps.get(index).hasLoss()
                ? oneByOne(index, block, coordinates, change)
                : together(index, block, coordinates, change);
    }

    private void count(long number) {
        evaluations += number;
        if (!progress.evaluated(number)) {
            throw new CancellationException("told to stop");
        }
    }

    /** The moved layer and what lies behind it, for one moved number at a time. */
    private MovedLosses oneByOne(
            int index, ParameterBlock block, long[] coordinates, double change) {
        PerturbedParameter parameter = new PerturbedParameter(block.of(twin.parameters()));
        MovedLosses found = MovedLosses.ofCoordinates(coordinates.length);
        try {
            for (int i = 0; i < coordinates.length; i++) {
                found.plus()[i] = parameter.at(coordinates[i], change, () -> base.lossFrom(index));
                found.minus()[i] =
                        parameter.at(coordinates[i], -change, () -> base.lossFrom(index));
                count(2);
            }
        } finally {
            random.set();
        }
        return found;
    }

    /** The moved layer for one moved number at a time, what lies behind it for many. */
    private MovedLosses together(
            int index, ParameterBlock block, long[] coordinates, double change) {
        PerturbedParameter parameter = new PerturbedParameter(block.of(twin.parameters()));
        INDArray here = base.activations(index);
        int most = base.copies(index, 0) / 2;
        MovedLosses found = MovedLosses.ofCoordinates(coordinates.length);
        for (int from = 0; from < coordinates.length; from += most) {
            int to = Math.min(coordinates.length, from + most);
            INDArray moved =
                    Nd4j.createUninitialized(
                            here.dataType(), new long[] {2L * (to - from), here.length()}, 'c');
            for (int i = from; i < to; i++) {
                for (int side = 0; side < 2; side++) {
                    INDArray activations =
                            parameter.at(
                                    coordinates[i],
                                    side == 0 ? change : -change,
                                    () -> base.activate(index));
                    moved.getRow(2L * (i - from) + side)
                            .assign(activations.dup('c').reshape('c', new long[] {here.length()}));
                }
            }
            int copies = 2 * (to - from);
            long[] shape = here.shape().clone();
            shape[0] *= copies;
            double[] losses = base.lossesBelow(index, moved.reshape('c', shape), copies);
            for (int i = from; i < to; i++) {
                found.plus()[i] = losses[2 * (i - from)];
                found.minus()[i] = losses[2 * (i - from) + 1];
            }
            count(copies);
        }
        return found;
    }

    /** Groups of numbers that move the same channel. */
    private MovedLosses byChannel(
            int index, LinearStep linear, ParameterBlock block, long[] coordinates, double change) {
        ChannelRoute route = new ChannelRoute(base, steps, index, linear);
        ChannelChange channelChange =
                ChannelChange.of(
                        linear,
                        linear.step().layerInput(base.input(index, 0)),
                        route.preActivations());
        Map<Integer, List<Integer>> channels = new TreeMap<>();
        LinearWeight[] weights = new LinearWeight[coordinates.length];
        for (int i = 0; i < coordinates.length; i++) {
            weights[i] = LinearWeight.of(block, coordinates[i]);
            channels.computeIfAbsent(weights[i].channel(), channel -> new ArrayList<>()).add(i);
        }
        int most = Math.max(1, (route.copies() - 1) / 2);
        MovedLosses found = MovedLosses.ofCoordinates(coordinates.length);
        channels.forEach(
                (channel, members) -> {
                    for (int from = 0; from < members.size(); from += most) {
                        List<Integer> group =
                                members.subList(from, Math.min(members.size(), from + most));
                        int copies = 1 + 2 * group.size();
                        List<LinearWeight> moved = group.stream().map(i -> weights[i]).toList();
                        INDArray values = channelChange.values(channel, moved, change);
                        double[] losses = route.losses(values, channel, copies);
                        for (int j = 0; j < group.size(); j++) {
                            found.plus()[group.get(j)] = losses[1 + 2 * j];
                            found.minus()[group.get(j)] = losses[2 + 2 * j];
                        }
                        count(2L * group.size());
                    }
                });
        return found;
    }
}
