/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Root of the arbiter-spaces module; see its subpackages. */
package io.github.vernier.arbiter;
