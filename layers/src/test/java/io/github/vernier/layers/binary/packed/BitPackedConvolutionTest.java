/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.packed;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static io.github.vernier.layers.testing.ArrayAssert.assertSame;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.binary.estimator.StepFunction;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import io.github.vernier.layers.testing.GoldenFile;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Words, inner products and convolutions; all exact, since they are integers. */
class BitPackedConvolutionTest {

    private static final JsonNode GOLDEN = GoldenFile.read("binary", "bitpack.json");

    @Test
    void vectors() {
        assertThat(GOLDEN.get("vectors")).isNotEmpty();
        for (JsonNode vector : GOLDEN.get("vectors")) {
            for (DataType type : new DataType[] {DataType.DOUBLE, DataType.FLOAT}) {
                SignBits a = SignBits.of(GoldenFile.tensor(vector.get("a"), type));
                SignBits b = SignBits.of(GoldenFile.tensor(vector.get("b"), type));
                assertThat(a.length()).isEqualTo(vector.get("n").asInt());
                assertWords(a, vector.get("a64"), vector.get("a32"));
                assertWords(b, vector.get("b64"), vector.get("b32"));
                assertThat(a.differences(b)).isEqualTo(vector.get("xorPopcount").asInt());
                assertThat(a.dot(b)).isEqualTo(vector.get("dot").asInt());
            }
        }
    }

    private static void assertWords(SignBits bits, JsonNode longs, JsonNode ints) {
        assertThat(bits.toLongArray()).hasSize(longs.size());
        for (int i = 0; i < longs.size(); i++) {
            assertThat(String.format("0x%016x", bits.toLongArray()[i]))
                    .isEqualTo(longs.get(i).asText());
        }
        assertThat(bits.toIntArray()).hasSize(ints.size());
        for (int i = 0; i < ints.size(); i++) {
            assertThat(String.format("0x%08x", bits.toIntArray()[i]))
                    .isEqualTo(ints.get(i).asText());
        }
    }

    @Test
    void convolution() {
        JsonNode conv = GOLDEN.get("conv");
        INDArray x = GoldenFile.tensor(conv.get("input"), DataType.DOUBLE);
        BitPackedConvolution.Builder builder =
                BitPackedConvolution.of(GoldenFile.tensor(conv.get("weight"), DataType.DOUBLE))
                        .padding(
                                conv.get("padding").get(0).asInt(),
                                conv.get("padding").get(1).asInt());
        if (conv.has("stride")) {
            builder.stride(conv.get("stride").get(0).asInt(), conv.get("stride").get(1).asInt());
        }
        INDArray ones = builder.paddingSign(PaddingSign.ONE).build().apply(x);
        INDArray zeros = builder.paddingSign(PaddingSign.ZERO).build().apply(x);
        assertSame(
                "padded with +1",
                ones,
                GoldenFile.tensor(conv.get("outputOnePadding"), DataType.DOUBLE));
        assertSame(
                "padded with 0",
                zeros,
                GoldenFile.tensor(conv.get("outputZeroPadding"), DataType.DOUBLE));
        assertClose(
                "difference",
                zeros.sub(ones),
                GoldenFile.tensor(conv.get("zeroPadCorrection"), DataType.DOUBLE),
                0);
    }

    @ParameterizedTest
    @CsvSource({
        // nIn, nOut, kH, kW, stride, padding, dilation
        "1, 2, 1, 1, 1, 0, 1",
        "3, 4, 3, 3, 1, 1, 1",
        "64, 3, 3, 3, 2, 1, 1",
        "65, 2, 2, 3, 1, 2, 1",
        "130, 2, 3, 1, 3, 0, 1",
        "5, 3, 3, 3, 1, 2, 2",
    })
    void equalsTheFloatConvolution(
            int nIn, int nOut, int kH, int kW, int stride, int padding, int dilation) {
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .dataType(DataType.DOUBLE)
                                .list()
                                .layer(
                                        new ConvolutionLayer.Builder(kH, kW)
                                                .stride(stride, stride)
                                                .padding(padding, padding)
                                                .dilation(dilation, dilation)
                                                .nOut(nOut)
                                                .hasBias(false)
                                                .activation(Activation.IDENTITY)
                                                .build())
                                .setInputType(InputType.convolutional(7, 6, nIn))
                                .build());
        net.init();
        Nd4j.getRandom().setSeed(3);
        INDArray w = Nd4j.randn(DataType.DOUBLE, nOut, nIn, kH, kW);
        INDArray x = Nd4j.randn(DataType.DOUBLE, 2, nIn, 7, 6);
        x.putScalar(3, 0);
        INDArray packed =
                BitPackedConvolution.of(w)
                        .stride(stride, stride)
                        .padding(padding, padding)
                        .dilation(dilation, dilation)
                        .build()
                        .apply(x.permute(0, 1, 3, 2).dup().permute(0, 1, 3, 2));
        StepFunction sign = StepFunction.sign(ZeroSign.PLUS_ONE);
        net.getLayer(0).getParam("W").assign(sign.apply(w, w));
        assertSame("output", packed, net.output(sign.apply(x, x)));
    }

    @Test
    void sizesAreChecked() {
        BitPackedConvolution conv =
                BitPackedConvolution.of(Nd4j.ones(DataType.FLOAT, 2, 3, 5, 5)).build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conv.apply(Nd4j.ones(DataType.FLOAT, 1, 4, 8, 8)))
                .withMessageContaining("[minibatch, 3, h, w]")
                .withMessageContaining("[1, 4, 8, 8]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> conv.apply(Nd4j.ones(DataType.FLOAT, 1, 3, 4, 8)))
                .withMessageContaining("size 4 along axis 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SignBits.of(1, 2).dot(SignBits.of(1)))
                .withMessageContaining("2 and 1");
    }
}
