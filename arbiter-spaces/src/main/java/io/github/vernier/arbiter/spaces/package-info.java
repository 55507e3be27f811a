/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a layer space is the layer's builder with a space in place of each value.
 *
 * <pre>{@code
 * MultiLayerSpace space = new MultiLayerSpace.Builder()
 *     .addLayer(new HashedConvolution2DSpace.Builder()
 *         .kernelSize(3, 3)                                              // fixed
 *         .nOut(new IntegerParameterSpace(16, 64))                       // searched
 *         .ratio(new ContinuousParameterSpace(new LogUniformDistribution(0.01, 0.5)))
 *         .hashFunction(new DiscreteParameterSpace<>(HashFunction.values()))
 *         .build())
 *     .addLayer(new OutputLayerSpace.Builder().nOut(10).build())
 *     .setInputType(InputType.convolutional(32, 32, 3))
 *     .build();
 * CandidateGenerator candidates = new RandomSearchGenerator(space);
 * }</pre>
 *
 * <p>An option that is not given keeps the layer's default. Every option of the layers' builders is
 * there, the inherited ones too, except given index tables, which are data and not a choice. One
 * space object used in two places is one parameter: both places get the same value.
 *
 * <h2>Rules</h2>
 *
 * <p>Arbiter's runner never ends if a space throws for every candidate, so what can be known is
 * checked by {@code build()}, and a candidate is never refused for its own options:
 *
 * <ul>
 *   <li>The kernel and exactly one size are needed: ratio, buckets, decimate or, for the separable
 *       layer, budget.
 *   <li>Both ends of each range and all values of each choice must be valid; {@code build()} throws
 *       otherwise. The ends of arithmetic on other spaces ({@code MathOp}) are not known, and not
 *       checked.
 *   <li>Two options that exclude each other are refused if both are fixed. If one is searched, the
 *       other gives way: padding is ignored where the convolution mode is Same, and signed is
 *       ignored where referenceCompatible is true.
 *   <li>What depends on the rest of the network is found when the network is made from the
 *       candidate, which then counts as failed: more buckets than weights, a budget that is too
 *       small, groups that do not divide the channels. Prefer ratio to buckets.
 *   <li>Convolution mode Strict, and kernels larger than their input, throw while a network space
 *       with an input type makes its candidate: keep them out of such spaces.
 * </ul>
 *
 * <h2>JSON</h2>
 *
 * <p>Spaces travel in the JSON and YAML of the network space, come back equal and give the same
 * candidates. Fixed options of these layers stand there as themselves; fixed values of inherited
 * options and of the network are written by Arbiter, most by Java serialization, so read only files
 * that you trust.
 *
 * <h2>What to know about Arbiter 1.0.0-beta7</h2>
 *
 * <ul>
 *   <li>Shared spaces become two after JSON, while the number of parameters stays. Write such a
 *       space after its generator is made, and read it with {@code new RandomSearchGenerator(space,
 *       null, true)}, which keeps the saved numbering; otherwise every candidate fails.
 *   <li>Grid search takes a {@code BooleanSpace} for a range and tries it {@code
 *       discretizationCount} times: use {@code new DiscreteParameterSpace<>(true, false)}.
 *   <li>Grid search fails on a choice of one value; here it becomes a fixed value, but not in the
 *       inherited options (nOut, l2, updater...).
 *   <li>A grid smaller than {@code MaxCandidatesCondition} keeps the runner polling for ever: give
 *       {@code MaxCandidatesCondition(generator.getTotalNumCandidates())}.
 *   <li>{@code MathOp} and {@code PairMathOp} cannot be read from JSON.
 *   <li>Two {@code IntegerParameterSpace} that differ only in their minimum are equal.
 * </ul>
 *
 * <h2>Adding a space</h2>
 *
 * <p>Plain fields of type {@code ParameterSpace} are found by reflection, private and inherited
 * ones too, collections are not; a private constructor without arguments is for JSON. The contract
 * of a layer space is the test class {@code LayerSpaceContract}.
 */
package io.github.vernier.arbiter.spaces;
