/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.ProbeData;
import io.github.vernier.listeners.probe.Twin;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * The direction of plain SGD, of the minibatch alone or enlarged by others.
 *
 * <p>Enlarged to twice its size it is SG-2x, the baseline that other estimators are to beat at
 * equal cost: {@code (Σ_b Σ_{i∈b} g_i) / Σ_b N_b} over the step's minibatch and further ones. It
 * has no state.
 */
public final class MinibatchGradient implements GradientEstimator {

    private final int times;
    private final ProbeData data;
    private Twin twin;
    private INDArray direction;

    private MinibatchGradient(int times, ProbeData data) {
        this.times = times;
        this.data = data;
    }

    /** The mean gradient of the step's minibatch, SG. */
    public static MinibatchGradient plain() {
        return new MinibatchGradient(1, null);
    }

    /**
     * The mean gradient of the step's and further minibatches; 2 times is SG-2x.
     *
     * @param times number of minibatches in all, at least 2
     * @param data where the further ones come from; apart from training's
     * @throws IllegalArgumentException if there would be no further ones
     */
    public static MinibatchGradient enlarged(int times, ProbeData data) {
        if (times < 2) {
            throw new IllegalArgumentException(
                    "times is " + times + ", expected 2 or more minibatches");
        }
        return new MinibatchGradient(times, Objects.requireNonNull(data, "data must be given"));
    }

    @Override
    public String name() {
        return times == 1 ? "SG" : "SG-" + times + "x";
    }

    @Override
    public void begin(Twin twin) {
        this.twin = twin;
        direction = twin.parameters().like();
    }

    @Override
    public void frequent(Step step) {}

    @Override
    public void infrequent(Step step) {}

    @Override
    public INDArray direction(Step step) {
        step.gradient(direction);
        if (times == 1) {
            return direction;
        }
        long examples = step.minibatch();
        direction.muli(examples);
        for (int i = 1; i < times; i++) {
            MultiDataSet more = data.next();
            direction.addi(step.twin().gradient(more));
            examples += more.getFeatures(0).size(0);
        }
        return direction.divi(examples);
    }

    @Override
    public Coverage coverage() {
        return Coverage.of(twin, Map.of());
    }
}
