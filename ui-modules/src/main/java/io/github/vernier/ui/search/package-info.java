/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One idea: a search is watched through its store, so it need not know that it is.
 *
 * <p>{@link io.github.vernier.ui.search.Searches} names the stores to show. The page polls for
 * trials changed since it last asked; stop and prune are written to the store as requests, which
 * the process that searches looks for. So the UI may run in that process, in another, or
 * afterwards.
 *
 * <p>The page needs {@code vernier-arbiter-spaces}, an optional dependency of this module: without
 * it on the class path there is no such page.
 */
package io.github.vernier.ui.search;
