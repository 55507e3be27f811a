/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The way of one changed channel of a linear layer's z through the network: alone as long as layers
 * keep channels apart, then as a change of the next linear layer's z, or within the whole tensor.
 */
final class ChannelRoute {

    private final BasePass base;
    private final ForwardSteps steps;
    private final int start;
    private final LinearStep linear;
    private final INDArray z;
    private final List<ChannelMap> maps = new ArrayList<>();
    private final int last;
    private boolean activated;
    private int joint = -1;
    private LinearStep joined;
    private INDArray jointZ;
    private INDArray jointWeights;

    /**
     * The way from a layer on.
     *
     * @param base the pass that it leaves
     * @param steps the network
     * @param start index of the layer's step
     * @param linear the same
     */
    ChannelRoute(BasePass base, ForwardSteps steps, int start, LinearStep linear) {
        this.base = base;
        this.steps = steps;
        this.start = start;
        this.linear = linear;
        this.z = linear.preActivations(base.input(start, 0));
        this.last = linear.step().hasLoss() ? start : follow();
    }

    private int follow() {
        Optional<ChannelMap> activation = ChannelMap.of(linear.activation());
        if (activation.isEmpty()) {
            return start;
        }
        maps.add(activation.get());
        activated = true;
        int current = start;
        while (true) {
            List<Integer> readers = steps.readers(current);
            if (readers.size() != 1 || steps.get(readers.get(0)).parents().length != 1) {
                return current;
            }
            int reader = readers.get(0);
            ForwardStep step = steps.get(reader);
            Optional<ChannelMap> map = step.hasLoss() ? Optional.empty() : ChannelMap.of(step);
            if (map.isEmpty()) {
                Optional<LinearStep> next = LinearStep.of(step);
                if (next.isPresent() && next.get().takesChannel(base.activations(current).rank())) {
                    joint = reader;
                    joined = next.get();
                    jointZ = joined.preActivations(base.input(reader, 0));
                    jointWeights = joined.weights();
                }
                return current;
            }
            maps.add(map.get());
            current = reader;
        }
    }

    /** z of the layer, {@code [minibatch, out, ...]}. */
    INDArray preActivations() {
        return z;
    }

    /** How many copies go through together. */
    int copies() {
        if (joint >= 0) {
            long channel = 0;
            for (int i = start; i <= last; i++) {
                INDArray activations = base.activations(i);
                if (activations != null) {
                    channel = Math.max(channel, activations.length() / activations.size(1));
                }
            }
            return base.copies(joint, Math.max(channel, jointZ.length()));
        }
        return base.copies(last, z.length());
    }

    /**
     * Losses of copies.
     *
     * @param values z of the channel, {@code [copies · minibatch, 1, ...]}, the first copy as in
     *     the base pass; overwritten
     * @param channel which
     * @param copies how many
     * @return the base pass's loss for copies whose channel ends as that of the first
     */
    double[] losses(INDArray values, int channel, int copies) {
        INDArray mapped = values;
        for (ChannelMap map : maps) {
            mapped = map.of(mapped, channel);
        }
        INDArray rows = mapped.dup('c').reshape('c', new long[] {copies, mapped.length() / copies});
        INDArray delta = rows.subRowVector(rows.getRow(0).dup());
        double[] losses;
        if (joint >= 0) {
            long[] shape = mapped.shape();
            INDArray change =
                    joined.change(jointWeights, delta.reshape('c', shape), channel).dup('c');
            INDArray moved =
                    change.reshape('c', new long[] {copies, jointZ.length()})
                            .addiRowVector(jointZ.reshape('c', new long[] {jointZ.length()}))
                            .reshape('c', shape(jointZ, copies));
            losses = lossesOfZ(joint, joined, moved, copies);
        } else {
            INDArray whole =
                    activated ? base.tiled(last, copies).dup('c') : BasePass.tile(z, copies);
            INDArrayIndex[] place = NDArrayIndex.allFor(whole);
            place[1] = NDArrayIndex.interval(channel, channel + 1);
            whole.get(place).assign(mapped);
            losses =
                    activated
                            ? base.lossesBelow(last, whole, copies)
                            : lossesOfZ(start, linear, whole, copies);
        }
        // Rounding depends on the place in a group, but what does not change must not matter.
        double[] changes = delta.amax(1).toDoubleVector();
        for (int c = 0; c < copies; c++) {
            if (changes[c] == 0) {
                losses[c] = base.loss();
            }
        }
        return losses;
    }

    private double[] lossesOfZ(int index, LinearStep layer, INDArray moved, int copies) {
        return layer.step().hasLoss()
                ? base.lossesOf(index, layer, moved, copies)
                : base.lossesBelow(index, layer.activation().getActivation(moved, false), copies);
    }

    private static long[] shape(INDArray array, int copies) {
        long[] shape = array.shape().clone();
        shape[0] *= copies;
        return shape;
    }
}
