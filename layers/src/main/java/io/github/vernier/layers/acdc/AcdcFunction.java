/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import io.github.vernier.layers.parameterized.ColumnFunction;
import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A chain of factors as a weight, or applied to columns. */
final class AcdcFunction implements ColumnFunction {

    private final FactorChain chain;
    private final int factors;
    private final long nIn;
    private final AcdcPath path;

    AcdcFunction(FactorChain chain, int factors, long nIn, AcdcPath path) {
        this.chain = chain;
        this.factors = factors;
        this.nIn = nIn;
        this.path = path;
    }

    @Override
    public INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training) {
        chain.apply(diagonals(theta), unitVectors(), matrix(buffer, nIn));
        return buffer;
    }

    @Override
    public void backprop(
            Map<String, INDArray> theta,
            INDArray weight,
            INDArray weightGradient,
            Map<String, INDArray> gradients) {
        assign(
                chain.backprop(diagonals(theta), unitVectors(), matrix(weightGradient, nIn), null),
                gradients);
    }

    /** Building transforms nIn columns, and a convolution comes on top. */
    @Override
    public boolean isFasterOnColumns(long columns, boolean training) {
        return path == AcdcPath.ACTIVATIONS || path == AcdcPath.AUTO && training && columns < nIn;
    }

    @Override
    public void apply(Map<String, INDArray> theta, INDArray x, INDArray y) {
        chain.apply(
                diagonals(theta),
                FactorChain.columnsOf(matrix(x, x.size(1))),
                matrix(y, y.size(1)));
    }

    @Override
    public void backpropColumns(
            Map<String, INDArray> theta,
            INDArray x,
            INDArray dy,
            INDArray dx,
            Map<String, INDArray> gradients) {
        assign(
                chain.backprop(
                        diagonals(theta),
                        FactorChain.columnsOf(matrix(x, x.size(1))),
                        matrix(dy, dy.size(1)),
                        matrix(dx, dx.size(1))),
                gradients);
    }

    private FactorChain.Source unitVectors() {
        return FactorChain.identity(Math.toIntExact(nIn));
    }

    private HostMatrix matrix(INDArray array, long columns) {
        return new HostMatrix(array, columns, chain.type());
    }

    /** The A of all factors, then the D. */
    private double[][] diagonals(Map<String, INDArray> theta) {
        double[][] diagonals = new double[2 * factors][];
        split(theta.get(AcdcWeight.A), diagonals, 0);
        split(theta.get(AcdcWeight.D), diagonals, factors);
        return diagonals;
    }

    private void split(INDArray array, double[][] diagonals, int first) {
        double[] values = array.dup('c').reshape(array.length()).toDoubleVector();
        int size = values.length / factors;
        for (int l = 0; l < factors; l++) {
            diagonals[first + l] = Arrays.copyOfRange(values, l * size, (l + 1) * size);
        }
    }

    private void assign(double[][] diagonals, Map<String, INDArray> gradients) {
        assign(diagonals, 0, gradients.get(AcdcWeight.A));
        assign(diagonals, factors, gradients.get(AcdcWeight.D));
    }

    private void assign(double[][] diagonals, int first, INDArray view) {
        double[][] values = Arrays.copyOfRange(diagonals, first, first + factors);
        view.assign(Nd4j.createFromArray(values).castTo(view.dataType()));
    }
}
