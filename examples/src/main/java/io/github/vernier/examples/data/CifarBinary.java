/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A folder with CIFAR-10 in its binary version: records of 3073 bytes, a label 0 … 9 and the red,
 * green and blue planes of a 32x32 image, row by row.
 *
 * <p>The training set is {@code data_batch_1.bin} … {@code data_batch_5.bin}, or one {@code
 * train_batch.bin}; the test set is {@code test_batch.bin}. {@code .gz} may follow each name.
 *
 * <p>Source: A. Krizhevsky, "The CIFAR-10 dataset", section "Binary version".
 */
public final class CifarBinary {

    private static final ImageShape SHAPE = new ImageShape(3, 32, 32);
    private static final int RECORD = 1 + SHAPE.size();
    private static final int BATCHES = 5;
    private static final String TRAIN = "train_batch.bin";
    private static final String TEST = "test_batch.bin";

    private CifarBinary() {}

    /**
     * Reads the folder.
     *
     * @param name what the data set is called
     * @param labels one name per class
     * @param folder where the files are
     * @throws DataFormatException if a file is missing or malformed
     * @throws IOException if a file cannot be read
     */
    public static DataSource read(String name, List<String> labels, Path folder)
            throws IOException {
        List<Path> train = trainFiles(folder);
        Path test = DataFolder.require(folder, List.of(TEST));
        return new DataSource(
                name, labels, images(train, labels.size()), images(List.of(test), labels.size()));
    }

    private static List<Path> trainFiles(Path folder) throws DataFormatException {
        List<String> names =
                IntStream.rangeClosed(1, BATCHES)
                        .mapToObj(i -> "data_batch_" + i + ".bin")
                        .toList();
        List<String> missing =
                names.stream()
                        .filter(file -> DataFolder.find(folder, List.of(file)).isEmpty())
                        .toList();
        if (missing.isEmpty()) {
            return names.stream()
                    .map(file -> DataFolder.find(folder, List.of(file)).orElseThrow())
                    .toList();
        }
        var single = DataFolder.find(folder, List.of(TRAIN));
        if (single.isEmpty()) {
            throw new DataFormatException(
                    folder,
                    names.get(0)
                            + " to "
                            + names.get(BATCHES - 1)
                            + ", or "
                            + TRAIN
                            + " (plain or .gz)",
                    "no " + String.join(", ", missing) + " and no " + TRAIN);
        }
        return List.of(single.get());
    }

    private static ImageSet images(List<Path> files, int classes) throws IOException {
        byte[] pixels = {};
        byte[] labels = {};
        for (Path file : files) {
            byte[] records = DataFolder.read(file, in -> in.readAllBytes());
            int count = count(file, records);
            int done = labels.length;
            pixels = Arrays.copyOf(pixels, Math.multiplyExact(done + count, SHAPE.size()));
            labels = Arrays.copyOf(labels, done + count);
            for (int i = 0; i < count; i++) {
                labels[done + i] = label(file, records, i, classes);
                System.arraycopy(
                        records, i * RECORD + 1, pixels, (done + i) * SHAPE.size(), SHAPE.size());
            }
        }
        return new ImageSet(SHAPE, pixels, labels);
    }

    private static int count(Path file, byte[] records) throws DataFormatException {
        if (records.length == 0 || records.length % RECORD != 0) {
            throw new DataFormatException(
                    file,
                    "a positive multiple of " + RECORD + " bytes",
                    records.length
                            + " bytes = "
                            + records.length / RECORD
                            + " records and "
                            + records.length % RECORD
                            + " bytes");
        }
        return records.length / RECORD;
    }

    private static byte label(Path file, byte[] records, int index, int classes)
            throws DataFormatException {
        int label = records[index * RECORD] & 0xFF;
        if (label >= classes) {
            throw new DataFormatException(
                    file, "labels 0 to " + (classes - 1), "label " + label + " in record " + index);
        }
        return (byte) label;
    }
}
