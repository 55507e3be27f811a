/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.lowrank.Svd;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A tensor of three dimensions approximated by a sum of R products, {@code X[i, j, k] ~ Σ_r a[i, r]
 * b[j, r] c[k, r]}, by alternating least squares in double.
 *
 * <p>It starts from the singular vectors of the first two unfoldings, which for a third dimension
 * of extent 1 already is the best approximation. Each step solves for one of the three matrices
 * exactly, so that the error never grows.
 *
 * @param first a, {@code [I, R]}
 * @param second b, {@code [J, R]}
 * @param third c, {@code [K, R]}
 * @param squaredError {@code |X - X'|²}
 */
record CanonicalFit(INDArray first, INDArray second, INDArray third, double squaredError) {

    private static final int SWEEPS = 40;
    private static final double ENOUGH = 1e-5;
    private static final double SINGULAR = 1e-12;

    /**
     * Approximates a tensor.
     *
     * @param tensor {@code [I, J, K]}, double, C order
     * @param rank R, 0 or more
     */
    static CanonicalFit of(INDArray tensor, int rank) {
        double norm = square(tensor);
        if (rank == 0 || norm == 0) {
            return new CanonicalFit(
                    zeros(tensor, 0, rank), zeros(tensor, 1, rank), zeros(tensor, 2, rank), norm);
        }
        INDArray[] unfolded = {
            unfold(tensor, 0, 1, 2), unfold(tensor, 1, 0, 2), unfold(tensor, 2, 0, 1)
        };
        INDArray a = leading(unfolded[0], rank);
        INDArray b = leading(unfolded[1], rank);
        INDArray c = solve(unfolded[2], a, b);
        double error = error(unfolded[2], a, b, c);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            a = solve(unfolded[0], b, c);
            b = solve(unfolded[1], a, c);
            c = solve(unfolded[2], a, b);
            double next = error(unfolded[2], a, b, c);
            boolean done = error - next <= ENOUGH * norm;
            error = next;
            if (done) {
                break;
            }
        }
        balance(a, b, c);
        return new CanonicalFit(a, b, c, error);
    }

    private static double square(INDArray array) {
        double norm = array.norm2Number().doubleValue();
        return norm * norm;
    }

    private static INDArray zeros(INDArray tensor, int dimension, int rank) {
        return rank == 0 ? null : Nd4j.zeros(DataType.DOUBLE, tensor.size(dimension), rank);
    }

    private static INDArray unfold(INDArray tensor, int row, int next, int last) {
        long rows = tensor.size(row);
        return tensor.permute(row, next, last)
                .dup('c')
                .reshape('c', new long[] {rows, tensor.length() / rows});
    }

    /** Left singular vectors; random columns where there are not that many. */
    private static INDArray leading(INDArray matrix, int rank) {
        INDArray u = Svd.of(matrix).u();
        int known = Math.min(rank, u.columns());
        Random random = new Random(rank);
        double[] values = random.doubles(matrix.size(0) * rank, -1, 1).toArray();
        INDArray columns = Nd4j.createFromArray(values).reshape(matrix.size(0), rank);
        columns.get(NDArrayIndex.all(), NDArrayIndex.interval(0, known))
                .assign(u.get(NDArrayIndex.all(), NDArrayIndex.interval(0, known)));
        return columns;
    }

    /** {@code (p ⊙ q)[i·Q + j, r] = p[i, r] q[j, r]}. */
    private static INDArray columnwiseProducts(INDArray p, INDArray q) {
        return p.reshape(p.size(0), 1, p.size(1))
                .mul(q.reshape(1, q.size(0), q.size(1)))
                .reshape(p.size(0) * q.size(0), p.size(1));
    }

    /** Least squares x of {@code unfolded ~ x (p ⊙ q)ᵀ}. */
    private static INDArray solve(INDArray unfolded, INDArray p, INDArray q) {
        INDArray gram = p.transpose().mmul(p).muli(q.transpose().mmul(q));
        Svd svd = Svd.of(gram);
        double largest = svd.values().getDouble(0);
        double[] reciprocals = svd.values().dup().data().asDouble();
        for (int i = 0; i < reciprocals.length; i++) {
            reciprocals[i] = reciprocals[i] > SINGULAR * largest ? 1 / reciprocals[i] : 0;
        }
        INDArray inverse =
                svd.v().mulRowVector(Nd4j.createFromArray(reciprocals)).mmul(svd.u().transpose());
        return unfolded.mmul(columnwiseProducts(p, q)).mmul(inverse).dup('c');
    }

    private static double error(INDArray unfolded, INDArray a, INDArray b, INDArray c) {
        return square(unfolded.sub(c.mmul(columnwiseProducts(a, b).transpose())));
    }

    /** Gives the columns of a product the same length in all three matrices. */
    private static void balance(INDArray a, INDArray b, INDArray c) {
        for (int r = 0; r < a.columns(); r++) {
            double lengthA = a.getColumn(r).norm2Number().doubleValue();
            double lengthB = b.getColumn(r).norm2Number().doubleValue();
            double lengthC = c.getColumn(r).norm2Number().doubleValue();
            double common = Math.cbrt(lengthA * lengthB * lengthC);
            if (common > 0) {
                a.getColumn(r).muli(common / lengthA);
                b.getColumn(r).muli(common / lengthB);
                c.getColumn(r).muli(common / lengthC);
            }
        }
    }
}
