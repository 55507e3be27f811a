/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is known about straight-through estimators in closed form.
 *
 * <p>{@link io.github.vernier.layers.binary.theory.YinToyModel}: the coarse gradients of ReLU and
 * clipped ReLU never point uphill and vanish at the spurious local minimum; the identity's does not
 * vanish there, so that training drifts away from it.
 */
package io.github.vernier.layers.binary.theory;
