/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.demo;

import io.github.vernier.examples.training.InputException;

/**
 * How large the demonstration is.
 *
 * @param epochs of each training, at least 1
 * @param trainExamples images to train on, at least one minibatch
 * @param testExamples images to test on, at least 1
 * @param batch size of minibatches, at least 2
 * @param seed of everything drawn
 */
public record DemoSettings(int epochs, int trainExamples, int testExamples, int batch, long seed) {

    /** Checks the settings. */
    public DemoSettings {
        InputException.atLeastOne("epochs", epochs);
        InputException.atLeastOne("test-examples", testExamples);
        if (batch < 2) {
            throw new InputException("batch " + batch + ": expected at least 2");
        }
        if (trainExamples < batch) {
            throw new InputException(
                    "train-examples " + trainExamples + ": expected at least a batch of " + batch);
        }
    }
}
