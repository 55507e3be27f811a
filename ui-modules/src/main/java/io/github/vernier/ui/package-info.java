/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/** Root of the ui-modules module; see its subpackages. */
package io.github.vernier.ui;
