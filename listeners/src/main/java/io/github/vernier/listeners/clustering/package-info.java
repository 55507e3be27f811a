/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: examples whose gradients are alike are one cluster, and a minibatch of one example from
 * each cluster is less noisy than a random one.
 *
 * <h2>In training</h2>
 *
 * <pre>{@code
 * var all = new SampledDataSetIterator(data, 128, Sampler.inOrder(data.numExamples()));
 * network.addListeners(
 *     ClusteringListener.builder()
 *         .clusters(16)
 *         .examples(all)
 *         .recordTo(storage)
 *         .build());
 * network.fit(training, epochs);
 * }</pre>
 *
 * <p>{@link io.github.vernier.listeners.clustering.ClusteringListener} clusters along the way, on
 * twins, and writes {@code ClusterUpdate}s: sizes, distortion, variance, classes, and the examples
 * nearest to each centre as small images. It changes no bit of training unless told to.
 *
 * <h2>Training on strata</h2>
 *
 * <pre>{@code
 * var sampler = new StratifiedSampler(data.numExamples(), seed);
 * var training = new SampledDataSetIterator(data, 16, sampler);
 * network.addListeners(
 *     ClusteringListener.builder()
 *         .clusters(16)
 *         .fullBatch(2)
 *         .examples(all)
 *         .stratify(sampler)
 *         .build());
 * network.fit(training, epochs); // the output layer has ExampleWeights.loss(classes)
 * }</pre>
 *
 * <p>Weights keep the mean gradient unbiased whatever the clusters are; good clusters lower its
 * variance. Records have both: {@code variance} of one example's gradient, to be divided by the
 * size of a minibatch, and an upper bound of the variance of a stratified one.
 *
 * <h2>How</h2>
 *
 * <p>The gradient of a dense layer's weights by one example is {@code δ_i a_iᵀ}, a centre {@code d
 * cᵀ}, and {@code ‖δ_i a_iᵀ − d cᵀ‖² = ‖c‖²‖d‖² − 2(c·a_i)(d·δ_i) + ‖a_i‖²‖δ_i‖²}: neither
 * gradients nor centres are ever made. A convolution sums over positions. {@link
 * io.github.vernier.listeners.clustering.FactorCapture} takes a and δ from a twin's backward pass,
 * {@link io.github.vernier.listeners.clustering.GradientFactors} has distances. One cluster for an
 * example, over all layers; weights only, no biases.
 *
 * <p>{@link io.github.vernier.listeners.clustering.FullBatchClustering} runs over all data, {@link
 * io.github.vernier.listeners.clustering.OnlineClustering} takes minibatch after minibatch. Both
 * move centres as published: c and d are means of their members' a and δ, each by itself, which is
 * not the mean gradient, so distortion may rise.
 *
 * <h2>Which weighting</h2>
 *
 * <p>The variance asks for distances times the sizes of clusters. The published way, {@link
 * io.github.vernier.listeners.clustering.Weighting#RUNNING_SIZE}, counts sizes while it assigns,
 * and swings from iteration to iteration. {@link
 * io.github.vernier.listeners.clustering.Weighting#DESCENT} lowers the weighted sum one example at
 * a time and settles; the listener's full-batch clustering has it by default.
 *
 * <h2>Switches of the reference</h2>
 *
 * <table>
 * <caption>fartashf/gvar_code and what they are here; defaults of classes are the published ones,
 * those of the listener are said there</caption>
 * <tr><th>reference</th><th>here</th></tr>
 * <tr><td>{@code mul_Nk}, {@code noMulNk}</td>
 *   <td>{@link io.github.vernier.listeners.clustering.Weighting}</td></tr>
 * <tr><td>{@code add_GG}</td>
 *   <td>{@link io.github.vernier.listeners.clustering.DistanceForm}</td></tr>
 * <tr><td>{@code g_reg_Nk}, {@code gnoise}, {@code eps_td}</td>
 *   <td>{@link io.github.vernier.listeners.clustering.AssignmentRule}</td></tr>
 * <tr><td>{@code no_grad}, {@code no_act}</td>
 *   <td>{@link io.github.vernier.listeners.clustering.ClusteredSpace}</td></tr>
 * <tr><td>gradients of the mean loss</td>
 *   <td>{@link io.github.vernier.listeners.clustering.GradientScale}</td></tr>
 * <tr><td>{@code active_only}</td><td>{@code layers}</td></tr>
 * <tr><td>{@code g_beta}, {@code g_init_mul}, {@code min_size}, reinit {@code largest} and
 *   {@code data}</td><td>{@link io.github.vernier.listeners.clustering.OnlineSettings}</td></tr>
 * <tr><td>{@code gb_citers}</td><td>{@code fullBatch}</td></tr>
 * <tr><td>{@code kahan}</td><td>sums are in double precision</td></tr>
 * </table>
 *
 * <p>Not here: {@code add_CZ}, {@code whiten}, {@code do_svd}, centres of higher rank, and the
 * biased variants of weights.
 *
 * <h2>How good it is</h2>
 *
 * <p>{@link io.github.vernier.listeners.clustering.ClusterObjective} has the exact variance of any
 * clustering of a small data set, from the products of all pairs of gradients.
 *
 * <p>Source: Faghri et al. 2020, "A Study of Gradient Variance in Deep Learning".
 */
package io.github.vernier.listeners.clustering;
