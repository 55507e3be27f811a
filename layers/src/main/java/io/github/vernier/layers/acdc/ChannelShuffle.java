/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * ShuffleNet's shuffle: channels seen as a matrix {@code [groups, channels / groups]}, transposed;
 * {@code out[i · groups + j] = in[j · channels / groups + i]}.
 *
 * <p>Source: Zhang et al. 2017 (arXiv 1707.01083); {@code ShuffleBlock} of
 * BayesWatch/deficient-efficient.
 */
public final class ChannelShuffle implements ChannelPermutation {

    private static final long serialVersionUID = 1;

    @JsonProperty private int groups = 1;

    /** For JSON. */
    @SuppressWarnings("unused")
    private ChannelShuffle() {}

    /**
     * A shuffle between groups.
     *
     * @param groups at least 1
     * @throws IllegalArgumentException if there are fewer
     */
    public ChannelShuffle(int groups) {
        if (groups < 1) {
            throw new IllegalArgumentException("groups must be at least 1, but got " + groups);
        }
        this.groups = groups;
    }

    @Override
    public int[] indices(int channels) {
        if (channels % groups != 0) {
            throw new IllegalArgumentException(
                    "Channel shuffle: the number of groups, "
                            + groups
                            + ", must divide the number of channels, but there are "
                            + channels);
        }
        int width = channels / groups;
        int[] indices = new int[channels];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j < groups; j++) {
                indices[i * groups + j] = j * width + i;
            }
        }
        return indices;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelShuffle that && groups == that.groups;
    }

    @Override
    public int hashCode() {
        return groups;
    }

    @Override
    public String toString() {
        return "shuffle(groups=" + groups + ")";
    }
}
