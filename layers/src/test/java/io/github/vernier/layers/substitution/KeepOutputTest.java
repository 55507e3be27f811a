/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vernier.layers.substitution.SubstitutionReport.SubstitutedLayer;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class KeepOutputTest {

    private static final InputType INPUT = InputType.convolutional(6, 6, 2);

    private static Substitution.Builder binary() {
        return Substitution.builder().with(new BinarySubstitute()).ratio(1);
    }

    private static List<String> names(Substituted<?> substituted) {
        return substituted.report().layers().stream().map(SubstitutedLayer::name).toList();
    }

    private static LossLayer loss() {
        return new LossLayer.Builder().activation(Activation.SOFTMAX).build();
    }

    /** Three convolutions; nothing behind the last one has weights. */
    private static MultiLayerConfiguration convolutional() {
        return Trained.defaults()
                .list()
                .layer(Trained.convolution(3, 4).name("first").build())
                .layer(Trained.convolution(3, 4).name("second").build())
                .layer(Trained.convolution(3, 3).name("classes").build())
                .layer(new BatchNormalization())
                .layer(new PReLULayer.Builder().inputShape(3, 6, 6).build())
                .layer(new GlobalPoolingLayer())
                .layer(loss())
                .setInputType(INPUT)
                .build();
    }

    @Test
    void aConvolutionThatComputesTheResultStays() {
        assertThat(names(binary().keepOutput().build().apply(convolutional())))
                .containsExactly("first", "second");
        Substituted<MultiLayerConfiguration> middle =
                binary().keepFirst().keepOutput().build().apply(convolutional());
        assertThat(names(middle)).containsExactly("second");
        assertThat(middle.report().unchanged()).containsExactly("first", "classes");
    }

    @Test
    void beforeADenseLayerAllAreReplaced() {
        assertThat(names(binary().keepOutput().build().apply(Trained.chain())))
                .containsExactly("first", "second", "third", "point");
        assertThat(names(binary().keepOutput().build().apply(Trained.graph())))
                .containsExactly("a", "a_b", "c");
    }

    @Test
    void aGraphHasSuchALayerOnEveryWayOut() {
        ComputationGraphConfiguration graph =
                Trained.defaults()
                        .graphBuilder()
                        .addInputs("in")
                        .addLayer("deep2", Trained.convolution(3, 3).build(), "deep1")
                        .addLayer("stem", Trained.convolution(3, 4).build(), "in")
                        .addLayer("deep1", Trained.convolution(3, 4).build(), "stem")
                        .addLayer("shallow", Trained.convolution(3, 3).build(), "stem")
                        .addVertex("both", new MergeVertex(), "deep2", "shallow")
                        .addLayer("pool", new GlobalPoolingLayer(), "both")
                        .addLayer("loss", loss(), "pool")
                        .setOutputs("loss")
                        .setInputTypes(INPUT)
                        .build();
        Substituted<ComputationGraphConfiguration> middle =
                binary().keepFirst().keepOutput().build().apply(graph);
        assertThat(names(middle)).containsExactly("deep1");
        assertThat(middle.report().unchanged()).containsExactly("stem", "deep2", "shallow");
    }

    @Test
    void whereNothingIsLeftTheMessageSaysWhy() {
        Substitution substitution = binary().layers("classes").keepOutput().build();
        assertThatThrownBy(() -> substitution.apply(convolutional()))
                .hasMessageContaining("names classes, kernel at least 1, output kept chooses none");
    }
}
