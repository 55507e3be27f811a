/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The table of counts: what the published compact networks cost, counted from configurations,
 * beside what was published.
 *
 * <p>The published numbers are data, in {@code published.csv}, each with its source. {@link
 * io.github.vernier.examples.count.CountExperiment} counts every one of them anew and says how the
 * two compare; {@link io.github.vernier.examples.count.CountCommand} prints.
 *
 * <pre>{@code
 * List<Count> counts = new CountExperiment().run(figure -> figure.network().equals("darts"));
 * }</pre>
 *
 * <p>A number that is given in full has to come out as the same integer. One that is given with six
 * digits has to round to these. A setting for a budget may be nearer to the budget than the
 * published one, whose search gets stuck; see {@link io.github.vernier.layers.cost.BudgetSolver}.
 */
package io.github.vernier.examples.count;
