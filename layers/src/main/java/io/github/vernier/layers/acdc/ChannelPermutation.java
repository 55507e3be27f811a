/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import java.io.Serializable;
import org.nd4j.shade.jackson.annotation.JsonTypeInfo;

/**
 * A fixed reordering of channels or features, {@code out[j] = in[indices[j]]}.
 *
 * <p>An implementation is configuration: immutable, with {@code equals} and {@code hashCode}, and
 * readable by DL4J's JSON mapper, so that a permutation is saved with its model.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS, property = "@class")
public interface ChannelPermutation extends Serializable {

    /**
     * Where each output comes from.
     *
     * @param channels number of channels
     * @return for output j the input it takes, each from 0 to {@code channels - 1} once
     * @throws IllegalArgumentException if there is no such permutation of so many channels
     */
    int[] indices(int channels);
}
