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
 * <p>There is a space for every layer of {@code io.github.vernier.layers}, with every option of its
 * builder, the inherited ones too, except given index tables, which are data and not a choice. An
 * option that is not given keeps the layer's default. One space object used in two places is one
 * parameter: both places get the same value.
 *
 * <ul>
 *   <li>{@link io.github.vernier.arbiter.spaces.value}: logarithmic, stepped, linked and ordered
 *       parameters.
 *   <li>{@link io.github.vernier.arbiter.spaces.conditional}: one layer of several, of which only
 *       the chosen one's parameters count; grids that know it.
 *   <li>{@link io.github.vernier.arbiter.spaces.training}: schedules, updaters, sign estimators.
 *   <li>{@link io.github.vernier.arbiter.spaces.budget}: networks of one size.
 *   <li>{@link io.github.vernier.arbiter.spaces.GivenLayerSpace}: a stock layer as it is.
 * </ul>
 *
 * <h2>Rules</h2>
 *
 * <p>Arbiter's runner never ends if a space throws for every candidate, so what can be known is
 * checked by {@code build()}, and a candidate is never refused for its own options:
 *
 * <ul>
 *   <li>{@code build()} makes the layer with both ends of each range and all values of each choice;
 *       what the layer's builder refuses, it refuses. The ends of arithmetic on other spaces
 *       ({@code MathOp}) are not known, and not checked. What Arbiter's own builder has (nOut, l2,
 *       dropout of other kinds...) is not checked either.
 *   <li>A convolution needs its kernel; a hashed layer exactly one of ratio, buckets, decimate or,
 *       if separable, budget; a low-rank one rank or ratio; a shuffle layer groups or groupsAtMost.
 *   <li>Two options that exclude each other are refused if both are fixed. If one is searched, the
 *       other gives way: padding to convolution mode Same, signed to referenceCompatible, the mode
 *       of a Pop-Art head to a loss that is not squared.
 *   <li>What depends on the rest of the network is found when the network is made from the
 *       candidate, which then counts as failed: more buckets than weights, groups that do not
 *       divide the channels, a rank above them. Prefer ratios.
 *   <li>Convolution mode Strict, and kernels larger than their input, throw while a network space
 *       with an input type makes its candidate: keep them out of such spaces.
 *   <li>Bop also needs its start and its clamp: {@code updater(new BopSpace(...))}, {@code
 *       biasUpdater(...)} and {@code constrainWeights(new UnitClamp())}.
 * </ul>
 *
 * <h2>JSON</h2>
 *
 * <p>Spaces travel in the JSON and YAML of the network space, come back equal and give the same
 * candidates. Fixed values of these layers' spaces stand there as themselves, beside the name of
 * their class; those of the network, and lists of constraints, are written by Arbiter, by Java
 * serialization: read only files that you trust.
 *
 * <h2>What to know about Arbiter 1.0.0-beta7</h2>
 *
 * <ul>
 *   <li>Shared spaces become two after JSON, while the number of parameters stays: share a {@link
 *       io.github.vernier.arbiter.spaces.value.LinkedSpace}, which stays one.
 *   <li>Grid search takes a {@code BooleanSpace} for a range and tries it {@code
 *       discretizationCount} times: use {@code new DiscreteParameterSpace<>(true, false)}, or
 *       {@link io.github.vernier.arbiter.spaces.conditional.ActiveGridGenerator}.
 *   <li>Grid search fails on a choice of one value; here it becomes a fixed value.
 *   <li>A grid smaller than {@code MaxCandidatesCondition} keeps Arbiter's runner polling for ever;
 *       {@link io.github.vernier.arbiter.search} ends.
 *   <li>{@code MathOp}, {@code PairMathOp} and {@code FixedLayerSpace} cannot be read from JSON;
 *       the last also counts in grids.
 *   <li>{@code AdamSpace} gives β1, β2 and ε the value 0.001 where they are not given.
 *   <li>Two {@code IntegerParameterSpace} that differ only in their minimum are equal.
 * </ul>
 *
 * <h2>Adding a space</h2>
 *
 * <p>A layer with a builder: extend {@link io.github.vernier.arbiter.spaces.BuilderLayerSpace},
 * start the builder in {@code start}, and put groups of options together in the space's own
 * builder; see {@link io.github.vernier.arbiter.spaces.TuckerConvolution2DSpace}. Its contract is
 * the test class {@code LayerSpaceContract}, that of any space {@code SpaceContract}.
 */
package io.github.vernier.arbiter.spaces;
