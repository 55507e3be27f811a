/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.io.Serializable;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * ART, adaptively rescaling targets: how location and scale follow the targets.
 *
 * <p>The only part of Pop-Art that looks at targets; preserving outputs needs no more than the
 * scale before and after. An implementation is configuration: it must be immutable, have {@code
 * equals} and {@code hashCode}, and be readable by DL4J's JSON mapper (fields, and a constructor
 * without arguments, which may be private). All state is in the moments.
 *
 * <p>Source: van Hasselt et al. 2016 (arXiv 1602.07714), section 2.1.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class")
@FunctionalInterface
public interface AdaptiveRescaling extends Serializable {

    /**
     * The moments after one more minibatch.
     *
     * @param current moments so far; the initial ones at update 1
     * @param batch targets and step size
     * @return new moments, both finite
     */
    Moments update(Moments current, TargetBatch batch);
}
