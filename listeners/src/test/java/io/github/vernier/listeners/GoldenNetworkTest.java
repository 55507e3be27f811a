/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.listeners.probe.Twin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class GoldenNetworkTest {

    @ParameterizedTest
    @ValueSource(strings = {"01_persample_mlp.json", "02_persample_cnn.json"})
    void meanGradientByParameter(String file) {
        JsonNode golden = GoldenFile.read("gradients", file);
        GoldenNetwork net = GoldenNetwork.of(golden.get("net"), golden.get("X"), DataType.DOUBLE);
        Twin twin = Twin.of(net.network());
        INDArray gradient =
                twin.gradient(GoldenNetwork.batch(net.data(golden.get("X"), golden.get("Y"))))
                        .div(golden.get("N").asInt());
        JsonNode mean = golden.get("out").get("mean");
        for (String name : net.parameterNames()) {
            GoldenFiles.assertClose(
                    net.named(gradient, name),
                    GoldenNetwork.array(mean.get(name), DataType.DOUBLE),
                    name);
        }
        GoldenFiles.assertClose(gradient, net.flat(mean), "flat");
        GoldenFiles.assertClose(
                twin.lossOfGradient(), golden.get("out").get("loss_mean"), "loss_mean");
    }
}
