/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.distillation;

/** JSON has no NaN: a number that is not finite becomes null. */
final class FiniteJson {

    private FiniteJson() {}

    static Double of(double value) {
        return Double.isFinite(value) ? value : null;
    }

    static Float of(float value) {
        return Float.isFinite(value) ? value : null;
    }
}
