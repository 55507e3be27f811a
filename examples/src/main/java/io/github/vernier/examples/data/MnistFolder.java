/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder with MNIST's four files, or Fashion-MNIST's, which have the same names: {@code
 * train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte}, {@code
 * t10k-labels-idx1-ubyte}; a dot may stand for the second dash, and {@code .gz} may follow.
 *
 * <p>If only the {@code t10k} files are there, a fifth of their images is held out for testing and
 * the rest is trained on. Which fifth is fixed, not a matter of a seed: a teacher trained with one
 * seed must never have seen the test images of a student trained with another.
 */
public final class MnistFolder {

    private static final Logger log = LoggerFactory.getLogger(MnistFolder.class);

    private static final long SPLIT_SEED = 0x6D6E697374L;
    private static final int HELD_OUT_SHARE = 5;

    private MnistFolder() {}

    /**
     * Reads the folder.
     *
     * @param name what the data set is called
     * @param labels one name per class
     * @param folder where the files are
     * @throws DataFormatException if a file is missing or malformed, if labels and images differ in
     *     number, or if a label has no name
     * @throws IOException if a file cannot be read
     */
    public static DataSource read(String name, List<String> labels, Path folder)
            throws IOException {
        ImageSet test = images(folder, "t10k", labels.size());
        Optional<Path> trainImages = DataFolder.find(folder, imageFiles("train"));
        Optional<Path> trainLabels = DataFolder.find(folder, labelFiles("train"));
        if (trainImages.isPresent() || trainLabels.isPresent()) {
            ImageSet train = images(folder, "train", labels.size());
            if (!train.shape().equals(test.shape())) {
                throw new DataFormatException(
                        DataFolder.require(folder, imageFiles("t10k")),
                        "images of the training set's shape " + train.shape(),
                        test.shape().toString());
            }
            return new DataSource(name, labels, train, test);
        }
        return split(name, labels, folder, test);
    }

    private static DataSource split(String name, List<String> labels, Path folder, ImageSet images)
            throws IOException {
        int heldOut = images.size() / HELD_OUT_SHARE;
        if (heldOut == 0) {
            throw new DataFormatException(
                    folder,
                    "the train files, or at least " + HELD_OUT_SHARE + " t10k images to split",
                    images.size() + " t10k images");
        }
        int kept = images.size() - heldOut;
        log.info(
                "{}: no training files in {}; the {} images of t10k are split into {} to train on"
                        + " and {} held out",
                name,
                folder,
                images.size(),
                kept,
                heldOut);
        int[] order = new int[images.size()];
        Arrays.setAll(order, i -> i);
        new SplitMix64(SPLIT_SEED).shuffle(order);
        return new DataSource(
                name,
                labels,
                images.select(Arrays.copyOf(order, kept)),
                images.select(Arrays.copyOfRange(order, kept, order.length)));
    }

    private static ImageSet images(Path folder, String set, int classes) throws IOException {
        Path imageFile = DataFolder.require(folder, imageFiles(set));
        Path labelFile = DataFolder.require(folder, labelFiles(set));
        IdxFile images = IdxFile.readImages(imageFile);
        IdxFile labels = IdxFile.readLabels(labelFile);
        if (labels.count() != images.count()) {
            throw new DataFormatException(
                    labelFile,
                    images.count() + " labels, one per image of " + imageFile.getFileName(),
                    Integer.toString(labels.count()));
        }
        byte[] values = labels.values();
        for (int i = 0; i < values.length; i++) {
            int label = values[i] & 0xFF;
            if (label >= classes) {
                throw new DataFormatException(
                        labelFile,
                        "labels 0 to " + (classes - 1),
                        "label " + label + " at index " + i);
            }
        }
        int[] dimensions = images.dimensions();
        return new ImageSet(
                new ImageShape(1, dimensions[1], dimensions[2]), images.values(), values);
    }

    private static List<String> imageFiles(String set) {
        return List.of(set + "-images-idx3-ubyte", set + "-images.idx3-ubyte");
    }

    private static List<String> labelFiles(String set) {
        return List.of(set + "-labels-idx1-ubyte", set + "-labels.idx1-ubyte");
    }
}
