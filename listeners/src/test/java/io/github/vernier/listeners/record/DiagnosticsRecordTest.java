/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

/** Records of binary weights, Pop-Art heads and evaluations through all storages. */
class DiagnosticsRecordTest extends RecordContract {

    @Override
    protected List<VernierRecord> infos() {
        return List.of(
                new BinaryWeightStaticInfo(
                        new BinaryWeightStaticInfo.Settings(
                                List.of("a/dW", "a/pW"),
                                new int[] {9, 12},
                                List.of("out"),
                                List.of("no binary weight"),
                                0.75,
                                3,
                                -1,
                                1)),
                new PopArtStaticInfo(
                        List.of(
                                new PopArtStaticInfo.Head(
                                        "out",
                                        2,
                                        "SHARED",
                                        "POP_ART",
                                        "variance",
                                        0.1,
                                        1e-4,
                                        1e6,
                                        1))));
    }

    private static List<VernierRecord> updates(int iteration) {
        BinaryWeightUpdate.Table table = BinaryWeightUpdate.Table.ofRows(2);
        table.tau()[1] = 0.9f;
        table.bound()[0] = Float.POSITIVE_INFINITY;
        table.flipRatio()[0] = Float.NaN;
        table.signBalance()[1] = -0.5f;
        return List.of(
                new BinaryWeightUpdate(iteration, 1, table, new int[] {1, 2, 3, 4, 5, 6}),
                new PopArtUpdate(
                        iteration,
                        1,
                        0.5,
                        List.of(
                                new PopArtUpdate.Head(
                                        "out",
                                        new double[] {1e300},
                                        new double[] {3},
                                        new double[] {9},
                                        new double[] {0.99},
                                        new int[] {-1},
                                        new int[] {7},
                                        new double[] {1, Double.NaN},
                                        new double[] {3, Double.NaN},
                                        1e-7))),
                new EvaluationUpdate(
                        iteration,
                        1,
                        "test",
                        new EvaluationUpdate.Errors(
                                10,
                                0.25,
                                List.of("a", "b"),
                                new double[] {0.5, Double.NaN},
                                new double[] {Double.NaN, 2},
                                new double[] {Double.NaN, 1})));
    }

    @Override
    protected List<VernierRecord> updates() {
        return IntStream.range(0, 4).boxed().flatMap(i -> updates(i).stream()).toList();
    }

    @Override
    protected void check(MemoryRecordSink records) {
        BinaryWeightUpdate weights = records.updates(BinaryWeightUpdate.class).get(3);
        assertThat(weights.getHistogram(1)).containsExactly(4, 5, 6);
        assertThat(weights.getTable().flipRatio()[0]).isNaN();
        assertThat(weights.getTable().bound()[0]).isInfinite();
        PopArtUpdate heads = records.updates(PopArtUpdate.class).get(3);
        assertThat(heads.getHeads().get(0).mean()).containsExactly(1e300);
        EvaluationUpdate evaluation = records.updates(EvaluationUpdate.class).get(3);
        assertThat(evaluation.getErrors().rmse()).containsExactly(Double.NaN, 2);
        assertThat(evaluation.getIteration()).isEqualTo(3);
        assertThat(evaluation.getName()).isEqualTo("test");
    }
}
