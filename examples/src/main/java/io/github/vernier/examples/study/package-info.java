/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Trains several networks in the same way and compares them: the steps behind {@code vernier train}
 * and {@code vernier recu}.
 *
 * <p>{@link io.github.vernier.examples.study.Study} takes {@link
 * io.github.vernier.examples.study.StudySettings}, trains every {@link
 * io.github.vernier.examples.study.Candidate} by the same {@link
 * io.github.vernier.examples.training.Protocol} on the same minibatches in the same order, and
 * measures size, accuracy and time of all alike; of binary layers also how many weights are far out
 * and how many signs still flip. {@link io.github.vernier.examples.study.ReCuStudy} has the
 * networks of the study of the clamp.
 *
 * <p>Accuracies are those of the last epoch: the test images choose nothing. (The published ones of
 * ReCU are those of the best epoch on the test images.)
 */
package io.github.vernier.examples.study;
