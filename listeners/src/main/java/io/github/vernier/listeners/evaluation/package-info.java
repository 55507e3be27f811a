/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: what a network is worth on data it is not trained on, while it is trained.
 *
 * <pre>{@code
 * network.addListeners(EvaluationRecorder.builder()
 *         .heldOut(testIterator).name("test").schedule(Schedule.every(500)).recordTo(storage).build());
 * }</pre>
 *
 * <p>{@link io.github.vernier.listeners.evaluation.EvaluationRecorder} runs a twin of the network
 * over the whole set, at the end of epochs and, if asked, after every so many iterations: mean loss
 * without regularization, and for each output accuracy or regression error. Nothing of training
 * changes: not the random numbers, not the state of recurrent layers, not the masks. Several
 * recorders may watch one network, each with a set and a name.
 *
 * <p>Two forward passes over the set for each evaluation; {@code schedule(Schedule.timeShare(0.1))}
 * keeps that to a tenth of the time.
 */
package io.github.vernier.listeners.evaluation;
