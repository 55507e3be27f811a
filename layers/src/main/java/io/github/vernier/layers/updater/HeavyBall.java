/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.updater;

import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Stochastic gradient descent with heavy-ball momentum: {@code v = μ v + g}, {@code p -= lr · v}, v
 * = 0 at first.
 *
 * <p>The recursion of {@code torch.optim.SGD} (without dampening and Nesterov's step). The learning
 * rate stands outside of v, so that a change of it acts at once; DL4J's {@code Nesterovs} has it
 * inside, and looks ahead. For weight decay as PyTorch has it use {@code l2}, which is added to the
 * gradient before, not {@code weightDecay}.
 *
 * <p>State: v, as many values as parameters.
 */
public final class HeavyBall implements IUpdater {

    private static final long serialVersionUID = 1;

    private double momentum;
    private double learningRate;
    private ISchedule learningRateSchedule;

    private HeavyBall() {}

    private HeavyBall(double learningRate, ISchedule schedule, double momentum) {
        if (!(momentum >= 0 && momentum < 1)) {
            throw new IllegalArgumentException("momentum must be in [0, 1), but is " + momentum);
        }
        this.momentum = momentum;
        this.learningRate = learningRate;
        this.learningRateSchedule = schedule;
    }

    /**
     * With a constant learning rate.
     *
     * @param learningRate the rate
     * @param momentum μ in [0, 1); published recipes: 0.9
     * @throws IllegalArgumentException if the momentum is outside [0, 1)
     */
    public HeavyBall(double learningRate, double momentum) {
        this(learningRate, null, momentum);
    }

    /**
     * With a scheduled learning rate.
     *
     * @param learningRate the rate by iteration and epoch
     * @param momentum μ in [0, 1)
     * @throws IllegalArgumentException if the momentum is outside [0, 1)
     */
    public HeavyBall(ISchedule learningRate, double momentum) {
        this(
                Double.NaN,
                Objects.requireNonNull(learningRate, "learningRate must be given"),
                momentum);
    }

    /**
     * The momentum.
     *
     * @return μ
     */
    public double getMomentum() {
        return momentum;
    }

    @Override
    public long stateSize(long numParams) {
        return numParams;
    }

    @Override
    public GradientUpdater<HeavyBall> instantiate(INDArray viewArray, boolean initialize) {
        HeavyBallUpdater updater = new HeavyBallUpdater(this);
        INDArray flat = viewArray.reshape(viewArray.length());
        updater.setStateViewArray(flat, flat.shape(), flat.ordering(), initialize);
        return updater;
    }

    @Override
    public GradientUpdater<HeavyBall> instantiate(
            Map<String, INDArray> updaterState, boolean initialize) {
        HeavyBallUpdater updater = new HeavyBallUpdater(this);
        updater.setState(updaterState, initialize);
        return updater;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return learningRateSchedule == null
                ? learningRate
                : learningRateSchedule.valueAt(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
        this.learningRate = lr;
        this.learningRateSchedule = lrSchedule;
    }

    @Override
    public HeavyBall clone() {
        return new HeavyBall(
                learningRate,
                learningRateSchedule == null ? null : learningRateSchedule.clone(),
                momentum);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof HeavyBall that
                && Double.compare(momentum, that.momentum) == 0
                && Double.compare(learningRate, that.learningRate) == 0
                && Objects.equals(learningRateSchedule, that.learningRateSchedule);
    }

    @Override
    public int hashCode() {
        return Objects.hash(momentum, learningRate, learningRateSchedule);
    }

    @Override
    public String toString() {
        return "HeavyBall(learningRate="
                + (learningRateSchedule == null ? learningRate : learningRateSchedule)
                + ", momentum="
                + momentum
                + ")";
    }
}
