/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.signnet;

import io.github.vernier.listeners.cdg.CentralDifference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Dense layers without bias, each but the last followed by a sign.
 *
 * <p>Forward: {@code z_l = b_{l-1} W_lᵀ}, {@code b_l = +1 where z_l ≥ 0, −1 elsewhere}, output
 * {@code z_L}; loss: mean over minibatch and outputs of {@code (z_L − y)²}. Immutable; arrays given
 * and returned are not copied.
 *
 * @param weights weights W_l, {@code [out, in]} each, in the order of the layers; all of one
 *     floating type
 */
public record SignNetwork(List<INDArray> weights) {

    // What the studies add to a norm before dividing by it.
    private static final double NORM_EPSILON = 1e-8;

    /** Which values a hidden layer takes in a forward pass. */
    @FunctionalInterface
    public interface Rounding {

        /** +1 where {@code z ≥ 0}, −1 elsewhere. */
        Rounding SIGN = (layer, z) -> z.gte(0).castTo(z.dataType()).muli(2).subi(1);

        /**
         * Hidden values of a layer.
         *
         * @param layer index of the layer, from 0
         * @param z pre-activations, {@code [minibatch, out]}; not to be changed
         * @return values in {−1, +1} of the same shape
         */
        INDArray round(int layer, INDArray z);

        /**
         * +1 with a probability that grows with z: {@code p = (zn + 1) / 2}, where zn is z divided
         * by the layer's largest value if positive and by the modulus of its least if negative.
         *
         * @param uniforms numbers in [0, 1) for a layer: +1 where they are below p
         */
        static Rounding stochastic(Uniforms uniforms) {
            return (layer, z) -> {
                double most = z.maxNumber().doubleValue();
                double least = Math.abs(z.minNumber().doubleValue());
                INDArray positive = Transforms.max(z, 0, true).divi(most > 0 ? most : 1);
                INDArray negative = Transforms.min(z, 0, true).divi(least > 0 ? least : 1);
                INDArray p = positive.addi(negative).addi(1).divi(2);
                return uniforms.of(layer, z).lt(p).castTo(z.dataType()).muli(2).subi(1);
            };
        }
    }

    /** Random numbers for stochastic rounding. */
    @FunctionalInterface
    public interface Uniforms {

        /** Fresh numbers from ND4J's generator. */
        Uniforms FRESH = (layer, z) -> Nd4j.rand(z.dataType(), z.shape());

        /**
         * Numbers for a layer.
         *
         * @param layer index of the layer, from 0
         * @param z its pre-activations
         * @return numbers in [0, 1), of the shape of z
         */
        INDArray of(int layer, INDArray z);
    }

    /** Checks that the layers fit together. */
    public SignNetwork {
        weights = List.copyOf(weights);
        for (int l = 1; l < weights.size(); l++) {
            if (weights.get(l).size(1) != weights.get(l - 1).size(0)) {
                throw new IllegalArgumentException(
                        "layer "
                                + l
                                + " has weights of shape "
                                + Arrays.toString(weights.get(l).shape())
                                + " behind a layer of "
                                + weights.get(l - 1).size(0)
                                + " units, expected [out, "
                                + weights.get(l - 1).size(0)
                                + "]");
            }
        }
    }

    /**
     * Output with signs.
     *
     * @param x {@code [minibatch, in]}
     * @return {@code [minibatch, out]}
     */
    public INDArray output(INDArray x) {
        List<INDArray> z = forward(x, Rounding.SIGN, new ArrayList<>());
        return z.get(z.size() - 1);
    }

    /**
     * Hidden values.
     *
     * @param x {@code [minibatch, in]}
     * @param rounding which
     * @return values of the hidden layers, in order
     */
    public List<INDArray> hidden(INDArray x, Rounding rounding) {
        List<INDArray> inputs = new ArrayList<>();
        forward(x, rounding, inputs);
        return inputs.subList(1, inputs.size());
    }

    private List<INDArray> forward(INDArray x, Rounding rounding, List<INDArray> inputs) {
        List<INDArray> pre = new ArrayList<>();
        INDArray b = x;
        for (int l = 0; l < weights.size(); l++) {
            inputs.add(b);
            INDArray z = Nd4j.gemm(b, weights.get(l), false, true);
            pre.add(z);
            b = l + 1 < weights.size() ? rounding.round(l, z) : z;
        }
        return pre;
    }

    /**
     * Loss with signs.
     *
     * @param x {@code [minibatch, in]}
     * @param y targets, {@code [minibatch, out]}
     */
    public double loss(INDArray x, INDArray y) {
        INDArray error = output(x).subi(y);
        return Nd4j.getBlasWrapper().dot(flat(error), flat(error)) / error.length();
    }

    private static INDArray flat(INDArray array) {
        return Nd4j.toFlattened(array);
    }

    /**
     * Gradient of the straight-through estimator.
     *
     * @param x {@code [minibatch, in]}
     * @param y targets, {@code [minibatch, out]}
     * @param rounding forward pass of the hidden layers
     * @param window the estimator passes gradients where {@code |z| ≤ window}; infinity for all
     * @return gradients of the loss, in the shapes of the weights
     */
    public List<INDArray> straightThrough(
            INDArray x, INDArray y, Rounding rounding, double window) {
        List<INDArray> inputs = new ArrayList<>();
        List<INDArray> pre = forward(x, rounding, inputs);
        int last = weights.size() - 1;
        INDArray delta = pre.get(last).sub(y).muli(2.0 / y.length());
        INDArray[] gradients = new INDArray[weights.size()];
        for (int l = last; l >= 0; l--) {
            gradients[l] = Nd4j.gemm(delta, inputs.get(l), true, false);
            if (l > 0) {
                delta = Nd4j.gemm(delta, weights.get(l), false, false);
                if (window < Double.POSITIVE_INFINITY) {
                    delta.muli(Transforms.abs(pre.get(l - 1)).lte(window).castTo(x.dataType()));
                }
            }
        }
        return List.of(gradients);
    }

    /**
     * Coordinate-wise central difference of the loss with signs in every weight.
     *
     * @param x {@code [minibatch, in]}
     * @param y targets, {@code [minibatch, out]}
     * @param epsilon ε, above 0
     * @return differences, in the shapes of the weights
     */
    public List<INDArray> centralDifference(INDArray x, INDArray y, double epsilon) {
        List<INDArray> differences = new ArrayList<>();
        for (int l = 0; l < weights.size(); l++) {
            INDArray moved = weights.get(l).dup('c');
            List<INDArray> others = new ArrayList<>(weights);
            others.set(l, moved);
            SignNetwork network = new SignNetwork(others);
            double[] values = moved.dup('c').data().asDouble();
            double[] cdg =
                    CentralDifference.gradient(
                            point -> {
                                moved.assign(
                                        Nd4j.createFromArray(point)
                                                .castTo(moved.dataType())
                                                .reshape('c', moved.shape()));
                                return network.loss(x, y);
                            },
                            values,
                            epsilon);
            differences.add(
                    Nd4j.createFromArray(cdg).castTo(moved.dataType()).reshape('c', moved.shape()));
        }
        return differences;
    }

    /**
     * The network a step away.
     *
     * @param directions one for each layer, in the shapes of the weights
     * @param step how far against the directions
     */
    public SignNetwork minus(List<INDArray> directions, double step) {
        List<INDArray> moved = new ArrayList<>();
        for (int l = 0; l < weights.size(); l++) {
            moved.add(weights.get(l).sub(directions.get(l).mul(step)));
        }
        return new SignNetwork(moved);
    }

    /**
     * Directions of unit length, layer by layer: {@code g / (‖g‖₂ + 1e-8)}.
     *
     * @param gradients one for each layer
     */
    public static List<INDArray> normalized(List<INDArray> gradients) {
        return gradients.stream()
                .map(g -> g.div(g.norm2Number().doubleValue() + NORM_EPSILON))
                .toList();
    }
}
