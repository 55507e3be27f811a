/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.bop;

import io.github.vernier.layers.binary.estimator.Interval;
import io.github.vernier.layers.binary.estimator.StepFunction;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.GradientUpdater;

/** {@link Bop} of one block of parameters. */
public final class BopUpdater implements GradientUpdater<Bop> {

    /** Key of the moving average. */
    public static final String AVERAGE = "M";

    private final Bop config;
    private INDArray average;

    /**
     * An updater without state yet.
     *
     * @param config its settings
     */
    public BopUpdater(Bop config) {
        this.config = config;
    }

    @Override
    public Bop getConfig() {
        return config;
    }

    @Override
    public void setState(Map<String, INDArray> stateMap, boolean initialize) {
        if (stateMap.size() != 1 || !stateMap.containsKey(AVERAGE)) {
            throw new IllegalArgumentException(
                    "The state must have the key \""
                            + AVERAGE
                            + "\", but has "
                            + stateMap.keySet());
        }
        average = stateMap.get(AVERAGE);
        if (initialize) {
            average.assign(0);
        }
    }

    @Override
    public Map<String, INDArray> getState() {
        return Map.of(AVERAGE, average);
    }

    @Override
    public void setStateViewArray(
            INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
        if (initialize) {
            viewArray.assign(0);
        }
        average = viewArray.reshape(gradientOrder, gradientShape);
    }

    /** Turns a gradient into −2, 0 or 2. */
    @Override
    public void applyUpdater(INDArray gradient, int iteration, int epoch) {
        if (average == null) {
            throw new IllegalStateException("Bop has no state yet");
        }
        INDArray g = gradient.reshape(average.shape());
        g.subi(average).muli(config.gamma(iteration, epoch));
        average.addi(g);
        kept(config.threshold(iteration, epoch), average.dataType()).apply(average, g);
    }

    /** Weights stay where they are for averages in (−threshold, threshold]. */
    private static StepFunction kept(double threshold, DataType type) {
        double from =
                type == DataType.DOUBLE ? Math.nextUp(-threshold) : Math.nextUp((float) -threshold);
        return new StepFunction(-2, 0, 2, Interval.closed(Math.min(from, threshold), threshold));
    }
}
