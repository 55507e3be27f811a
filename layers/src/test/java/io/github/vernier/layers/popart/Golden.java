/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.testing.GoldenFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.DynamicTest;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Golden vectors of Pop-Art: reading, networks with given weights, comparing. */
final class Golden {

    /** Rounding of one double operation. */
    static final double EPS = 0x1p-53;

    private Golden() {}

    /** The files whose number is one of the readers', each read by its reader in each type. */
    static Stream<DynamicTest> tests(
            Map<String, BiConsumer<JsonNode, DataType>> readers, DataType... types) {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : GoldenFile.files("popart", "*.json")) {
            BiConsumer<JsonNode, DataType> reader = readers.get(name.substring(0, 2));
            if (reader != null) {
                JsonNode file = GoldenFile.read("popart", name);
                for (DataType type : types) {
                    tests.add(
                            DynamicTest.dynamicTest(
                                    name + " " + type, () -> reader.accept(file, type)));
                }
            }
        }
        assertThat(tests).as("files").hasSizeGreaterThanOrEqualTo(types.length);
        return tests.stream();
    }

    /** 1e-9 in double; in float what one step may lose. */
    static double tolerance(DataType type) {
        return type == DataType.DOUBLE ? 1e-9 : 1e-4;
    }

    static double[] vector(JsonNode node) {
        return node.isArray()
                ? StreamSupport.stream(node.spliterator(), false)
                        .mapToDouble(JsonNode::asDouble)
                        .toArray()
                : new double[] {node.asDouble()};
    }

    static double[][] matrix(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .map(Golden::vector)
                .toArray(double[][]::new);
    }

    /** {@code [rows, columns]}, of type DOUBLE. */
    static INDArray array(JsonNode node) {
        return Nd4j.createFromArray(matrix(node));
    }

    /** A list of numbers as a column. */
    static INDArray column(double... values) {
        return Nd4j.createFromArray(values).reshape(values.length, 1);
    }

    /** The head's options that a file's or case's {@code config} gives. */
    static PopArtOutputLayer.Builder head(JsonNode config) {
        PopArtOutputLayer.Builder head = new PopArtOutputLayer.Builder(LossFunction.L2);
        if (config.hasNonNull("beta")) {
            head.beta(config.get("beta").asDouble());
        }
        if (config.has("lb")) {
            head.bounds(config.get("lb").asDouble(), config.get("ub").asDouble());
        }
        if (config.has("mu0")) {
            double mu = config.get("mu0").asDouble();
            head.initialMoments(mu, config.get("nu0").asDouble() - mu * mu);
        }
        return head;
    }

    /** A head alone, whose inputs are the features. */
    static MultiLayerNetwork headOnly(
            PopArtOutputLayer.Builder head, INDArray w, double[] b, DataType type) {
        MultiLayerNetwork net =
                network(
                        new NeuralNetConfiguration.Builder()
                                .dataType(type)
                                // Only statistics and preservation: no gradient moves anything.
                                .updater(new Sgd(1))
                                .list()
                                .layer(
                                        head.warmUp(Long.MAX_VALUE)
                                                .nIn(w.size(1))
                                                .nOut(w.size(0))
                                                .build()));
        setHead(net, w, b);
        return net;
    }

    private static MultiLayerNetwork network(NeuralNetConfiguration.ListBuilder list) {
        MultiLayerNetwork net = new MultiLayerNetwork(list.build());
        net.init();
        return net;
    }

    /** A network {@code {theta: [{A, c}], W, b}} with tanh hidden layers. */
    static MultiLayerNetwork network(
            JsonNode net, PopArtOutputLayer.Builder head, IUpdater updater, DataType type) {
        INDArray w = array(net.get("W"));
        NeuralNetConfiguration.ListBuilder list =
                new NeuralNetConfiguration.Builder().dataType(type).updater(updater).list();
        for (JsonNode layer : net.get("theta")) {
            list.layer(
                    new DenseLayer.Builder()
                            .nIn(layer.get("A").get(0).size())
                            .nOut(layer.get("A").size())
                            .activation(Activation.TANH)
                            .build());
        }
        MultiLayerNetwork network =
                network(list.layer(head.nIn(w.size(1)).nOut(w.size(0)).build()));
        for (int i = 0; i < net.get("theta").size(); i++) {
            JsonNode layer = net.get("theta").get(i);
            network.getLayer(i).setParam("W", array(layer.get("A")).transpose());
            network.getLayer(i).setParam("b", row(vector(layer.get("c"))));
        }
        setHead(network, w, vector(net.get("b")));
        return network;
    }

    private static INDArray row(double[] values) {
        return Nd4j.createFromArray(values);
    }

    private static void setHead(MultiLayerNetwork net, INDArray w, double[] b) {
        net.getOutputLayer().setParam("W", w.transpose());
        net.getOutputLayer().setParam("b", row(b));
    }

    static PopArtStatistics statistics(MultiLayerNetwork net) {
        return ((PopArtHead) net.getOutputLayer()).statistics();
    }

    static AbstractPopArtOutputLayer configuration(MultiLayerNetwork net) {
        return (AbstractPopArtOutputLayer) net.getOutputLayer().conf().getLayer();
    }

    /** One training step; features in the network's type, labels as they are. */
    static void fit(MultiLayerNetwork net, INDArray features, INDArray labels) {
        net.fit(new DataSet(features.castTo(type(net)), labels));
    }

    static DataType type(MultiLayerNetwork net) {
        return net.getLayerWiseConfigurations().getDataType();
    }

    /** Features for a head that learns nothing. */
    static INDArray nothing(MultiLayerNetwork net, long rows) {
        return Nd4j.zeros(type(net), rows, net.layerInputSize(0));
    }

    static double[][] output(MultiLayerNetwork net, INDArray features) {
        return net.output(features.castTo(type(net))).castTo(DataType.DOUBLE).toDoubleMatrix();
    }

    /** Weights of a layer as {@code [out][in]}. */
    static double[][] weights(MultiLayerNetwork net, int layer) {
        return net.getLayer(layer)
                .getParam("W")
                .castTo(DataType.DOUBLE)
                .transpose()
                .dup('c')
                .toDoubleMatrix();
    }

    static double[] bias(MultiLayerNetwork net, int layer) {
        return net.getLayer(layer).getParam("b").castTo(DataType.DOUBLE).dup().toDoubleVector();
    }

    static void close(String what, double actual, double expected, double tolerance) {
        assertThat(Math.abs(actual - expected))
                .as("%s: %s, expected %s, tolerance %s", what, actual, expected, tolerance)
                .isLessThanOrEqualTo(tolerance);
    }

    /** Relative to the largest of the vector. */
    static void close(String what, double[] actual, double[] expected, double relative) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        double scale = 0;
        for (double e : expected) {
            scale = Math.max(scale, Math.abs(e));
        }
        for (int i = 0; i < expected.length; i++) {
            close(what + " " + i, actual[i], expected[i], relative * scale);
        }
    }

    /** Each entry relative to itself. */
    static void closeEach(String what, double[] actual, double[] expected, double relative) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            close(what + " " + i, actual[i], expected[i], relative * Math.abs(expected[i]));
        }
    }

    /** Relative to the largest of each row. */
    static void close(String what, double[][] actual, double[][] expected, double relative) {
        assertThat(actual.length).as(what + ": rows").isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            close(what + " row " + i, actual[i], expected[i], relative);
        }
    }

    /** {@code theta} of a file against a network's hidden layers. */
    static void closeHidden(MultiLayerNetwork net, JsonNode theta, double relative) {
        for (int i = 0; i < theta.size(); i++) {
            close("A" + i, weights(net, i), matrix(theta.get(i).get("A")), relative);
            close("c" + i, bias(net, i), vector(theta.get(i).get("c")), relative);
        }
    }

    /**
     * {@code mu}, {@code nu} and {@code sigma} of a step.
     *
     * <p>The files take the variance as ν − μ², whose rounding error relative to it is of the order
     * of ε ν / variance; ours has none of that, so the tolerance for σ has that term.
     */
    static void closeStatistics(MultiLayerNetwork net, JsonNode step, double relative) {
        PopArtStatistics s = statistics(net);
        double[] mu = vector(step.get("mu"));
        double[] sigma = vector(step.get("sigma"));
        closeEach("mu", s.scale().mean(), mu, relative);
        assertThat(s.scale().deviation()).as("sigma").hasSameSizeAs(sigma);
        for (int i = 0; i < sigma.length; i++) {
            double nu = step.has("nu") ? vector(step.get("nu"))[i] : mu[i] * mu[i];
            close(
                    "sigma " + i,
                    s.scale().deviation()[i],
                    sigma[i],
                    (relative + cancellation(nu, sigma[i])) * sigma[i]);
            if (step.has("nu")) {
                close(
                        "nu " + i,
                        s.variance()[i] + s.scale().mean()[i] * s.scale().mean()[i],
                        nu,
                        relative * Math.abs(nu));
            }
        }
    }

    /** Relative rounding error of a variance that was taken as ν − μ². */
    static double cancellation(double nu, double sigma) {
        return 16 * EPS * nu / (sigma * sigma);
    }

    /** The network that a file's configuration points to. */
    static JsonNode initialNet(JsonNode config) {
        String[] parts = config.get("initial_net").asText().split(" ");
        JsonNode node = GoldenFile.read("popart", parts[0]);
        for (String key : parts[1].split("\\.")) {
            node = node.get(key);
        }
        return node;
    }

    /** The binary code of a number, most significant bit first. */
    static INDArray binary(int number, int bits) {
        double[][] code = new double[1][bits];
        for (int i = 0; i < bits; i++) {
            code[0][i] = (number >> (bits - 1 - i)) & 1;
        }
        return Nd4j.createFromArray(code);
    }
}
