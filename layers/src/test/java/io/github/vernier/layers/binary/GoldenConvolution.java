/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;

/** The convolution that a golden file describes. */
record GoldenConvolution(JsonNode file) {

    INDArray tensor(String name, DataType type) {
        return GoldenFile.tensor(file.get(name), type);
    }

    /** With every parameter of the file. */
    BinaryConvolution2D.Builder builder() {
        JsonNode params = file.get("params");
        BinaryConvolution2D.Builder builder =
                new BinaryConvolution2D.Builder(pair("kernel", 1))
                        .stride(pair("stride", 1))
                        .padding(pair("padding", 0))
                        .dilation(pair("dilation", 1))
                        .convolutionMode(ConvolutionMode.Truncate)
                        .nOut(file.get("weight").get("shape").get(0).asInt())
                        .hasBias(file.has("bias"))
                        .activation(Activation.IDENTITY)
                        .tau(params.get("tau").asDouble());
        return params.has("eps") ? builder.epsilon(params.get("eps").asDouble()) : builder;
    }

    private int[] pair(String name, int absent) {
        JsonNode pair = file.get("params").get(name);
        return pair == null
                ? new int[] {absent, absent}
                : new int[] {pair.get(0).asInt(), pair.get(1).asInt()};
    }

    MultiLayerNetwork network(ConvolutionLayer layer, DataType type) {
        JsonNode shape = file.get("input").get("shape");
        MultiLayerNetwork net =
                new MultiLayerNetwork(
                        new NeuralNetConfiguration.Builder()
                                .dataType(type)
                                .updater(new NoOp())
                                .list()
                                .layer(layer)
                                .setInputType(
                                        InputType.convolutional(
                                                shape.get(2).asInt(),
                                                shape.get(3).asInt(),
                                                shape.get(1).asInt()))
                                .build());
        net.init();
        return net;
    }
}
