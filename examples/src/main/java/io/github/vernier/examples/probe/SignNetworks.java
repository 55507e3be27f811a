/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.probe;

import io.github.vernier.listeners.signnet.SignNetwork;
import io.github.vernier.listeners.signnet.SignNetwork.Rounding;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Networks of signs as in the studies. */
final class SignNetworks {

    private static final double RATE = 1e-2;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private SignNetworks() {}

    /**
     * Hidden layers of equal width and one output; weights uniform in ±1/√in.
     *
     * @param units inputs, and units of each hidden layer
     * @param hidden number of hidden layers
     * @param type data type
     */
    static SignNetwork random(int units, int hidden, DataType type) {
        List<INDArray> weights = new ArrayList<>();
        double bound = 1 / Math.sqrt(units);
        for (int l = 0; l <= hidden; l++) {
            long out = l == hidden ? 1 : units;
            weights.add(Nd4j.rand(type, out, units).muli(2 * bound).subi(bound));
        }
        return new SignNetwork(weights);
    }

    /**
     * Trains by Adam (1e-2) with the straight-through estimator, each step on a fresh minibatch.
     *
     * @param network from where; not changed
     * @param target network to imitate
     * @param batches gives inputs
     * @param steps number of steps
     * @param each told about every step
     */
    static SignNetwork trained(
            SignNetwork network,
            SignNetwork target,
            Supplier<INDArray> batches,
            int steps,
            IntConsumer each) {
        List<INDArray> weights = network.weights().stream().map(INDArray::dup).toList();
        List<INDArray> first = weights.stream().map(INDArray::like).toList();
        List<INDArray> second = weights.stream().map(INDArray::like).toList();
        SignNetwork trained = new SignNetwork(weights);
        for (int t = 1; t <= steps; t++) {
            INDArray x = batches.get();
            List<INDArray> gradients =
                    trained.straightThrough(
                            x, target.output(x), Rounding.SIGN, Double.POSITIVE_INFINITY);
            double scale1 = 1 - Math.pow(BETA1, t);
            double scale2 = 1 - Math.pow(BETA2, t);
            for (int l = 0; l < weights.size(); l++) {
                INDArray g = gradients.get(l);
                INDArray m = first.get(l).muli(BETA1).addi(g.mul(1 - BETA1));
                INDArray v = second.get(l).muli(BETA2).addi(g.mul(g).muli(1 - BETA2));
                INDArray size = Transforms.sqrt(v.div(scale2), false).addi(EPSILON);
                weights.get(l).subi(m.div(scale1).divi(size).muli(RATE));
            }
            each.accept(t);
        }
        return trained;
    }
}
