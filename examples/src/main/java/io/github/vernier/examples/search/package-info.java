/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** One idea: what searches find, where the answer is known. */
package io.github.vernier.examples.search;
