/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.acdc;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The transform against published values, and against its own matrix for many sizes. */
class DctGoldenTest {

    @TestFactory
    Stream<DynamicTest> published() {
        return GoldenFile.cases("compact", "dct.json").stream()
                .flatMap(
                        c ->
                                Stream.of(DataType.DOUBLE, DataType.FLOAT)
                                        .map(
                                                type ->
                                                        DynamicTest.dynamicTest(
                                                                c.get("name").asText() + " " + type,
                                                                () -> verify(c, type))));
    }

    private static void verify(JsonNode c, DataType type) {
        double tolerance = type == DataType.DOUBLE ? 1e-12 : 1e-5;
        Dct dct = new Dct(c.get("N").asInt());
        INDArray matrix = dct.matrix(type);
        INDArray ortho = dct.orthonormalMatrix(type);
        assertClose("C", matrix, GoldenFile.tensor(c.get("C"), type), tolerance);
        assertClose(
                "inverse",
                dct.inverseMatrix(type),
                GoldenFile.tensor(c.get("Cinv"), type),
                tolerance);
        assertClose("ortho", ortho, GoldenFile.tensor(c.get("C_ortho"), type), tolerance);
        assertClose(
                "inverse ortho",
                ortho.transpose(),
                GoldenFile.tensor(c.get("Cinv_ortho"), type),
                tolerance);
        assertClose(
                "squared norms of rows",
                matrix.mul(matrix).sum(1),
                GoldenFile.tensor(c.get("diag_C_Ct"), type),
                tolerance);
        assertClose(
                "squared norms of columns",
                matrix.mul(matrix).sum(0),
                GoldenFile.tensor(c.get("diag_Ct_C"), type),
                tolerance);
        pass(c.get("dct"), type, tolerance, dct::forward, dct::forwardGradient);
        pass(c.get("idct"), type, tolerance, dct::inverse, dct::inverseGradient);
    }

    private static void pass(
            JsonNode pass,
            DataType type,
            double tolerance,
            UnaryOperator<INDArray> forward,
            UnaryOperator<INDArray> gradient) {
        assertClose(
                "y",
                forward.apply(GoldenFile.tensor(pass.get("x"), type)),
                GoldenFile.tensor(pass.get("y"), type),
                tolerance);
        assertClose(
                "dx",
                gradient.apply(GoldenFile.tensor(pass.get("g"), type)),
                GoldenFile.tensor(pass.get("dx"), type),
                tolerance);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 14, 15, 18, 20, 22, 25, 27, 33, 36, 49, 50, 64,
                74, 80, 96, 97, 100, 127, 160, 256, 320, 334, 512, 640
            })
    void equalsTheProductWithItsMatrix(int size) {
        Dct dct = new Dct(size);
        Nd4j.getRandom().setSeed(3);
        INDArray x = Nd4j.randn(DataType.DOUBLE, 70, size);
        INDArray o = dct.orthonormalMatrix(DataType.DOUBLE);
        // Of numbers of size 1, as the transform preserves them.
        assertThat(dct.orthonormal(x).sub(x.mmul(o)).amaxNumber().doubleValue())
                .isCloseTo(0, within(1e-13));
        assertThat(dct.orthonormalInverse(x).sub(x.mmul(o.transpose())).amaxNumber().doubleValue())
                .isCloseTo(0, within(1e-13));
        assertThat(dct.inverse(dct.forward(x)).sub(x).amaxNumber().doubleValue())
                .isCloseTo(0, within(1e-13));
        INDArray f = x.castTo(DataType.FLOAT);
        assertThat(
                        dct.orthonormal(f)
                                .castTo(DataType.DOUBLE)
                                .sub(dct.orthonormal(x))
                                .amaxNumber()
                                .doubleValue())
                .isCloseTo(0, within(3e-6));
    }

    @org.junit.jupiter.api.Test
    void errorsNameTheShape() {
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> new Dct(4).forward(Nd4j.create(2, 5)))
                .hasMessage("The transform of size 4 takes [m, 4], but got [2, 5]");
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> new Dct(0))
                .hasMessage("Size must be at least 1, but got 0");
    }
}
