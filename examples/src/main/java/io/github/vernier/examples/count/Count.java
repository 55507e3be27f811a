/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.count;

/**
 * What we count for a network beside what was published.
 *
 * @param network name of the network
 * @param convolution what its blocks are made of
 * @param parameters trainable parameters we count
 * @param publishedParameters trainable parameters as published
 * @param multAdds multiply-adds we count by the published rule
 * @param publishedMultAdds multiply-adds as published
 */
public record Count(
        String network,
        String convolution,
        long parameters,
        long publishedParameters,
        long multAdds,
        long publishedMultAdds) {

    /** Whether both numbers are exactly the published ones. */
    public boolean isEqual() {
        return parameters == publishedParameters && multAdds == publishedMultAdds;
    }
}
