/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.bop;

import org.deeplearning4j.nn.conf.constraint.BaseConstraint;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Keeps parameters in [−1, 1] after every update: what {@link Bop} needs, and the weight clipping
 * of BinaryConnect and of Larq's {@code weight_clip}.
 */
public final class UnitClamp extends BaseConstraint {

    private static final long serialVersionUID = 1;

    /** Creates the constraint; the layer's builder names the parameters. */
    public UnitClamp() {}

    @Override
    public void apply(INDArray param) {
        Transforms.max(Transforms.min(param, 1, false), -1, false);
    }

    @Override
    public UnitClamp clone() {
        UnitClamp copy = new UnitClamp();
        copy.setParams(getParams());
        return copy;
    }
}
