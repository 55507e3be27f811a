/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.state;

/**
 * Configuration of a layer that changes its own parameters or statistics in the backward pass, not
 * by the updater.
 *
 * <p>While frozen, a backward pass computes the gradient that it would compute without the change,
 * and writes to nothing but gradients and the layer's working memory.
 */
public interface AdaptiveState {

    /**
     * Stops or resumes the changes, of a layer that is running, too; gradients go on.
     *
     * @param frozen whether state stays as it is
     */
    void setFrozen(boolean frozen);
}
