/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Benchmarks of the hot paths, each against its peer.
 *
 * <p>Every benchmark is a JMH state whose parameter names the variants; {@link
 * io.github.vernier.examples.benchmarks.BenchCommand} runs them in one go and prints, for each
 * {@link io.github.vernier.examples.benchmarks.Comparison}, the ratio of the variants' times.
 * Ratios of minima are the steadier ones on a machine that does other work as well; absolute times
 * say little about another machine and are not promised.
 */
package io.github.vernier.examples.benchmarks;
