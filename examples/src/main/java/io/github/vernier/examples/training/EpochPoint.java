/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

/**
 * One epoch of training.
 *
 * @param model model that is trained
 * @param epoch number of the epoch, from 1
 * @param loss mean over the minibatches of what the training minimizes, without the penalty of
 *     weights; for the distilled student that includes what it learns from the teacher, so compare
 *     losses within a model only
 * @param accuracy share of the test images classified right after the epoch
 * @param imagesPerSecond training speed
 */
public record EpochPoint(
        ModelName model, int epoch, double loss, double accuracy, double imagesPerSecond) {}
