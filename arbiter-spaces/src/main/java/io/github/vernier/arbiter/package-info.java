/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Searches with Arbiter's spaces that end, resume and explain themselves.
 *
 * <ul>
 *   <li>{@link io.github.vernier.arbiter.spaces}: what can be searched.
 *   <li>{@link io.github.vernier.arbiter.search}: a search, from its options to its result.
 *   <li>{@link io.github.vernier.arbiter.generator}: what chooses candidates; {@link
 *       io.github.vernier.arbiter.pruning}: what gives them up.
 *   <li>{@link io.github.vernier.arbiter.network}: networks as what is searched.
 *   <li>{@link io.github.vernier.arbiter.trial}: trials on disk; {@link
 *       io.github.vernier.arbiter.exchange}: in and out as tables, JSON and Java.
 *   <li>{@link io.github.vernier.arbiter.execution} and {@link io.github.vernier.arbiter.spark}:
 *       where trials run.
 *   <li>{@link io.github.vernier.arbiter.runner}: all this for Arbiter's own configurations.
 *   <li>{@link io.github.vernier.arbiter.parameter}: coordinates with names, underneath.
 * </ul>
 */
package io.github.vernier.arbiter;
