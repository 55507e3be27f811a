/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.Set;

/** A layer that knows which of its parameters stand for more weights than they are. */
public interface CompressedLayer {

    /**
     * The parameters that a larger weight is made from.
     *
     * @return keys of the parameter table; known once nIn is
     */
    Set<String> compressedParameters();

    /**
     * How they are regularized compared with other parameters.
     *
     * @return the setting
     */
    CompressedRegularization getCompressedRegularization();

    /**
     * Sets how they are regularized compared with other parameters.
     *
     * @param regularization the setting
     */
    void setCompressedRegularization(CompressedRegularization regularization);
}
