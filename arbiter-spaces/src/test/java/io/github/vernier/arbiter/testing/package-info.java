/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** What tests of search spaces share: the contract of a layer space. */
package io.github.vernier.arbiter.testing;
