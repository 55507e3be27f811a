/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Which layers are replaced.
 *
 * @param names what their names must match as a whole, or null for any
 * @param filter what must hold for them
 * @param minKernel least extent of the kernel's larger side
 * @param keepFirst whether the network's first convolution stays
 * @param keepLast whether its last one stays
 * @param keepOutput whether convolutions stay that no layer with weights follows
 */
record Selection(
        Pattern names,
        Predicate<ConvolutionLayer> filter,
        int minKernel,
        boolean keepFirst,
        boolean keepLast,
        boolean keepOutput) {

    /**
     * The places whose layers are replaced.
     *
     * @throws IllegalArgumentException if there is none, or a layer that is named cannot be
     *     replaced
     */
    List<LayerSlot> of(LayerSlots layers) {
        List<LayerSlot> slots = layers.inOrder();
        List<LayerSlot> plain = slots.stream().filter(slot -> isPlain(slot.layer())).toList();
        List<LayerSlot> chosen = new ArrayList<>();
        for (LayerSlot slot : slots) {
            if (names == null || names.matcher(slot.name()).matches()) {
                if (isPlain(slot.layer())) {
                    chosen.add(slot);
                } else if (names != null && slot.layer() instanceof ConvolutionLayer other) {
                    throw new IllegalArgumentException(
                            "Layer \""
                                    + slot.name()
                                    + "\" is a "
                                    + other.getClass().getSimpleName()
                                    + "; only plain 2-D convolutions can be replaced, because what"
                                    + " a subclass adds would be lost");
                }
            }
        }
        chosen.removeIf(slot -> !accepts((ConvolutionLayer) slot.layer()));
        if (keepFirst && !plain.isEmpty()) {
            chosen.remove(plain.get(0));
        }
        if (keepLast && !plain.isEmpty()) {
            chosen.remove(plain.get(plain.size() - 1));
        }
        if (keepOutput) {
            chosen.removeIf(slot -> layers.last().contains(slot.name()));
        }
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "No layer to replace: "
                            + this
                            + " chooses none of the plain 2-D convolutions "
                            + plain.stream().map(LayerSlot::name).toList());
        }
        return chosen;
    }

    private static boolean isPlain(Layer layer) {
        return layer.getClass() == ConvolutionLayer.class
                || layer.getClass() == Convolution2D.class;
    }

    private boolean accepts(ConvolutionLayer convolution) {
        int[] kernel = convolution.getKernelSize();
        return Math.max(kernel[0], kernel[1]) >= minKernel && filter.test(convolution);
    }

    @Override
    public String toString() {
        return "names "
                + (names == null ? "any" : names)
                + ", kernel at least "
                + minKernel
                + (keepFirst ? ", first kept" : "")
                + (keepLast ? ", last kept" : "")
                + (keepOutput ? ", output kept" : "");
    }
}
