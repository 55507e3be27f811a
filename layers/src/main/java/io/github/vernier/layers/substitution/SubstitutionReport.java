/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a substitution did.
 *
 * @param ratio the compression ratio all substituted layers share
 * @param before trainable parameters of the original network
 * @param after trainable parameters of the new one
 * @param bitsBefore bits that the original's parameters need for inference
 * @param bitsAfter the same of the new one
 * @param layers the substituted layers, in the order of execution
 * @param unchanged names of the other layers with weights, in the order of execution
 */
public record SubstitutionReport(
        double ratio,
        long before,
        long after,
        long bitsBefore,
        long bitsAfter,
        List<SubstitutedLayer> layers,
        List<String> unchanged) {

    /**
     * One substituted layer.
     *
     * @param name the layer's name
     * @param type simple name of the class that replaced it
     * @param before trainable parameters it had
     * @param after trainable parameters it has
     * @param bitsBefore bits that those need for inference
     * @param bitsAfter the same of what it has now
     * @param residual {@code |W - W'| / |W|}, how far the weight it applies is from the trained
     *     one; empty if it was not initialized from that
     */
    public record SubstitutedLayer(
            String name,
            String type,
            long before,
            long after,
            long bitsBefore,
            long bitsAfter,
            OptionalDouble residual) {

        /** One line. */
        String format() {
            return String.format(
                    Locale.ROOT,
                    "%s: %,d -> %,d parameters%s as %s%s%n",
                    name,
                    before,
                    after,
                    // Of parameters in float the bits tell nothing new.
                    bitsAfter == Float.SIZE * after
                            ? ""
                            : String.format(
                                    Locale.ROOT, ", %,d -> %,d bits", bitsBefore, bitsAfter),
                    type,
                    residual.isPresent()
                            ? String.format(Locale.ROOT, ", residual %.4f", residual.getAsDouble())
                            : "");
        }
    }

    /** Copies the lists. */
    public SubstitutionReport {
        layers = List.copyOf(layers);
        unchanged = List.copyOf(unchanged);
    }

    /** The new network's parameters as a share of the original's. */
    public double share() {
        return (double) after / before;
    }

    /** The new network's bits as a share of the original's. */
    public double bitShare() {
        return (double) bitsAfter / bitsBefore;
    }

    /** One line for each layer, one for those that stay as they were, two for the network. */
    public String format() {
        StringBuilder text = new StringBuilder();
        layers.forEach(layer -> text.append(layer.format()));
        if (!unchanged.isEmpty()) {
            text.append(
                    String.format(Locale.ROOT, "unchanged: %s%n", String.join(", ", unchanged)));
        }
        return text.append(
                        String.format(
                                Locale.ROOT,
                                "network: %,d -> %,d parameters (%.2f %%), ratio %.6f%n"
                                        + "network: %,d -> %,d bits (%.2f %%)%n",
                                before,
                                after,
                                100 * share(),
                                ratio,
                                bitsBefore,
                                bitsAfter,
                                100 * bitShare()))
                .toString();
    }

    @Override
    public String toString() {
        return format();
    }
}
