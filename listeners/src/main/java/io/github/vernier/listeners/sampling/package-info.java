/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: which examples are in a minibatch, and how one learns that.
 *
 * <h2>Indices</h2>
 *
 * <p>An {@link io.github.vernier.listeners.sampling.IndexedDataSetIterator} trains as any iterator
 * does, in MultiLayerNetwork and ComputationGraph, and knows the indices of the examples of the
 * current minibatch; a listener asks it. {@link
 * io.github.vernier.listeners.sampling.NumberedDataSetIterator} numbers the examples of any
 * iterator that keeps its order; {@link
 * io.github.vernier.listeners.sampling.SampledDataSetIterator} has its data in memory and lets a
 * {@link io.github.vernier.listeners.sampling.Sampler} choose.
 *
 * <pre>{@code
 * var training = new SampledDataSetIterator(data, 64, Sampler.shuffled(data.numExamples(), seed));
 * network.fit(training, epochs);
 * }</pre>
 *
 * <p>They are not prefetched by {@code fit}, or the current minibatch would be another than that in
 * training. Where something else prefetches, {@code IndexedDataSetIterator.indicesOf(minibatch)}
 * holds.
 *
 * <h2>Samplers</h2>
 *
 * <table>
 * <caption>Samplers</caption>
 * <tr><th>sampler</th><th>examples</th><th>mean gradient</th></tr>
 * <tr><td>{@code Sampler.inOrder}, {@code shuffled}</td><td>all once</td><td>unbiased</td></tr>
 * <tr><td>{@link io.github.vernier.listeners.sampling.StratifiedSampler}</td>
 *   <td>one of each stratum in turn</td><td>unbiased, by weights</td></tr>
 * <tr><td>{@link io.github.vernier.listeners.sampling.SnoozeSampler}</td>
 *   <td>small signals pause, twice as long each time</td><td>biased</td></tr>
 * <tr><td>{@link io.github.vernier.listeners.sampling.LinearRankSampler}</td>
 *   <td>the lowest ranks are dropped for some epochs</td><td>biased</td></tr>
 * <tr><td>{@link io.github.vernier.listeners.sampling.MinVarSampler}</td>
 *   <td>small gradients come seldom and count more</td><td>biased</td></tr>
 * </table>
 *
 * <p>Samplers by signals need a {@link io.github.vernier.listeners.sampling.SignalListener}, which
 * brings them the loss or the norm of the gradient of each example. Write a sampler of your own by
 * implementing {@link io.github.vernier.listeners.sampling.Sampler}, or, for delays, by extending
 * {@link io.github.vernier.listeners.sampling.SignalSampler}.
 *
 * <h2>Weights</h2>
 *
 * <p>Where a sampler gives weights, the iterator multiplies labels by them, and the output layer
 * must have the loss function {@code ExampleWeights.loss(classes)}: with another loss, weights
 * would be wrong in silence. The score of training is then the weighted loss. Regression has no
 * weights.
 */
package io.github.vernier.listeners.sampling;
