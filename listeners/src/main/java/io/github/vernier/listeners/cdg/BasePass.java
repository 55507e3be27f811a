/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import java.util.Arrays;
import java.util.BitSet;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One forward pass at the parameters as they are, kept step by step, from which passes with
 * something moved start in the middle.
 *
 * <p>Several copies of the minibatch go through together, one after the other along the first
 * dimension: {@code [copies · minibatch, ...]}.
 */
final class BasePass {

    // Numbers in the largest array of a group of copies: 2 MB of floats stay in a cache, and are
    // enough work to make the cost of a call small.
    private static final long GROUP = 1L << 19;
    private static final int MOST_COPIES = 1025;

    private final ForwardSteps steps;
    private final MultiDataSet batch;
    private final boolean training;
    private final INDArray[] activations;
    private final PinnedRandom[] randoms;
    private final double[] losses;
    private final INDArray[] tiles;
    private final INDArray[] tiledFeatures;
    private final INDArray[] tiledLabels;
    private final INDArray[] tiledMasks;
    private int tiledCopies;

    BasePass(ForwardSteps steps, MultiDataSet batch, boolean training) {
        this.steps = steps;
        this.batch = batch;
        this.training = training;
        this.activations = new INDArray[steps.size()];
        this.randoms = new PinnedRandom[steps.size()];
        this.losses = new double[steps.size()];
        this.tiles = new INDArray[steps.size()];
        this.tiledFeatures = new INDArray[batch.numFeatureArrays()];
        this.tiledLabels = new INDArray[batch.numLabelsArrays()];
        this.tiledMasks = new INDArray[batch.numLabelsArrays()];
        for (int i = 0; i < steps.size(); i++) {
            randoms[i] = PinnedRandom.now();
            ForwardStep step = steps.get(i);
            if (step.hasLoss()) {
                losses[i] = loss(i, input(i, 0));
            } else {
                activations[i] = step.activate(inputs(i), training).dup('c');
            }
        }
    }

    /** Sum of the mean losses of all outputs. */
    double loss() {
        return Arrays.stream(losses).sum();
    }

    long minibatch() {
        return batch.getFeatures(0).size(0);
    }

    /** Activations of a step. */
    INDArray activations(int index) {
        return activations[index];
    }

    /** What a step reads from one of its parents. */
    INDArray input(int index, int parent) {
        int from = steps.get(index).parents()[parent];
        return from < 0 ? batch.getFeatures(-1 - from) : activations[from];
    }

    private INDArray[] inputs(int index) {
        INDArray[] inputs = new INDArray[steps.get(index).parents().length];
        Arrays.setAll(inputs, parent -> input(index, parent));
        return inputs;
    }

    private double loss(int index, INDArray input) {
        ForwardStep step = steps.get(index);
        return step.loss(input, batch.getLabels(step.output()), labelMask(step.output()), training);
    }

    private INDArray labelMask(int output) {
        INDArray[] masks = batch.getLabelsMaskArrays();
        return masks == null ? null : masks[output];
    }

    /** Loss with a step and all that depends on it computed again, as parameters are now. */
    double lossFrom(int index) {
        INDArray[] moved = new INDArray[steps.size()];
        BitSet below = steps.below(index);
        below.set(index);
        double loss = 0;
        for (int i = 0; i < steps.size(); i++) {
            if (!below.get(i)) {
                loss += losses[i];
                continue;
            }
            ForwardStep step = steps.get(i);
            INDArray[] inputs = inputs(i);
            for (int p = 0; p < inputs.length; p++) {
                int parent = step.parents()[p];
                if (parent >= 0 && moved[parent] != null) {
                    inputs[p] = moved[parent];
                }
            }
            // The random numbers of the base pass, dropping the same units.
            randoms[i].set();
            if (step.hasLoss()) {
                loss += loss(i, inputs[0]);
            } else {
                moved[i] = step.activate(inputs, training);
            }
        }
        return loss;
    }

    /** Activations of a step computed again, as parameters are now. */
    INDArray activate(int index) {
        return steps.get(index).activate(inputs(index), training);
    }

    /** How many copies go through a step and all that depends on it together. */
    int copies(int index, long more) {
        long most = Math.max(1, more);
        BitSet steps = this.steps.below(index);
        steps.set(index);
        for (int i = steps.nextSetBit(0); i >= 0; i = steps.nextSetBit(i + 1)) {
            if (activations[i] != null) {
                most = Math.max(most, activations[i].length());
            }
        }
        return (int) Math.max(3, Math.min(MOST_COPIES, GROUP / most));
    }

    /**
     * Losses of copies with the activations of one step moved.
     *
     * @param index the step
     * @param activations its activations, {@code [copies · minibatch, ...]}
     * @param copies how many
     * @return {@code [copies]}
     */
    double[] lossesBelow(int index, INDArray activations, int copies) {
        INDArray[] moved = new INDArray[steps.size()];
        moved[index] = activations;
        BitSet below = steps.below(index);
        double[] sums = new double[copies];
        for (int i = 0; i < steps.size(); i++) {
            ForwardStep step = steps.get(i);
            if (!below.get(i)) {
                double loss = losses[i];
                Arrays.setAll(sums, c -> sums[c] + loss);
                continue;
            }
            INDArray[] inputs = new INDArray[step.parents().length];
            for (int p = 0; p < inputs.length; p++) {
                int parent = step.parents()[p];
                inputs[p] =
                        parent >= 0 && moved[parent] != null
                                ? moved[parent]
                                : tiled(parent, copies);
            }
            if (step.hasLoss()) {
                addMeans(
                        step.losses(
                                inputs[0],
                                tiledLabels(step.output(), copies),
                                tiledMask(step.output(), copies)),
                        sums);
            } else {
                moved[i] = step.activate(inputs, false);
            }
        }
        for (INDArray array : moved) {
            release(array);
        }
        return sums;
    }

    /**
     * Losses of copies with z of an output layer moved.
     *
     * @param index the output layer's step
     * @param linear the same
     * @param z {@code [copies · minibatch, out]}
     * @param copies how many
     * @return {@code [copies]}
     */
    double[] lossesOf(int index, LinearStep linear, INDArray z, int copies) {
        double[] sums = new double[copies];
        Arrays.fill(sums, loss() - losses[index]);
        int output = steps.get(index).output();
        addMeans(linear.losses(z, tiledLabels(output, copies), tiledMask(output, copies)), sums);
        return sums;
    }

    private static void addMeans(INDArray losses, double[] sums) {
        double[] values = losses.toDoubleVector();
        int examples = values.length / sums.length;
        for (int c = 0; c < sums.length; c++) {
            double sum = 0;
            for (int e = c * examples; e < (c + 1) * examples; e++) {
                sum += values[e];
            }
            sums[c] += sum / examples;
        }
    }

    /** Copies of a step's activations, or of features; not to be changed. */
    INDArray tiled(int index, int copies) {
        if (index < 0) {
            return tiled(batch.getFeatures(-1 - index), tiledFeatures, -1 - index, copies);
        }
        return tiled(activations[index], tiles, index, copies);
    }

    private INDArray tiledLabels(int output, int copies) {
        return tiled(batch.getLabels(output), tiledLabels, output, copies);
    }

    private INDArray tiledMask(int output, int copies) {
        INDArray mask = labelMask(output);
        return mask == null ? null : tiled(mask, tiledMasks, output, copies);
    }

    private INDArray tiled(INDArray array, INDArray[] cache, int index, int copies) {
        if (tiledCopies != copies) {
            for (INDArray[] stale :
                    new INDArray[][] {tiles, tiledFeatures, tiledLabels, tiledMasks}) {
                for (INDArray tile : stale) {
                    release(tile);
                }
                Arrays.fill(stale, null);
            }
            tiledCopies = copies;
        }
        if (cache[index] == null) {
            cache[index] = tile(array, copies);
        }
        return cache[index];
    }

    /** Copies of an array one after the other along its first dimension. */
    static INDArray tile(INDArray array, int copies) {
        INDArray tile =
                Nd4j.tile(array.dup('c').reshape('c', new long[] {1, array.length()}), copies, 1);
        long[] shape = array.shape().clone();
        shape[0] *= copies;
        return tile.reshape('c', shape);
    }

    /** Gives memory back at once; groups would outrun the garbage collector. */
    private static void release(INDArray array) {
        if (array != null && array.closeable()) {
            array.close();
        }
    }
}
