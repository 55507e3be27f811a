/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.hashed;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static io.github.vernier.layers.testing.ArrayAssert.assertSame;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Loops in host memory, ND4J's operations, and the obvious loop over elements agree. */
class BucketTableTest {

    /** More than two chunks, and not a multiple. */
    private static final int WEIGHTS = 10_007;

    private static final int BUCKETS = 531;

    static Stream<Arguments> types() {
        return Stream.of(DataType.FLOAT, DataType.DOUBLE)
                .flatMap(t -> Stream.of(Arguments.of(t, true), Arguments.of(t, false)));
    }

    @ParameterizedTest
    @MethodSource("types")
    void gatherAndScatterAdd(DataType type, boolean signed) {
        Random random = new Random(4);
        int[] indices = random.ints(WEIGHTS, 0, BUCKETS).toArray();
        boolean[] negative = new boolean[WEIGHTS];
        for (int j = 0; j < WEIGHTS; j++) {
            negative[j] = signed && random.nextBoolean();
        }
        // Views with an offset, as parameters and gradients are.
        INDArray theta = view(type, BUCKETS).assign(Nd4j.rand(type, BUCKETS));
        INDArray dW = Nd4j.rand(type, WEIGHTS);
        double[] weight = new double[WEIGHTS];
        double[] sums = new double[BUCKETS];
        for (int j = 0; j < WEIGHTS; j++) {
            int sign = negative[j] ? -1 : 1;
            weight[j] = sign * theta.getDouble(indices[j]);
            sums[indices[j]] += sign * dW.getDouble(j);
        }
        BucketTable table = new BucketTable(indices.clone(), signed ? negative : null, BUCKETS);
        INDArray byLoop = Nd4j.create(type, WEIGHTS);
        INDArray byOps = Nd4j.create(type, WEIGHTS);
        table.gather(theta, byLoop);
        table.gatherByOps(theta, byOps);
        assertSame("gather by loop", byLoop, Nd4j.createFromArray(weight).castTo(type));
        assertSame("gather by operations", byOps, byLoop);

        INDArray gradient = view(type, BUCKETS);
        double tolerance = type == DataType.DOUBLE ? 1e-13 : 1e-5;
        table.scatterAdd(dW, gradient);
        assertClose("scatter by loop", gradient, Nd4j.createFromArray(sums), tolerance);
        table.scatterAddByOps(dW, gradient);
        assertClose("scatter by operations", gradient, Nd4j.createFromArray(sums), tolerance);
    }

    private static INDArray view(DataType type, int length) {
        return Nd4j.valueArrayOf(new long[] {length + 20}, 9.0, type)
                .get(NDArrayIndex.interval(10, 10 + length));
    }
}
