/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.study;

import io.github.vernier.examples.training.DataSelection;
import io.github.vernier.examples.training.Protocol;
import java.util.List;

/**
 * Everything that decides a study's numbers.
 *
 * @param title of the report
 * @param data images to train and test on
 * @param candidates networks, each compared with the first
 * @param protocol how all are trained
 * @param seed of parameters, orders and transforms
 */
public record StudySettings(
        String title,
        DataSelection data,
        List<Candidate> candidates,
        Protocol protocol,
        long seed) {

    /** Copies the list. */
    public StudySettings {
        candidates = List.copyOf(candidates);
    }
}
