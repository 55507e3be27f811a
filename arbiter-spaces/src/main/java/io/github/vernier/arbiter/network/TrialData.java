/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.network;

import java.io.Serializable;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.nn.api.Model;

/** What each trial's network is trained and scored on. */
interface TrialData extends Serializable {

    /** An iterator over the training data, or what makes one. */
    Object training() throws ReflectiveOperationException;

    /** Scores a network on the test data. */
    double score(ScoreFunction score, Model network);
}
