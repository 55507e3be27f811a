/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import io.github.vernier.layers.updater.HeavyBall;
import java.util.Map;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaBelief;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The updater of a head's W and b, whose state is brought into the new units before each use.
 *
 * <p>The gradient with respect to normalized weights is r = σ/σ' times the old one for the same
 * function, so averages of gradients take the factor r and averages of squares r².
 */
final class TransportedUpdater implements IUpdater {

    private static final long serialVersionUID = 1;

    private static final Map<String, Integer> ADAM = Map.of("M", 1, "V", 2);

    private static final Map<Class<?>, Map<String, Integer>> EXPONENTS =
            Map.ofEntries(
                    Map.entry(AdaBelief.class, Map.of("M", 1, "S", 2)),
                    Map.entry(AdaDelta.class, Map.of("msg", 2, "msdx", 2)),
                    Map.entry(AdaGrad.class, Map.of("grad", 2)),
                    // The second state is an infinity norm of gradients.
                    Map.entry(AdaMax.class, Map.of("M", 1, "V", 1)),
                    Map.entry(Adam.class, ADAM),
                    Map.entry(AMSGrad.class, Map.of("M", 1, "V", 2, "V_HAT", 2)),
                    Map.entry(HeavyBall.class, Map.of("V", 1)),
                    Map.entry(Nadam.class, ADAM),
                    Map.entry(Nesterovs.class, Map.of("V", 1)),
                    Map.entry(NoOp.class, Map.of()),
                    Map.entry(RmsProp.class, Map.of("G", 2)),
                    Map.entry(Sgd.class, Map.of()));

    private final IUpdater inner;
    private final transient StateTransport transport;
    private final long inputs;
    private final long outputs;

    TransportedUpdater(IUpdater inner, StateTransport transport, long inputs, long outputs) {
        this.inner = inner;
        this.transport = transport;
        this.inputs = inputs;
        this.outputs = outputs;
    }

    /**
     * Checks that an updater's state is understood.
     *
     * @throws IllegalArgumentException if it is not
     */
    static void checkKnown(IUpdater updater) {
        if (!(updater instanceof TransportableUpdater)
                && !EXPONENTS.containsKey(updater.getClass())) {
            throw new IllegalArgumentException(
                    "rescaleUpdaterState does not know the state of updater "
                            + updater.getClass().getName()
                            + "; let it implement "
                            + TransportableUpdater.class.getName());
        }
    }

    private int exponent(String key) {
        return inner instanceof TransportableUpdater own
                ? own.exponent(key)
                : EXPONENTS.get(inner.getClass()).get(key);
    }

    @Override
    public long stateSize(long numParams) {
        return inner.stateSize(numParams);
    }

    @Override
    public GradientUpdater<?> instantiate(INDArray viewArray, boolean initializeViewArray) {
        return new Running(inner.instantiate(viewArray, initializeViewArray));
    }

    @Override
    public GradientUpdater<?> instantiate(
            Map<String, INDArray> updaterState, boolean initializeStateArrays) {
        return new Running(inner.instantiate(updaterState, initializeStateArrays));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TransportedUpdater that
                && transport == that.transport
                && inner.equals(that.inner);
    }

    @Override
    public int hashCode() {
        return inner.hashCode();
    }

    @Override
    public IUpdater clone() {
        return new TransportedUpdater(inner.clone(), transport, inputs, outputs);
    }

    @Override
    public double getLearningRate(int iteration, int epoch) {
        return inner.getLearningRate(iteration, epoch);
    }

    @Override
    public boolean hasLearningRate() {
        return inner.hasLearningRate();
    }

    @Override
    public void setLrAndSchedule(double lr, ISchedule lrSchedule) {
        inner.setLrAndSchedule(lr, lrSchedule);
    }

    @Override
    public String toString() {
        return "transported " + inner;
    }

    /** The stock updater with its state brought up to date first. */
    private final class Running implements GradientUpdater<TransportedUpdater> {

        private final GradientUpdater<?> stock;
        private long applied = transport.steps();

        private Running(GradientUpdater<?> stock) {
            this.stock = stock;
        }

        @Override
        public TransportedUpdater getConfig() {
            return TransportedUpdater.this;
        }

        @Override
        public void setState(Map<String, INDArray> stateMap, boolean initialize) {
            stock.setState(stateMap, initialize);
        }

        @Override
        public Map<String, INDArray> getState() {
            return stock.getState();
        }

        @Override
        public void setStateViewArray(
                INDArray viewArray, long[] gradientShape, char gradientOrder, boolean initialize) {
            stock.setStateViewArray(viewArray, gradientShape, gradientOrder, initialize);
        }

        @Override
        public void applyUpdater(INDArray gradient, int iteration, int epoch) {
            if (applied != transport.steps()) {
                applied = transport.steps();
                try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                    transportState(transport.ratio());
                }
            }
            stock.applyUpdater(gradient, iteration, epoch);
        }

        private void transportState(double[] ratio) {
            Map<String, INDArray> state = stock.getState();
            if (state == null) {
                return;
            }
            state.forEach(
                    (key, array) -> {
                        double[] factor = new double[Math.toIntExact(outputs)];
                        for (int k = 0; k < factor.length; k++) {
                            factor[k] = Math.pow(ratio[ratio.length == 1 ? 0 : k], exponent(key));
                        }
                        INDArray row =
                                Nd4j.createFromArray(factor)
                                        .reshape(1, outputs)
                                        .castTo(array.dataType());
                        scale(array.reshape(array.length()), row);
                    });
        }

        /** The block holds W, or b, or one after the other. */
        private void scale(INDArray vector, INDArray row) {
            long weights = inputs * outputs;
            if (vector.length() >= weights) {
                vector.get(NDArrayIndex.interval(0, weights))
                        .reshape('f', inputs, outputs)
                        .muliRowVector(row);
            }
            if (vector.length() != weights) {
                long from = vector.length() - outputs;
                vector.get(NDArrayIndex.interval(from, vector.length()))
                        .reshape('c', 1, outputs)
                        .muli(row);
            }
        }
    }
}
