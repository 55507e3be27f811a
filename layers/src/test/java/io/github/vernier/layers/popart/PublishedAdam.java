/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Adam with ε added to the corrected root, as published and as in PyTorch; an updater of a user's
 * own.
 */
final class PublishedAdam implements TransportableUpdater {

    private static final long serialVersionUID = 1;

    private final double rate;
    private final double beta1;
    private final double beta2;
    private final double epsilon;

    PublishedAdam(double rate, double beta1, double beta2, double epsilon) {
        this.rate = rate;
        this.beta1 = beta1;
        this.beta2 = beta2;
        this.epsilon = epsilon;
    }

    @Override
    public int exponent(String key) {
        return key.equals("m") ? 1 : 2;
    }

    private static List<String> keys() {
        return List.of("m", "v");
    }

    private INDArray step(INDArray gradient, Map<String, INDArray> state, int t) {
        INDArray m = state.get("m").muli(beta1).addi(gradient.mul(1 - beta1));
        INDArray v = state.get("v").muli(beta2).addi(gradient.mul(gradient).muli(1 - beta2));
        INDArray root = Transforms.sqrt(v.div(1 - Math.pow(beta2, t)), false).addi(epsilon);
        return m.div(root).muli(rate / (1 - Math.pow(beta1, t)));
    }

    @Override
    public long stateSize(long numParams) {
        return keys().size() * numParams;
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray view, boolean initialize) {
        if (initialize) {
            view.assign(0);
        }
        INDArray vector = view.reshape(view.length());
        long length = view.length() / keys().size();
        Map<String, INDArray> state = new LinkedHashMap<>();
        for (String key : keys()) {
            long from = state.size() * length;
            state.put(key, vector.get(NDArrayIndex.interval(from, from + length)));
        }
        return instantiate(state, false);
    }

    @Override
    public GradientUpdater<?> instantiate(Map<String, INDArray> state, boolean initialize) {
        return new Running(state);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public IUpdater clone() {
        return this;
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return rate;
    }

    @Override
    public boolean hasLearningRate() {
        return true;
    }

    @Override
    public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
        throw new UnsupportedOperationException("The rate is fixed");
    }

    private final class Running implements GradientUpdater<PublishedAdam> {

        private Map<String, INDArray> state;

        private Running(Map<String, INDArray> state) {
            this.state = state;
        }

        @Override
        public PublishedAdam getConfig() {
            return PublishedAdam.this;
        }

        @Override
        public void setState(Map<String, INDArray> stateMap, boolean initialize) {
            state = stateMap;
        }

        @Override
        public Map<String, INDArray> getState() {
            return state;
        }

        @Override
        public void setStateViewArray(
                INDArray viewArray, long[] shape, char order, boolean initialize) {
            throw new UnsupportedOperationException("Set when instantiated");
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            INDArray vector = gradient.reshape(gradient.length());
            vector.assign(step(vector, state, iteration + 1));
        }
    }
}
