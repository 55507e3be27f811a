/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.variance;

import org.nd4j.linalg.api.blas.params.MMulTranspose;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.api.ops.impl.reduce.Mmul;
import org.nd4j.linalg.factory.Nd4j;

/**
 * {@code c = a bᵀ} on arrays that stay: ND4J takes as long to prepare a small product as to compute
 * it, so it is prepared once.
 */
final class PreparedProduct {

    private final Mmul operation;
    private final OpContext context;

    /** A product; c is in Fortran order. */
    PreparedProduct(INDArray a, INDArray b, INDArray c) {
        operation = new Mmul(a, b, c, 1, 0, MMulTranspose.builder().transposeB(true).build());
        context = Nd4j.getExecutioner().buildContext();
        context.setInputArrays(a, b);
        context.setOutputArrays(c);
        context.setIArguments(operation.iArgs());
        context.setTArguments(operation.tArgs());
        context.setBArguments(operation.bArgs());
    }

    void compute() {
        Nd4j.exec(operation, context);
    }
}
