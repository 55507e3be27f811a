/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.health;

/** How bad it is; the worst first. */
public enum Severity {
    /** Training cannot go on like this. */
    ERROR,
    /** Training suffers. */
    WARNING,
    /** Worth knowing. */
    NOTE
}
