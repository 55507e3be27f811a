/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import io.github.vernier.examples.data.DataFormatException;
import io.github.vernier.examples.data.DataSource;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Images to train and test on.
 *
 * @param name a data set's name
 * @param folder where its files are, null if it needs none
 * @param trainExamples at most so many training images
 * @param testExamples at most so many test images
 */
public record DataSelection(String name, Path folder, int trainExamples, int testExamples) {

    /** Rejects numbers below 1. */
    public DataSelection {
        InputException.atLeastOne("train-examples", trainExamples);
        InputException.atLeastOne("test-examples", testExamples);
    }

    /**
     * Reads or draws the images.
     *
     * @param seed of what is drawn
     * @throws InputException if the data set is not known or its files are not what they should be
     * @throws IOException if a file cannot be read
     */
    public DataSource read(long seed) throws IOException {
        try {
            return DataSource.of(name, folder, seed).limit(trainExamples, testExamples);
        } catch (IllegalArgumentException | DataFormatException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    /**
     * The same with fewer images.
     *
     * @param train at most so many training images
     * @param test at most so many test images
     */
    public DataSelection atMost(int train, int test) {
        return new DataSelection(
                name, folder, Math.min(train, trainExamples), Math.min(test, testExamples));
    }
}
