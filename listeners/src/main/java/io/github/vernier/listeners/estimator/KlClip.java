/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.estimator;

/**
 * How K-FAC's last direction in training was shortened.
 *
 * @param sum {@code lr² Σ V∘Γ} over all preconditioned layers, with directions V and gradients Γ
 * @param factor {@code min(1, sqrt(limit / sum))}, by which those directions were multiplied
 */
public record KlClip(double sum, double factor) {}
