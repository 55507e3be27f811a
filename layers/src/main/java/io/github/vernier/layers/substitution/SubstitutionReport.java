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
 * @param layers the substituted layers, in the order of execution
 */
public record SubstitutionReport(
        double ratio, long before, long after, List<SubstitutedLayer> layers) {

    /**
     * One substituted layer.
     *
     * @param name the layer's name
     * @param type simple name of the class that replaced it
     * @param before trainable parameters it had
     * @param after trainable parameters it has
     * @param residual {@code |W - W'| / |W|}, how far the weight it applies is from the trained
     *     one; empty if it was not initialized from that
     */
    public record SubstitutedLayer(
            String name, String type, long before, long after, OptionalDouble residual) {}

    /** Copies the list. */
    public SubstitutionReport {
        layers = List.copyOf(layers);
    }

    /** The new network's parameters as a share of the original's. */
    public double share() {
        return (double) after / before;
    }

    /** One line for each layer, and one for the network. */
    public String format() {
        StringBuilder text = new StringBuilder();
        for (SubstitutedLayer layer : layers) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "%s: %,d -> %,d parameters as %s%s%n",
                            layer.name(),
                            layer.before(),
                            layer.after(),
                            layer.type(),
                            layer.residual().isPresent()
                                    ? String.format(
                                            Locale.ROOT,
                                            ", residual %.4f",
                                            layer.residual().getAsDouble())
                                    : ""));
        }
        return text.append(
                        String.format(
                                Locale.ROOT,
                                "network: %,d -> %,d parameters (%.2f %%), ratio %.6f%n",
                                before,
                                after,
                                100 * share(),
                                ratio))
                .toString();
    }

    @Override
    public String toString() {
        return format();
    }
}
