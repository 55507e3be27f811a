/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The networks of this package by name. */
public final class Networks {

    /** What the names are, for messages and help. */
    public static final String NAMES =
            "small-cnn, wrn-<depth>-<widen> (wrn-16-1, wrn-28-10, ...), darts, resnet-20[-<width>],"
                    + " resnet-18-cifar[-<width>], vgg-small[-<width>], resnet-18, resnet-34,"
                    + " resnet-50, wrn-50-2, mobilenet-v2";

    private static final Pattern WIDE_RES_NET = Pattern.compile("wrn-(\\d{1,4})-(\\d{1,3})");
    private static final Pattern WIDTH =
            Pattern.compile("(resnet-20|resnet-18-cifar|vgg-small)-(\\d{1,4})");

    private Networks() {}

    /**
     * Images and classes of a data set.
     *
     * @param channels colours
     * @param height pixels
     * @param width pixels
     * @param classes number of classes
     */
    public record ImageShape(int channels, int height, int width, int classes) {

        /** CIFAR-10. */
        public static final ImageShape CIFAR_10 = new ImageShape(3, 32, 32, 10);

        /** CIFAR-100. */
        public static final ImageShape CIFAR_100 = new ImageShape(3, 32, 32, 100);

        /** ImageNet. */
        public static final ImageShape IMAGENET = new ImageShape(3, 224, 224, 1000);
    }

    /**
     * The network of that name as published: with stock convolutions; DARTS with separable ones.
     *
     * @param name one of {@value #NAMES}
     * @param shape images and classes
     * @param seed seed of the initial parameters
     * @throws IllegalArgumentException if the name is none of these
     */
    public static Architecture byName(String name, ImageShape shape, long seed) {
        return byName(
                name,
                shape,
                seed,
                name.equalsIgnoreCase("darts") ? ConvFactory.separable() : ConvFactory.stock());
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
            String name, ImageShape shape, long seed, ConvUnit convolution) {
        return byName(name, new Settings(shape, seed, convolution, OptionalDouble.empty()));
    }

    /**
     * The same with another L2 coefficient than the network's own.
     *
     * @param name one of {@value #NAMES}
     * @param shape images and classes
     * @param seed seed of the initial parameters
     * @param convolution makes the convolutions of the blocks
     * @param l2 coefficient of weights and biases
     * @throws IllegalArgumentException if the name is none of these
     */
    public static Architecture byName(
            String name, ImageShape shape, long seed, ConvUnit convolution, double l2) {
        return byName(name, new Settings(shape, seed, convolution, OptionalDouble.of(l2)));
    }

    private static Architecture byName(String name, Settings settings) {
        String key = name.toLowerCase(Locale.ROOT);
        Matcher wide = WIDE_RES_NET.matcher(key);
        if (wide.matches() && !key.equals("wrn-50-2")) {
            return settings.of(WideResNet.builder())
                    .depth(Integer.parseInt(wide.group(1)))
                    .widen(Integer.parseInt(wide.group(2)))
                    .architecture();
        }
        Matcher width = WIDTH.matcher(key);
        return width.matches()
                ? scaled(width.group(1), Integer.parseInt(width.group(2)), settings)
                : unscaled(key, settings)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "No network \"" + name + "\"; there are " + NAMES));
    }

    /** What all builders are told. */
    private record Settings(ImageShape shape, long seed, ConvUnit convolution, OptionalDouble l2) {
        <B extends ImageClassifierBuilder<B>> B of(B builder) {
            l2.ifPresent(builder::l2);
            return builder.inputShape(shape.channels(), shape.height(), shape.width())
                    .classes(shape.classes())
                    .seed(seed)
                    .convolution(convolution);
        }
    }

    private static Architecture scaled(String key, int width, Settings settings) {
        return switch (key) {
            case "resnet-20" ->
                    settings.of(BinaryResNet.builder()).resNet20().width(width).architecture();
            case "resnet-18-cifar" ->
                    settings.of(BinaryResNet.builder()).resNet18().width(width).architecture();
            default -> settings.of(VggSmall.builder()).width(width).architecture();
        };
    }

    private static Optional<Architecture> unscaled(String key, Settings settings) {
        Architecture found =
                switch (key) {
                    case "small-cnn" -> settings.of(SmallCnn.builder()).architecture();
                    case "darts" -> settings.of(Darts.builder()).architecture();
                    case "resnet-20" ->
                            settings.of(BinaryResNet.builder()).resNet20().architecture();
                    case "resnet-18-cifar" ->
                            settings.of(BinaryResNet.builder()).resNet18().architecture();
                    case "vgg-small" -> settings.of(VggSmall.builder()).architecture();
                    case "resnet-18" ->
                            settings.of(ImageNetResNet.builder()).resNet18().architecture();
                    case "resnet-34" ->
                            settings.of(ImageNetResNet.builder()).resNet34().architecture();
                    case "resnet-50" ->
                            settings.of(ImageNetResNet.builder()).resNet50().architecture();
                    case "wrn-50-2" ->
                            settings.of(ImageNetResNet.builder()).wideResNet50().architecture();
                    case "mobilenet-v2" -> settings.of(MobileNetV2.builder()).architecture();
                    default -> null;
                };
        return Optional.ofNullable(found);
    }
}
