/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.concurrent.CancellationException;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The definition: one forward pass of the whole network for each loss. Works for every network, and
 * is what {@link SharedDifferences} is compared with.
 */
public final class FullDifferences implements CoordinateDifferences {

    private final Twin twin;
    private final MultiDataSet batch;
    private final boolean training;
    private final CdgProgress progress;
    private final PinnedRandom random = PinnedRandom.now();
    private long evaluations;

    /**
     * Differences of a twin.
     *
     * @param twin the network
     * @param batch minibatch
     * @param mode which function
     * @param progress follows, and may end it
     */
    public FullDifferences(Twin twin, MultiDataSet batch, CdgMode mode, CdgProgress progress) {
        this.twin = twin;
        this.batch = batch;
        this.training = mode.training();
        this.progress = progress;
    }

    @Override
    public double loss() {
        return random.run(() -> twin.loss(batch, training));
    }

    @Override
    public MovedLosses losses(ParameterBlock block, long[] coordinates, double change) {
        PerturbedParameter parameter = new PerturbedParameter(block.of(twin.parameters()));
        MovedLosses losses = MovedLosses.ofCoordinates(coordinates.length);
        for (int i = 0; i < coordinates.length; i++) {
            losses.plus()[i] = parameter.at(coordinates[i], change, this::loss);
            losses.minus()[i] = parameter.at(coordinates[i], -change, this::loss);
            evaluations += 2;
            if (!progress.evaluated(2)) {
                throw new CancellationException("told to stop");
            }
        }
        return losses;
    }

    @Override
    public long evaluations() {
        return evaluations;
    }
}
