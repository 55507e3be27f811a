/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: compare networks of one size.
 *
 * <p>A search over ratios finds that larger networks are better. Here the size is fixed, in
 * parameters, multiply-adds or bits, and what is searched is where in the network it is spent:
 * {@link io.github.vernier.arbiter.spaces.budget.BudgetMultiLayerSpace}, {@link
 * io.github.vernier.arbiter.spaces.budget.BudgetGraphSpace}.
 *
 * <p>A candidate's size is the largest that its settings reach within the budget; with hashed
 * layers that is the budget itself, or a few parameters less. If other searched options make a
 * candidate whose smallest network is above the budget, or its largest below, it is that network.
 * Making a candidate tries some hundred configurations, which takes a fraction of a second.
 */
package io.github.vernier.arbiter.spaces.budget;
