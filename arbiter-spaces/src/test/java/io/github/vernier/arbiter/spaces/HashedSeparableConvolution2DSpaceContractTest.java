/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.testing.LayerSpaceContract;
import io.github.vernier.layers.hashed.HashedSeparableConvolution2D;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

class HashedSeparableConvolution2DSpaceContractTest extends LayerSpaceContract {

    @Override
    protected LayerSpace<HashedSeparableConvolution2D> space() {
        return Spaces.everything(new HashedSeparableConvolution2DSpace.Builder())
                .budget(new IntegerParameterSpace(1, 100))
                .hashedDepthwise(new BooleanSpace())
                .depthwiseBias(new BooleanSpace())
                .build();
    }

    @Override
    protected int searched() {
        return Spaces.EVERYTHING + 3;
    }

    /** 2 budgets x 2 depthwise convolutions x 2 numbers of outputs. */
    @Override
    protected LayerSpace<HashedSeparableConvolution2D> gridSpace() {
        return new HashedSeparableConvolution2DSpace.Builder()
                .kernelSize(3, 3)
                .budget(new DiscreteParameterSpace<>(50, 60))
                .hashedDepthwise(new DiscreteParameterSpace<>(true, false))
                .nOut(new IntegerParameterSpace(4, 5))
                .build();
    }

    @Override
    protected int gridSize() {
        return 2 * 2 * 2;
    }
}
