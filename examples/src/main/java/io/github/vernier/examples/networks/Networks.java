/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The networks of this package by name. */
public final class Networks {

    /** What the names are, for messages and help. */
    public static final String NAMES = "small-cnn, wrn-<depth>-<widen> (wrn-16-1, wrn-28-10, ...)";

    private static final Pattern WIDE_RES_NET = Pattern.compile("wrn-(\\d{1,4})-(\\d{1,3})");

    private Networks() {}

    /**
     * Images and classes of a data set.
     *
     * @param channels colours
     * @param height pixels
     * @param width pixels
     * @param classes number of classes
     */
    public record ImageShape(int channels, int height, int width, int classes) {}

    /**
     * The network of that name with stock convolutions.
     *
     * @param name one of {@value #NAMES}
     * @param shape images and classes
     * @param seed seed of the initial parameters
     * @throws IllegalArgumentException if the name is none of these
     */
    public static Architecture byName(String name, ImageShape shape, long seed) {
        return byName(name, shape, seed, ConvFactory.stock());
    }

    /**
     * The network of that name with convolutions of one's choice.
     *
     * @param name one of {@value #NAMES}
     * @param shape images and classes
     * @param seed seed of the initial parameters
     * @param convolution makes the convolutions of the blocks
     * @throws IllegalArgumentException if the name is none of these
     */
    public static Architecture byName(
            String name, ImageShape shape, long seed, ConvFactory convolution) {
        String key = name.toLowerCase(Locale.ROOT);
        if (key.equals("small-cnn")) {
            return with(SmallCnn.builder(), shape, seed, convolution).architecture();
        }
        Matcher wide = WIDE_RES_NET.matcher(key);
        if (wide.matches()) {
            return with(WideResNet.builder(), shape, seed, convolution)
                    .depth(Integer.parseInt(wide.group(1)))
                    .widen(Integer.parseInt(wide.group(2)))
                    .architecture();
        }
        throw new IllegalArgumentException("No network \"" + name + "\"; there are " + NAMES);
    }

    private static <B extends ImageClassifierBuilder<B>> B with(
            B builder, ImageShape shape, long seed, ConvFactory convolution) {
        return builder.inputShape(shape.channels(), shape.height(), shape.width())
                .classes(shape.classes())
                .seed(seed)
                .convolution(convolution);
    }
}
