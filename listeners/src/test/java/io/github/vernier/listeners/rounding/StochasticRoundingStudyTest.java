/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.rounding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.binary.activation.SignActivationLayer;
import io.github.vernier.layers.binary.estimator.SignEstimators;
import io.github.vernier.layers.testing.GoldenFile;
import io.github.vernier.listeners.cdg.CdgProgress;
import io.github.vernier.listeners.probe.Twin;
import io.github.vernier.listeners.signnet.LineSearch;
import io.github.vernier.listeners.signnet.SignNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** The study on a network of DL4J's is the study on the same network of signs. */
class StochasticRoundingStudyTest {

    private static final JsonNode GOLDEN = GoldenFile.read("gradients", "19_ste_srste_toy.json");
    private static final double[] RATES = vector(GOLDEN.get("lrs"));
    private static final int DRAWS = 3;

    private static double[] vector(JsonNode node) {
        double[] values = new double[node.size()];
        Arrays.setAll(values, i -> node.get(i).asDouble());
        return values;
    }

    private static INDArray matrix(JsonNode node) {
        double[][] rows = new double[node.size()][];
        Arrays.setAll(rows, i -> vector(node.get(i)));
        return Nd4j.createFromArray(rows);
    }

    private static List<INDArray> matrices(JsonNode node) {
        List<INDArray> all = new ArrayList<>();
        node.forEach(m -> all.add(matrix(m)));
        return all;
    }

    private static MultiLayerNetwork network(List<INDArray> weights) {
        var list =
                new NeuralNetConfiguration.Builder()
                        .dataType(DataType.DOUBLE)
                        .activation(Activation.IDENTITY)
                        .list();
        int last = weights.size() - 1;
        for (int l = 0; l < last; l++) {
            list.layer(
                    new DenseLayer.Builder().nOut(weights.get(l).size(0)).hasBias(false).build());
            list.layer(new SignActivationLayer(SignEstimators.named("identity-plus")));
        }
        list.layer(
                new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(weights.get(last).size(0))
                        .hasBias(false)
                        .activation(Activation.IDENTITY)
                        .build());
        MultiLayerNetwork network =
                new MultiLayerNetwork(
                        list.setInputType(InputType.feedForward(weights.get(0).size(1))).build());
        network.init();
        for (int l = 0; l <= last; l++) {
            network.getLayer(2 * l).getParam("W").assign(weights.get(l).transpose());
        }
        return network;
    }

    @Test
    void theStudysNumbers() {
        List<INDArray> weights = matrices(GOLDEN.get("W_model"));
        SignNetwork expected = new SignNetwork(weights);
        INDArray x = matrix(GOLDEN.get("x"));
        INDArray y = matrix(GOLDEN.get("y"));
        MultiDataSet batch = new org.nd4j.linalg.dataset.MultiDataSet(x, y);
        MultiLayerNetwork network = network(weights);
        INDArray before = network.params().dup();
        Twin sign = Twin.ofInference(network);
        RoundedConfiguration rounded =
                RoundedConfiguration.of(network.getLayerWiseConfigurations().toJson());
        assertThat(rounded.layers()).containsExactly("layer1", "layer3", "layer5");
        Twin rounding = Twin.ofInference(network, json -> rounded.json());
        Nd4j.getRandom().setSeed(4);
        StochasticRoundingStudy.Result found =
                new StochasticRoundingStudy(
                                DRAWS,
                                Arrays.stream(RATES).boxed().toList(),
                                List.of(),
                                Optional.of(new StochasticRoundingStudy.Differences(0.1, 0, 1)))
                        .of(sign, rounding, batch, CdgProgress.NONE);
        assertThat(network.params()).isEqualTo(before);

        JsonNode out = GOLDEN.get("out");
        assertThat(found.loss()).isCloseTo(out.get("loss0").asDouble(), within(1e-9));
        assertThat(found.sign().rate()).isEqualTo(out.get("ste_best_lr").asDouble());
        assertThat(found.sign().loss())
                .isCloseTo(out.get("ste_best_loss").asDouble(), within(1e-9));
        List<INDArray> straight = matrices(out.get("ste_grad"));
        List<INDArray> cdg = matrices(out.get("cdg").get("0.1").get("cdg"));
        Nd4j.getRandom().setSeed(4);
        List<List<INDArray>> drawn = new ArrayList<>();
        for (int n = 1; n <= DRAWS; n++) {
            drawn.add(
                    expected.straightThrough(
                            x,
                            y,
                            SignNetwork.Rounding.stochastic(SignNetwork.Uniforms.FRESH),
                            Double.POSITIVE_INFINITY));
            LineSearch best =
                    LineSearch.of(expected, SignNetwork.normalized(mean(drawn)), x, y, RATES);
            assertThat(found.rounded().get(n - 1).rate()).isEqualTo(best.rate());
            assertThat(found.rounded().get(n - 1).loss()).isCloseTo(best.loss(), within(1e-9));
        }
        for (int l = 0; l < weights.size(); l++) {
            ParameterRounding parameter = found.parameters().get(l);
            INDArray mean = mean(drawn).get(l);
            assertThat(parameter.agreement().signNorm())
                    .isCloseTo(straight.get(l).norm2Number().doubleValue(), within(1e-9));
            assertThat(parameter.agreement().roundedNorm())
                    .isCloseTo(mean.norm2Number().doubleValue(), within(1e-9));
            assertThat(parameter.agreement().cosine())
                    .isCloseTo(cosine(mean, straight.get(l)), within(1e-9));
            double squares = 0;
            for (List<INDArray> draw : drawn) {
                double error = draw.get(l).sub(mean).norm2Number().doubleValue();
                squares += error * error;
            }
            assertThat(parameter.noise())
                    .isCloseTo(
                            Math.sqrt(squares / (DRAWS - 1)) / mean.norm2Number().doubleValue(),
                            within(1e-7));
            assertThat(parameter.differences().orElseThrow().rounded().cosine())
                    .isCloseTo(cosine(mean, cdg.get(l)), within(1e-6));
            assertThat(parameter.differences().orElseThrow().sign().cdgNorm())
                    .isCloseTo(cdg.get(l).norm2Number().doubleValue(), within(1e-7));
        }
    }

    private static List<INDArray> mean(List<List<INDArray>> drawn) {
        List<INDArray> means = new ArrayList<>();
        for (int l = 0; l < drawn.get(0).size(); l++) {
            INDArray sum = drawn.get(0).get(l).like();
            for (List<INDArray> draw : drawn) {
                sum.addi(draw.get(l));
            }
            means.add(sum.divi(drawn.size()));
        }
        return means;
    }

    private static double cosine(INDArray a, INDArray b) {
        return a.mul(b).sumNumber().doubleValue()
                / a.norm2Number().doubleValue()
                / b.norm2Number().doubleValue();
    }

    @Test
    void inputsOfBinaryLayersAreRounded() {
        ComputationGraphConfiguration configuration =
                new NeuralNetConfiguration.Builder()
                        .graphBuilder()
                        .addInputs("in")
                        .addLayer(
                                "bin", new BinaryConvolution2D.Builder(3, 3).nOut(2).build(), "in")
                        .addLayer(
                                "tern",
                                new SignActivationLayer(SignEstimators.named("ste-tern")),
                                "bin")
                        .addLayer("out", new LossLayer.Builder(LossFunction.MSE).build(), "tern")
                        .setOutputs("out")
                        .setInputTypes(InputType.convolutional(5, 5, 1))
                        .build();
        RoundedConfiguration rounded = RoundedConfiguration.of(configuration.toJson());
        // Three values are no signs.
        assertThat(rounded.layers()).containsExactly("bin");
        ComputationGraphConfiguration read = ComputationGraphConfiguration.fromJson(rounded.json());
        assertThat(read.toJson())
                .contains("StochasticRounding")
                .isNotEqualTo(configuration.toJson());
    }

    @Test
    void namesOfAChainAreItsOwnOrPositions() {
        MultiLayerConfiguration configuration =
                new NeuralNetConfiguration.Builder()
                        .list()
                        .layer(new SignActivationLayer(SignEstimators.named("identity-plus")))
                        .layer(new BinaryConvolution2D.Builder(3, 3).name("bin").nOut(2).build())
                        .layer(new LossLayer.Builder(LossFunction.MSE).build())
                        .setInputType(InputType.convolutional(5, 5, 1))
                        .build();
        assertThat(RoundedConfiguration.of(configuration.toJson()).layers())
                .containsExactly("layer0", "bin");
    }
}
