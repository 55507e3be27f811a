/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.testing.LayerSpaceContract;
import io.github.vernier.layers.hashed.HashedConvolution2D;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.parameter.continuous.ContinuousParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;

class HashedConvolution2DSpaceContractTest extends LayerSpaceContract {

    @Override
    protected LayerSpace<HashedConvolution2D> space() {
        return Spaces.everything(new HashedConvolution2DSpace.Builder())
                .ratio(new ContinuousParameterSpace(0.05, 1))
                .groups(new IntegerParameterSpace(1, 2))
                .build();
    }

    @Override
    protected int searched() {
        return Spaces.EVERYTHING + 2;
    }

    /** 2 signs x 3 of 10 numbers of outputs x 2 ratios; the single stride is no factor. */
    @Override
    protected LayerSpace<HashedConvolution2D> gridSpace() {
        return new HashedConvolution2DSpace.Builder()
                .kernelSize(3, 3)
                .stride(new DiscreteParameterSpace<>(new int[][] {{1, 1}}))
                .signed(new DiscreteParameterSpace<>(true, false))
                .ratio(new DiscreteParameterSpace<>(0.1, 0.5))
                .nOut(new IntegerParameterSpace(1, 10))
                .build();
    }

    @Override
    protected int gridSize() {
        return 2 * 3 * 2;
    }
}
