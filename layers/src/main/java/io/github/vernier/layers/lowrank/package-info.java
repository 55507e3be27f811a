/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Convolutions whose weights have low rank, in one sense or another: the substitutes that the
 * published study compares with hashed and ACDC layers.
 */
package io.github.vernier.layers.lowrank;
