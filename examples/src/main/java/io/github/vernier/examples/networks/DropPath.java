/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.Objects;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.random.impl.BernoulliDistribution;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.schedule.ISchedule;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Drops whole examples of a path when training: {@code y = x * m / (1 - p)}, with one m for each
 * example, 1 with probability {@code 1 - p}, else 0.
 *
 * <pre>{@code
 * new DropoutLayer(new DropPath(new LinearRamp(0.2, 600)))
 * }</pre>
 *
 * <p>Shapes: {@code [minibatch, ...] -> [minibatch, ...]}, any rank. Source: BayesWatch/
 * deficient-efficient models/darts.py (drop_path).
 */
public final class DropPath implements IDropout {

    private static final long serialVersionUID = 1L;

    private final ISchedule probability;
    private transient INDArray mask;

    /**
     * @param probability p of dropping, in [0, 1)
     */
    public DropPath(@JsonProperty("probability") ISchedule probability) {
        this.probability = Objects.requireNonNull(probability, "probability");
    }

    /** Probability of dropping. */
    public ISchedule getProbability() {
        return probability;
    }

    @Override
    public INDArray applyDropout(
            INDArray input,
            INDArray result,
            int iteration,
            int epoch,
            LayerWorkspaceMgr workspaceMgr) {
        double drop = probability.valueAt(iteration, epoch);
        if (!(drop >= 0 && drop < 1)) {
            throw new IllegalStateException(
                    "Probability of dropping a path at epoch "
                            + epoch
                            + " is "
                            + drop
                            + ": expected at least 0 and below 1");
        }
        mask =
                workspaceMgr.createUninitialized(
                        ArrayType.INPUT, input.dataType(), new long[] {input.size(0)}, 'c');
        Nd4j.getExecutioner().exec(new BernoulliDistribution(mask, 1 - drop));
        mask.divi(1 - drop);
        return Broadcast.mul(input, mask, result, 0);
    }

    @Override
    public INDArray backprop(
            INDArray gradientOfOutput, INDArray gradientOfInput, int iteration, int epoch) {
        Broadcast.mul(gradientOfOutput, mask, gradientOfInput, 0);
        mask = null;
        return gradientOfInput;
    }

    @Override
    public void clear() {
        mask = null;
    }

    @Override
    public DropPath clone() {
        return new DropPath(probability.clone());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DropPath that && probability.equals(that.probability);
    }

    @Override
    public int hashCode() {
        return probability.hashCode();
    }
}
