/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;

/**
 * A layer under test inside a stock network: what a subclass of {@link LayerContract} names or
 * overrides, and the networks and data made of it.
 */
public abstract class LayerFixture {

    /** Examples in a minibatch. */
    protected static final int MINIBATCH = 3;

    /**
     * The layer under test with usual settings; a new object at each call.
     *
     * @return the layer's configuration, without the number of inputs
     */
    protected abstract Layer layer();

    /**
     * What comes in; channels first where there is a choice.
     *
     * @return the input's type, with the length of time series
     */
    protected abstract InputType inputType();

    /**
     * Other settings of the layer: all its options, alone or combined. Output shape, gradient and
     * JSON are checked for each.
     *
     * @return settings, by default only those of {@link #layer()}
     */
    protected List<LayerCase> options() {
        return List.of(new LayerCase("default", layer(), inputType()));
    }

    /**
     * What the gradient check is run on. A layer whose gradient is by design not the loss's
     * derivative (a straight-through estimator) returns a smooth variant of itself.
     *
     * @return settings, by default {@link #options()}
     */
    protected List<LayerCase> differentiableOptions() {
        return options();
    }

    /**
     * Parameters that no gradient moves, such as running statistics.
     *
     * @return their names in the layer under test, by default none
     */
    protected Set<String> statistics() {
        return Set.of();
    }

    /**
     * Checks that make no sense for the layer. They are reported as skipped, with the reason.
     *
     * @return the reason by check
     */
    protected Map<Check, String> exemptions() {
        return Map.of();
    }

    /**
     * The layers in front; they must keep the shape. By default a trainable stock layer, without
     * which the gradient check does not see what the layer under test passes back.
     *
     * @return configurations
     */
    protected List<Layer> before() {
        return Surroundings.before(inputType());
    }

    /**
     * The layers behind, ending in a head.
     *
     * @return configurations, by default a classifier, and none if the layer is a head
     */
    protected List<Layer> after() {
        return Surroundings.after(layer(), inputType());
    }

    /**
     * A minibatch of features.
     *
     * @param input what to make
     * @param type data type
     * @return by default normal numbers
     */
    protected INDArray features(InputType input, DataType type) {
        return RandomData.features(input, MINIBATCH, type);
    }

    /**
     * Labels for a head.
     *
     * @param head the last layer
     * @param output shape of its output
     * @param type data type
     * @return by default classes for cross entropies and normal numbers for other losses
     */
    protected INDArray labels(Layer head, InputType output, DataType type) {
        return RandomData.labels(head, output, MINIBATCH, type);
    }

    @BeforeEach
    void seed() {
        Nd4j.getRandom().setSeed(12345);
    }

    /**
     * Ends a test, as skipped, if the layer is exempt from it.
     *
     * @param check what is about to be checked
     */
    protected final void requires(Check check) {
        String reason = exemptions().get(check);
        assumeTrue(reason == null, () -> check + " does not apply: " + reason);
    }

    /** The layer with usual settings. */
    protected final LayerCase standard() {
        return new LayerCase("standard", layer(), inputType());
    }

    /** Index of the layer under test in the list of layers. */
    protected final int index() {
        return before().size();
    }

    /**
     * A network's settings.
     *
     * @param type data type
     * @param updater the updater of all layers
     * @return a builder with a fixed seed
     */
    protected static NeuralNetConfiguration.Builder settings(DataType type, IUpdater updater) {
        return new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .weightInit(WeightInit.XAVIER)
                .updater(updater);
    }

    /** The configurations of all layers around and including the case's, not shared. */
    final List<Layer> stack(LayerCase c) {
        List<Layer> all = new ArrayList<>();
        before().forEach(layer -> all.add(layer.clone()));
        all.add(c.layer().clone());
        after().forEach(layer -> all.add(layer.clone()));
        return all;
    }

    private MultiLayerConfiguration configuration(
            LayerCase c, NeuralNetConfiguration.Builder settings) {
        NeuralNetConfiguration.ListBuilder list = settings.list();
        stack(c).forEach(list::layer);
        return list.setInputType(c.input()).build();
    }

    /**
     * A new network around a layer.
     *
     * @param c the layer's settings
     * @param settings the network's
     * @return the initialised network
     */
    protected final MultiLayerNetwork network(
            LayerCase c, NeuralNetConfiguration.Builder settings) {
        MultiLayerNetwork net = new MultiLayerNetwork(configuration(c, settings));
        net.init();
        return net;
    }

    final MultiLayerNetwork network() {
        return network(standard(), settings(DataType.DOUBLE, new Adam(0.01)));
    }

    static MultiLayerNetwork withParams(MultiLayerNetwork net, INDArray params) {
        net.setParams(params);
        return net;
    }

    /** The configuration that the network holds of the layer under test. */
    final Layer configured(MultiLayerNetwork net) {
        return net.getLayer(index()).conf().getLayer();
    }

    /**
     * Features and labels for a network.
     *
     * @param net the network
     * @param input the type of its features
     * @return a minibatch of the network's data type
     */
    protected final DataSet data(MultiLayerNetwork net, InputType input) {
        MultiLayerConfiguration conf = net.getLayerWiseConfigurations();
        List<InputType> types = conf.getLayerActivationTypes(input);
        DataType type = conf.getDataType();
        Layer head = conf.getConf(types.size() - 1).getLayer();
        return new DataSet(features(input, type), labels(head, types.get(types.size() - 1), type));
    }

    final INDArray x(MultiLayerNetwork net) {
        return data(net, inputType()).getFeatures();
    }

    final void train(MultiLayerNetwork net, int iterations) {
        DataSet data = data(net, inputType());
        for (int i = 0; i < iterations; i++) {
            net.fit(data);
        }
    }

    /**
     * Gradient of the loss, summed over the minibatch.
     *
     * @param net the network
     * @param data features, labels and masks
     * @return the network's own array
     */
    protected static INDArray gradient(MultiLayerNetwork net, DataSet data) {
        net.setInput(data.getFeatures());
        net.setLabels(data.getLabels());
        net.setLayerMaskArrays(data.getFeaturesMaskArray(), data.getLabelsMaskArray());
        net.computeGradientAndScore();
        net.clearLayerMaskArrays();
        return net.gradient().gradient();
    }

    /** Activations of the layer under test. */
    final INDArray activations(MultiLayerNetwork net, INDArray x, boolean training) {
        INDArray activations = net.feedForward(x, training).get(index() + 1).dup();
        net.clearNoiseWeightParams();
        return activations;
    }

    static boolean differ(INDArray a, INDArray b) {
        return a.neq(b).any();
    }

    static Stream<DynamicTest> forEach(List<LayerCase> cases, Consumer<LayerCase> test) {
        return cases.stream().map(c -> dynamicTest(c.name(), () -> test.accept(c)));
    }
}
