/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** One idea: training and scoring a network is one kind of objective. */
package io.github.vernier.arbiter.network;
