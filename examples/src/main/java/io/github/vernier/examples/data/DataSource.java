/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A classification data set: its name, its classes, and its training and test images in memory.
 *
 * <pre>{@code
 * DataSource digits = DataSource.of("digits", null, 1).limit(2000, 500);
 * ImageIterator train = digits.train(64, 1);
 * train.setPreProcessor(ChannelNormalization.fit(digits.train(64, 1)));
 * }</pre>
 */
public final class DataSource {

    private static final int DIGITS_TRAIN = 8000;
    private static final int DIGITS_TEST = 2000;

    private static final List<String> DIGIT_LABELS =
            List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final List<String> FASHION_LABELS =
            List.of(
                    "T-shirt/top",
                    "trouser",
                    "pullover",
                    "dress",
                    "coat",
                    "sandal",
                    "shirt",
                    "sneaker",
                    "bag",
                    "ankle boot");
    private static final List<String> CIFAR_LABELS =
            List.of(
                    "airplane",
                    "automobile",
                    "bird",
                    "cat",
                    "deer",
                    "dog",
                    "frog",
                    "horse",
                    "ship",
                    "truck");

    private final String name;
    private final List<String> labels;
    private final ImageSet train;
    private final ImageSet test;

    /**
     * @param name what the data set is called
     * @param labels one name per class
     * @param train training images
     * @param test test images
     * @throws IllegalArgumentException if the two sets have different shapes, or if an image's
     *     class has no name
     */
    public DataSource(String name, List<String> labels, ImageSet train, ImageSet test) {
        this.name = Objects.requireNonNull(name, "name");
        this.labels = List.copyOf(labels);
        this.train = train;
        this.test = test;
        if (!train.shape().equals(test.shape())) {
            throw new IllegalArgumentException(
                    name
                            + ": test images of "
                            + test.shape()
                            + ": expected the training images' "
                            + train.shape());
        }
        checkLabels(train);
        checkLabels(test);
    }

    private void checkLabels(ImageSet images) {
        for (int i = 0; i < images.size(); i++) {
            int label = images.label(i);
            if (label < 0 || label >= labels.size()) {
                throw new IllegalArgumentException(
                        name
                                + ": image "
                                + i
                                + " has label "
                                + label
                                + ": expected 0 to "
                                + (labels.size() - 1));
            }
        }
    }

    /** The names {@link #of} knows. */
    public static List<String> names() {
        return List.of("digits", "mnist", "fashion", "cifar10");
    }

    /**
     * A data set by name: {@code digits} is drawn on the spot ({@link SyntheticDigits}, 8000 + 2000
     * images), {@code mnist} and {@code fashion} are read by {@link MnistFolder}, {@code cifar10}
     * by {@link CifarBinary}.
     *
     * @param name one of {@link #names()}
     * @param folder where the files are: this folder, or its subfolder of the data set's name; not
     *     needed by {@code digits}, may be null then
     * @param seed of what is drawn; sets that are read do not depend on it
     * @throws IllegalArgumentException if the name is unknown, or if a folder is needed and null
     * @throws DataFormatException if a file is missing or malformed
     * @throws IOException if a file cannot be read
     */
    public static DataSource of(String name, Path folder, long seed) throws IOException {
        return switch (name) {
            case "digits" ->
                    new DataSource(
                            name,
                            DIGIT_LABELS,
                            SyntheticDigits.train(DIGITS_TRAIN, seed),
                            SyntheticDigits.test(DIGITS_TEST, seed));
            case "mnist" -> MnistFolder.read(name, DIGIT_LABELS, home(name, folder));
            case "fashion" -> MnistFolder.read(name, FASHION_LABELS, home(name, folder));
            case "cifar10" -> CifarBinary.read(name, CIFAR_LABELS, home(name, folder));
            default ->
                    throw new IllegalArgumentException(
                            "data set '" + name + "': expected one of " + names());
        };
    }

    private static Path home(String name, Path folder) throws DataFormatException {
        if (folder == null) {
            throw new IllegalArgumentException(
                    "data set '" + name + "': expected a folder with its files, got none");
        }
        return DataFolder.locate(folder, name);
    }

    /** What the data set is called. */
    public String name() {
        return name;
    }

    /** Number of classes. */
    public int classes() {
        return labels.size();
    }

    /** One name per class. */
    public List<String> labels() {
        return labels;
    }

    /** Size of every image. */
    public ImageShape shape() {
        return train.shape();
    }

    /** The training images. */
    public ImageSet trainImages() {
        return train;
    }

    /** The test images. */
    public ImageSet testImages() {
        return test;
    }

    /**
     * At most the first so many examples of each set; memory is shared.
     *
     * @param trainExamples bound on the training examples
     * @param testExamples bound on the test examples
     * @throws IllegalArgumentException if a bound is not positive
     */
    public DataSource limit(int trainExamples, int testExamples) {
        return new DataSource(name, labels, train.first(trainExamples), test.first(testExamples));
    }

    /**
     * Training minibatches, in another order every epoch.
     *
     * @param batch examples per minibatch
     * @param seed of the orders
     * @throws IllegalArgumentException if {@code batch} is not positive
     */
    public ImageIterator train(int batch, long seed) {
        return ImageIterator.shuffled(train, labels, batch, seed);
    }

    /**
     * Test minibatches, always in the stored order.
     *
     * @param batch examples per minibatch
     * @throws IllegalArgumentException if {@code batch} is not positive
     */
    public ImageIterator test(int batch) {
        return ImageIterator.inOrder(test, labels, batch);
    }
}
