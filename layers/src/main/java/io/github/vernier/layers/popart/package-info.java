/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Pop-Art: output layers that learn targets of any and of changing scale (van Hasselt, Guez,
 * Hessel, Mnih, Silver, <i>Learning values across many orders of magnitude</i>, 2016, arXiv
 * 1602.07714).
 *
 * <p>The head computes {@code f(h) = σ (W h + b) + μ}. Before each training step location μ and
 * scale σ move towards the minibatch's labels ("ART"), and W and b get the values that leave f as
 * it was for every input ("POP"); then the step descends the loss of the normalized error {@code W
 * h + b − (y − μ)/σ}. Labels, outputs and evaluations are in units of the targets.
 *
 * <pre>{@code
 * .layer(new PopArtOutputLayer.Builder().beta(1e-3).nOut(1).build())        // instead of OutputLayer
 * .layer(new PopArtRnnOutputLayer.Builder().beta(1e-3).nOut(3).build())     // instead of RnnOutputLayer
 * }</pre>
 *
 * <h2>Options</h2>
 *
 * <ul>
 *   <li>{@code art}: {@link io.github.vernier.layers.popart.VarianceRescaling} (default), {@link
 *       io.github.vernier.layers.popart.MinMaxRescaling}, {@link
 *       io.github.vernier.layers.popart.PercentileRescaling}, or a class of your own with one
 *       method.
 *   <li>{@code beta}, {@code schedule}, {@code reduction}: how fast. β is for each minibatch,
 *       whatever its size; with {@code SUM}, for each target.
 *   <li>{@code bounds}, {@code desiredDeviation}, {@code initialMoments}: limits of σ, what
 *       normalized targets shall have, where it starts.
 *   <li>{@code scope}: a statistic for each output, or a shared one. {@code tasks}: labels carry
 *       the index of the output that learns from them.
 *   <li>{@code mode}: Algorithm 1, or 2 ("normalized SGD"), which needs the updater Sgd in all
 *       layers and gives the same outputs. {@code preserveOutputs(false)}: ART alone.
 *   <li>{@code frozen}: statistics stand still. For gradient checks, and for serving as a fixed
 *       scale.
 *   <li>{@code warmUp}, {@code rescaleUpdaterState}, {@code scoreInOriginalUnits}.
 * </ul>
 *
 * <h2>When state changes</h2>
 *
 * <p>In {@code computeGradientAndScore} (so in {@code fit}), once for each call. Never in {@code
 * output}, {@code score(DataSet)} or evaluations. Statistics are a parameter, {@code statistics
 * [10, S]}, without gradient, updater, regularization or constraints: saving, cloning, checkpoints,
 * early stopping and transfer learning take them along, and a restored network goes on bit for bit.
 * While running, {@link io.github.vernier.layers.popart.PopArtHead#statistics()} tells scale,
 * clipping, errors and what rounding has moved.
 *
 * <h2>Traps</h2>
 *
 * <ul>
 *   <li>The score of training is in normalized units: it falls merely because σ grows. For early
 *       stopping and hyper-parameter search use a {@code RegressionEvaluation}, or {@code
 *       scoreInOriginalUnits(true)}.
 *   <li>The paper's α is for the loss ½ δ². DL4J's L2 has the gradient 2δ (learning rate α/2), MSE
 *       2δ/nOut (α nOut/2).
 *   <li>Gradient clipping, weight decay and constraints act on normalized weights. Clipping then
 *       means the same at every scale; decay pulls outputs towards μ; constraints do not commute
 *       with preserving, of which the log warns.
 *   <li>An activation other than the identity, a loss of more than the difference of output and
 *       label, a line search: refused, since preserving outputs would not preserve them. A loss of
 *       your own is accepted; that it depends on the difference alone is up to you.
 *   <li>NaN and infinite labels are refused before they reach the statistics; masked ones are not
 *       looked at.
 *   <li>In a {@code float} network targets whose mean is above 10⁶ standard deviations cannot be
 *       told apart: a warning. Labels may be of type {@code double} in any network.
 * </ul>
 *
 * <h2>Several replicas</h2>
 *
 * <p>Averaging weights and statistics of replicas, as {@code ParallelWrapper} and Spark's parameter
 * averaging do, is not averaging what they compute, unless all have the same scale: then it is
 * exact. Average often (averaging frequency 1), or freeze the head after a first phase on one
 * worker. To average by hand: {@code rescale(OutputScale.identity(S))} on each replica, average the
 * parameters, {@code rescale} to the pooled scale. With shared gradients each worker's statistics
 * see that worker's labels only and drift apart: freeze them. A target network's head is given its
 * online network's scale with {@code rescale} before its parameters are mixed.
 */
package io.github.vernier.layers.popart;
