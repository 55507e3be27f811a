/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.lowrank;

import static io.github.vernier.layers.testing.ArrayAssert.assertClose;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.parameterized.Conv2DBuilder;
import io.github.vernier.layers.parameterized.ParameterizedSeparableConvolution2D;
import io.github.vernier.layers.parameterized.WeightFunction;
import io.github.vernier.layers.parameterized.WeightShape;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.layers.testing.GoldenPass;
import io.github.vernier.layers.testing.NamedParameters;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Forward, input gradient and parameter gradients of the published layers, in a stock network. */
class LowRankGoldenTest {

    /** The published parameter names, and ours. */
    private static final Map<String, String> NAMES =
            Map.ofEntries(
                    Map.entry("grouped.weight", "dW"),
                    Map.entry("bias", "b"),
                    Map.entry("lowrank_contract.weight", "pContract"),
                    Map.entry("lowrank_expand.weight", "pExpand"),
                    Map.entry("lowrank_expand.bias", "b"),
                    Map.entry("lowrank.weight", "pFactor"),
                    Map.entry("lowrank.bias", "b"),
                    Map.entry("shuffle_gconv1.weight", "cW"),
                    Map.entry("shuffle_dwconv.weight", "dW"),
                    Map.entry("shuffle_gconv2.weight", "eW"),
                    Map.entry("shuffle_gconv2.bias", "b"),
                    Map.entry("weight_core_0", "pCore0"),
                    Map.entry("weight_core_1", "pCore1"),
                    Map.entry("weight_core_2", "pCore2"),
                    Map.entry("weight_u_0", "pU0"),
                    Map.entry("weight_u_1", "pU1"),
                    Map.entry("weight_u_2", "pU2"));

    private static Stream<JsonNode> cases() {
        return GoldenFile.cases("compact", "lowrank_blocks.json").stream();
    }

    @TestFactory
    Stream<DynamicTest> layers() {
        return cases().flatMap(
                        c -> GoldenPass.tests(c, CNN2DFormat.values(), LowRankGoldenTest::verify));
    }

    private static INDArray laidOut(INDArray nchw, CNN2DFormat format) {
        return format == CNN2DFormat.NCHW ? nchw : nchw.permute(0, 2, 3, 1).dup('c');
    }

    private static void verify(JsonNode c, DataType type, CNN2DFormat format) {
        GoldenPass nchw = GoldenPass.of(c, type);
        INDArray x = nchw.x();
        GoldenPass pass =
                new GoldenPass(
                        laidOut(x, format),
                        laidOut(nchw.g(), format),
                        laidOut(nchw.y(), format),
                        laidOut(nchw.dx(), format));
        pass.verify(
                layer(c),
                InputType.convolutional(x.size(2), x.size(3), x.size(1), format),
                new NamedParameters(c, NAMES, type) {
                    @Override
                    protected void assign(INDArray parameter, INDArray value) {
                        assertThat(parameter.shape()).isEqualTo(value.shape());
                        parameter.assign(value);
                    }
                });
    }

    private static ConvolutionLayer layer(JsonNode c) {
        int k = c.get("kernel").asInt();
        return switch (c.get("class").asText()) {
            case "GenericLowRank" ->
                    common(
                            new LowRankConvolution2D.Builder(k, k)
                                    .rank(c.get("rank").asInt())
                                    .referenceCompatible(true),
                            c);
            case "LowRank" ->
                    common(
                            new TiedLowRankConvolution2D.Builder(k, k)
                                    .rank(c.get("rank").asInt())
                                    .referenceCompatible(true),
                            c);
            case "LinearShuffleNet" ->
                    common(
                            new ShuffleConvolution2D.Builder(k, k)
                                    .groups(c.get("shuffle_groups").asInt()),
                            c);
            case "TensorTrain" ->
                    common(
                            new TensorTrainConvolution2D.Builder(k, k)
                                    .ratio(c.get("rank_scale").asDouble()),
                            c);
            case "Tucker" ->
                    common(
                            new TuckerConvolution2D.Builder(k, k)
                                    .ratio(c.get("rank_scale").asDouble()),
                            c);
            default -> throw new IllegalArgumentException("Unknown " + c.get("class"));
        };
    }

    private static ConvolutionLayer common(Conv2DBuilder<?> builder, JsonNode c) {
        int s = c.get("stride").asInt();
        int p = c.get("padding").asInt();
        int d = c.has("dilation") ? c.get("dilation").asInt() : 1;
        boolean bias =
                Stream.of("bias", "lowrank_expand.bias", "lowrank.bias", "shuffle_gconv2.bias")
                        .anyMatch(c.get("params")::has);
        return builder.stride(s, s)
                .padding(p, p)
                .dilation(d, d)
                .convolutionMode(ConvolutionMode.Truncate)
                .nOut(c.get("out").asInt())
                .hasBias(bias)
                .activation(Activation.IDENTITY)
                .build();
    }

    @TestFactory
    Stream<DynamicTest> decompositions() {
        return cases().filter(c -> c.has("reconstructed_weight_OI"))
                .map(
                        c ->
                                DynamicTest.dynamicTest(
                                        c.get("name").asText(), () -> verifyDecomposition(c)));
    }

    private static void verifyDecomposition(JsonNode c) {
        WeightShape shape = new WeightShape(c.get("out").asLong(), c.get("in").asLong(), 1, 1);
        TensorWeight weight =
                (TensorWeight) ((ParameterizedSeparableConvolution2D) layer(c)).getPointwise();
        assertThat(TensorWeight.dimensions(shape)).containsExactly(longs(c.get("dims")));
        INDArray expected = GoldenFile.tensor(c.get("reconstructed_weight_OI"), DataType.DOUBLE);
        Map<String, INDArray> theta = new LinkedHashMap<>();
        NAMES.forEach(
                (theirs, ours) -> {
                    if (theirs.startsWith("weight_") && c.get("params").has(theirs)) {
                        theta.put(
                                ours.substring(1, 2).toLowerCase() + ours.substring(2),
                                GoldenFile.tensor(c.get("params").get(theirs), DataType.DOUBLE));
                    }
                });
        assertClose("from their cores", built(weight, shape, theta), expected, 1e-9);

        // What they arrived at has these ranks, so that nothing of it may get lost; and the parts
        // that are unique but for signs must be theirs.
        Map<String, INDArray> ours = new LinkedHashMap<>();
        theta.forEach((name, value) -> ours.put(name, value.ulike()));
        weight.decompose(expected, ours);
        assertClose("from our cores", built(weight, shape, ours), expected, 1e-9);
        theta.forEach(
                (name, value) ->
                        assertThat(ours.get(name).norm2Number().doubleValue())
                                .as("norm of " + name)
                                .isCloseTo(
                                        value.norm2Number().doubleValue(),
                                        org.assertj.core.data.Offset.offset(1e-9)));
        long used = c.get("params").has("weight_u_0") ? product(c.get("ranks_tucker")) : 0;
        for (String u : TuckerWeight.MATRICES) {
            INDArray b = theta.get(u);
            // One that is wider than the core's other dimensions is not unique.
            if (b != null && b.size(1) * b.size(1) <= used) {
                INDArray a = ours.get(u);
                assertClose("space of " + u, a.mmul(a.transpose()), b.mmul(b.transpose()), 1e-9);
            }
        }
    }

    private static long product(JsonNode array) {
        return Arrays.stream(longs(array)).reduce(1, (a, b) -> a * b);
    }

    private static INDArray built(
            TensorWeight weight, WeightShape shape, Map<String, INDArray> theta) {
        WeightFunction function = weight.bind(shape, DataType.DOUBLE);
        INDArray buffer = Nd4j.create(DataType.DOUBLE, shape.toArray(), 'c');
        return function.weight(theta, buffer, false).reshape(shape.nOut(), shape.nIn());
    }

    private static long[] longs(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }
}
