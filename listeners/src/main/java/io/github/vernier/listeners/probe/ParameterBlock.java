/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One parameter of one layer, as a piece of the network's flat parameter and gradient vectors.
 *
 * @param layer name of the layer, or its index in a MultiLayerNetwork without names
 * @param parameter name within the layer, such as {@code W}
 * @param offset first coordinate in the flat vectors
 * @param length number of coordinates
 * @param shape shape of the parameter
 * @param order 'c' or 'f': how the shape is laid out in the flat vectors
 * @param trainable whether training moves it along a gradient; false for running statistics, whose
 *     "gradient" is an update in disguise, and for frozen layers
 */
public record ParameterBlock(
        String layer,
        String parameter,
        long offset,
        long length,
        List<Long> shape,
        char order,
        boolean trainable) {

    /** Layer and parameter, such as {@code conv1/W}. */
    public String name() {
        return layer + "/" + parameter;
    }

    /**
     * This parameter's piece of a flat vector.
     *
     * @param flat a vector over all coordinates of the network, {@code [1, D]} or {@code [D]}
     * @return a view, {@code [length]}
     */
    public INDArray of(INDArray flat) {
        INDArray vector = flat.rank() == 1 ? flat : flat.reshape(flat.length());
        return vector.get(NDArrayIndex.interval(offset, offset + length));
    }
}
