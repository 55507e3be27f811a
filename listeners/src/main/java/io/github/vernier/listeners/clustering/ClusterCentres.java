/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** C centres {@code d cᵀ}, of rank 1 in each layer: C(in + out) numbers. */
public final class ClusterCentres {

    /** The reference keeps c/100 and 100 d; its random centres are of that scale. */
    private static final double STABLE = 100;

    private final int count;
    private final Map<String, Block> blocks = new LinkedHashMap<>();

    private record Block(INDArray inputs, INDArray outputs) {}

    private ClusterCentres(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("clusters are " + count + ", expected at least 1");
        }
        this.count = count;
    }

    /**
     * Centres that are all zero.
     *
     * @param count number of centres C, at least 1
     * @param like factors of the same layers
     */
    public static ClusterCentres zeros(int count, GradientFactors like) {
        ClusterCentres centres = new ClusterCentres(count);
        for (LayerFactors layer : like.layers()) {
            DataType type = layer.outputs().dataType();
            centres.blocks.put(
                    layer.layer(),
                    new Block(
                            Nd4j.create(type, count, layer.meanInputs().size(1)),
                            Nd4j.create(type, count, layer.outputs().size(1))));
        }
        return centres;
    }

    /**
     * The published start: numbers c/100 and 100 d of {@code U[0,1) ε/(in + out)}, by which the
     * first assignment is driven.
     *
     * @param count number of centres C, at least 1
     * @param like factors of the same layers
     * @param epsilon ε; published default 1
     * @param seed seed
     */
    public static ClusterCentres random(
            int count, GradientFactors like, double epsilon, long seed) {
        ClusterCentres centres = zeros(count, like);
        Random random = new Random(seed);
        centres.blocks
                .values()
                .forEach(
                        block -> {
                            long width = block.inputs.size(1) + block.outputs.size(1);
                            uniform(block.inputs, STABLE * epsilon / width, random);
                            uniform(block.outputs, epsilon / width / STABLE, random);
                        });
        return centres;
    }

    private static void uniform(INDArray array, double most, Random random) {
        double[] values = random.doubles(array.length()).map(u -> most * u).toArray();
        array.assign(Nd4j.createFromArray(values).reshape(array.shape()));
    }

    /**
     * The gradients of some examples as centres; those of convolutions as {@code 1/T Σ_t a_t} and
     * {@code Σ_t δ_t}.
     *
     * @param factors factors
     * @param examples row of the example of each centre, at least one
     * @throws IllegalArgumentException if a row is not there
     */
    public static ClusterCentres ofExamples(GradientFactors factors, int... examples) {
        for (int example : examples) {
            if (example < 0 || example >= factors.examples()) {
                throw new IllegalArgumentException(
                        "example is "
                                + example
                                + ", expected one in [0, "
                                + factors.examples()
                                + ")");
            }
        }
        ClusterCentres centres = new ClusterCentres(examples.length);
        for (LayerFactors layer : factors.layers()) {
            centres.blocks.put(
                    layer.layer(),
                    new Block(
                            layer.meanInputs().getRows(examples).dup('c'),
                            layer.summedOutputs().getRows(examples).dup('c')));
        }
        return centres;
    }

    /** Number of centres C. */
    public int count() {
        return count;
    }

    /** Names of the layers. */
    public List<String> layers() {
        return List.copyOf(blocks.keySet());
    }

    /**
     * The factors c of a layer.
     *
     * @param layer one of {@link #layers}
     * @return {@code [C, in]}, not a copy
     * @throws IllegalArgumentException if there is no such layer
     */
    public INDArray inputs(String layer) {
        return block(layer).inputs;
    }

    /**
     * The factors d of a layer.
     *
     * @param layer one of {@link #layers}
     * @return {@code [C, out]}, not a copy
     * @throws IllegalArgumentException if there is no such layer
     */
    public INDArray outputs(String layer) {
        return block(layer).outputs;
    }

    private Block block(String layer) {
        Block block = blocks.get(layer);
        if (block == null) {
            throw new IllegalArgumentException(
                    "layer is " + layer + ", expected one of " + blocks.keySet());
        }
        return block;
    }

    /** {@code ‖d cᵀ‖² = ‖c‖²‖d‖²} of each centre, summed over layers. */
    public double[] squaredNorms() {
        INDArray sum = Nd4j.create(DataType.DOUBLE, count);
        for (Block block : blocks.values()) {
            INDArray c = block.inputs.castTo(DataType.DOUBLE);
            INDArray d = block.outputs.castTo(DataType.DOUBLE);
            sum.addi(c.mul(c).sum(1).muli(d.mul(d).sum(1)));
        }
        return sum.toDoubleVector();
    }

    /** A copy. */
    public ClusterCentres copy() {
        ClusterCentres copy = new ClusterCentres(count);
        blocks.forEach(
                (layer, block) ->
                        copy.blocks.put(
                                layer, new Block(block.inputs.dup('c'), block.outputs.dup('c'))));
        return copy;
    }

    /** Puts a centre of others in place of one. */
    void set(int centre, ClusterCentres others, int other) {
        blocks.forEach(
                (layer, block) -> {
                    block.inputs.getRow(centre).assign(others.inputs(layer).getRow(other));
                    block.outputs.getRow(centre).assign(others.outputs(layer).getRow(other));
                });
    }
}
