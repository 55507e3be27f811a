/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;

/**
 * A multiple of a regularization, which adds a function of the parameter to the gradient or update.
 *
 * @param of the regularization
 * @param factor the multiple
 */
record ScaledRegularization(Regularization of, double factor) implements Regularization {

    private static final long serialVersionUID = 1;

    @Override
    public ApplyStep applyStep() {
        return of.applyStep();
    }

    @Override
    public void apply(INDArray param, INDArray gradView, double lr, int iteration, int epoch) {
        INDArray added = gradView.ulike().assign(0);
        of.apply(param, added, lr, iteration, epoch);
        gradView.addi(added.muli(factor));
    }

    @Override
    public double score(INDArray param, int iteration, int epoch) {
        return factor * of.score(param, iteration, epoch);
    }

    @Override
    public Regularization clone() {
        return new ScaledRegularization(of.clone(), factor);
    }
}
