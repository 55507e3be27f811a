/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Layer spaces. */
package io.github.vernier.arbiter.spaces;
