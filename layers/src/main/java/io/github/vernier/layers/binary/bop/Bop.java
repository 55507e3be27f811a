/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.bop;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * The binary optimizer: weights are ±1, there are no latent weights, and a weight flips when the
 * moving average of its gradient says so strongly enough.
 *
 * <p>{@code m ← m + γ (g − m)}; w flips exactly when {@code w m > threshold}, and {@code w m =
 * threshold} makes it +1. State: m, one number for each weight, 0 at first. Larq's defaults are γ =
 * 1e-4 and threshold 1e-8; both may follow schedules.
 *
 * <p>An ND4J updater is not shown the weights, only what is to be subtracted from them. This one
 * subtracts 2 where m &gt; threshold and −2 where m ≤ −threshold, and {@link UnitClamp}, a
 * constraint, puts weights that were on the right side already back to ±1: together exactly the
 * rule above. {@link #on} sets up both. There is no learning rate; what would change the gradient
 * (l1, l2, weight decay, gradient normalization) changes which weights flip.
 *
 * <p>Source: arXiv 1906.02107; Larq's {@code optimizers.Bop}.
 */
public final class Bop implements IUpdater {

    private static final long serialVersionUID = 1;

    private final ISchedule gamma;
    private final ISchedule threshold;

    /** Larq's defaults. */
    public Bop() {
        this(1e-4, 1e-8);
    }

    /**
     * Fixed settings.
     *
     * @param gamma how much of a new gradient enters the average, in (0, 1]
     * @param threshold average from which a weight flips, at least 0
     * @throws IllegalArgumentException if one is out of range
     */
    public Bop(double gamma, double threshold) {
        this(new FixedSchedule(inRange(gamma)), new FixedSchedule(notNegative(threshold)));
    }

    /**
     * Settings by schedule.
     *
     * @param gamma how much of a new gradient enters the average
     * @param threshold average from which a weight flips
     */
    public Bop(
            @JsonProperty("gamma") ISchedule gamma,
            @JsonProperty("threshold") ISchedule threshold) {
        this.gamma = Objects.requireNonNull(gamma, "gamma must be given");
        this.threshold = Objects.requireNonNull(threshold, "threshold must be given");
    }

    private static double inRange(double gamma) {
        if (!(gamma > 0 && gamma <= 1)) {
            throw new IllegalArgumentException("gamma must be in (0, 1], but is " + gamma);
        }
        return gamma;
    }

    private static double notNegative(double threshold) {
        if (!(threshold >= 0)) {
            throw new IllegalArgumentException("threshold must be at least 0, but is " + threshold);
        }
        return threshold;
    }

    /**
     * Trains a layer's weights by this, and the rest of its parameters by another updater.
     *
     * <p>Weights start as random signs and have no regularization, whatever the network's is.
     *
     * @param builder builder of any layer with weights
     * @param others updater of biases and the like
     * @param <T> the builder's own type
     * @return the builder
     */
    public <T extends BaseLayer.Builder<T>> T on(T builder, IUpdater others) {
        // An empty list would be replaced by the network's.
        builder.updater(this).biasUpdater(others).weightInit(new RandomSigns());
        builder.regularization(List.of(new L2Regularization(0)));
        builder.constrainWeights(new UnitClamp());
        return builder;
    }

    /**
     * The share of a new gradient at a moment.
     *
     * @param iteration iterations done
     * @param epoch epochs done
     * @return γ
     */
    public double gamma(int iteration, int epoch) {
        return gamma.valueAt(iteration, epoch);
    }

    /**
     * The threshold at a moment.
     *
     * @param iteration iterations done
     * @param epoch epochs done
     * @return the threshold
     */
    public double threshold(int iteration, int epoch) {
        return threshold.valueAt(iteration, epoch);
    }

    @Override
    public long stateSize(long numParams) {
        return numParams;
    }

    @Override
    public GradientUpdater<Bop> instantiate(INDArray viewArray, boolean initializeViewArray) {
        BopUpdater updater = new BopUpdater(this);
        INDArray view = viewArray.reshape(viewArray.length());
        updater.setStateViewArray(view, view.shape(), view.ordering(), initializeViewArray);
        return updater;
    }

    @Override
    public GradientUpdater<Bop> instantiate(
            Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        BopUpdater updater = new BopUpdater(this);
        updater.setState(updaterState, initializeStateArrays);
        return updater;
    }

    @Override
    public Bop clone() {
        return new Bop(gamma.clone(), threshold.clone());
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return Double.NaN;
    }

    @Override
    public boolean hasLearningRate() {
        return false;
    }

    @Override
    public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
        throw new UnsupportedOperationException("Bop has no learning rate; it has gamma");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bop that
                && gamma.equals(that.gamma)
                && threshold.equals(that.threshold);
    }

    @Override
    public int hashCode() {
        return Objects.hash(gamma, threshold);
    }

    @Override
    public String toString() {
        return "Bop(gamma=" + gamma + ", threshold=" + threshold + ")";
    }
}
