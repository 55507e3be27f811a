/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: training and scoring a network is one kind of objective.
 *
 * <pre>{@code
 * Search.builder()
 *     .space(multiLayerSpace)                                   // or a ComputationGraphSpace
 *     .objective(NetworkObjective.builder()
 *         .data(Digits.class, new Properties())                 // Arbiter's DataSource
 *         .score(new EvaluationScoreFunction(Metric.ACCURACY))  // Arbiter's ScoreFunction
 *         .name("accuracy")
 *         .saveModels(Path.of("models"))
 *         .build())
 *     .also(new Goal("parameters", Direction.MINIMIZE), NetworkMeasure.parameters(inputType))
 *     ...
 * }</pre>
 *
 * <p>A class of a data source is made and configured for each training and each score, as Arbiter
 * does; where reading the data takes long, give {@code data} an object, which all trials share.
 *
 * <p>The network trains for the epochs of its space and is scored after each, which is what pruning
 * looks at; the last score is the trial's. Training stops at the next iteration when it is told to.
 * A network whose space fixes no seed gets the trial's, so a trial can be repeated. A space with an
 * early stopping configuration trains by Arbiter's own tasks instead: use {@link
 * io.github.vernier.arbiter.runner.SafeOptimizationRunner}.
 */
package io.github.vernier.arbiter.network;
