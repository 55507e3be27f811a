/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import io.github.vernier.layers.state.AdaptiveState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.BaseOutputLayer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A second network on the same parameters.
 *
 * <p>It shares the parameter buffer with the network it was made of, without a copy, and has its
 * own gradient view, layer state, masks and counters. It has no updater and no listeners. Layers
 * that move their own parameters in the backward pass ({@link AdaptiveState}) do not in the twin.
 * Running it changes nothing of the original, if random numbers are drawn within a {@link
 * RandomStream}.
 *
 * <p>Losses and gradients are without regularization. A gradient is the raw sum over the minibatch
 * of the gradients of the examples' losses, as in DL4J's backward pass; a loss is their mean.
 */
public abstract class Twin {

    private final List<ParameterBlock> blocks;

    private Twin(List<ParameterBlock> blocks) {
        this.blocks = blocks;
    }

    /**
     * Makes a twin. Resets ND4J's random generator, as building any network does: call within a
     * {@link RandomStream}.
     *
     * @param model initialized MultiLayerNetwork or ComputationGraph
     * @return the twin
     * @throws IllegalArgumentException if the model is of another kind
     */
    public static Twin of(Model model) {
        return on(model, model.params());
    }

    /**
     * Makes a network like a twin that has parameters of its own: a copy of those of now. Resets
     * ND4J's random generator, as {@link #of} does.
     *
     * @param model initialized MultiLayerNetwork or ComputationGraph
     * @return twin apart
     * @throws IllegalArgumentException if the model is of another kind
     */
    public static Twin apart(Model model) {
        return on(model, model.params().dup());
    }

    private static Twin on(Model model, INDArray parameters) {
        if (model instanceof MultiLayerNetwork network) {
            return new Chain(network, network.getLayerWiseConfigurations().clone(), parameters);
        } else if (model instanceof ComputationGraph network) {
            return new Graph(network, network.getConfiguration().clone(), parameters);
        }
        throw new IllegalArgumentException(
                "Network is a "
                        + model.getClass().getName()
                        + ", expected a MultiLayerNetwork or a ComputationGraph");
    }

    /**
     * Makes a twin that computes in training what the network computes at inference: without
     * dropout and without random weight noise, and with the running statistics of batch
     * normalization as constants. Its {@link #gradient} is the gradient of the loss at inference.
     *
     * <p>Resets ND4J's random generator, as building any network does: call within a {@link
     * RandomStream}.
     *
     * @param model initialized MultiLayerNetwork or ComputationGraph
     * @return the twin
     * @throws IllegalArgumentException if the model is of another kind
     */
    public static Twin ofInference(Model model) {
        return ofInference(model, UnaryOperator.identity());
    }

    /**
     * The same with another configuration, such as other activation functions.
     *
     * @param model initialized MultiLayerNetwork or ComputationGraph
     * @param rewriting makes the twin's configuration of the network's, both in DL4J's JSON; layers
     *     keep their parameters
     * @return the twin
     * @throws IllegalArgumentException if the model is of another kind
     */
    public static Twin ofInference(Model model, UnaryOperator<String> rewriting) {
        if (model instanceof MultiLayerNetwork network) {
            MultiLayerConfiguration configuration =
                    MultiLayerConfiguration.fromJson(
                            rewriting.apply(network.getLayerWiseConfigurations().toJson()));
            configuration.getConfs().forEach(conf -> AtInference.strip(conf.getLayer()));
            Chain chain = new Chain(network, configuration, network.params());
            AtInference.freezeStatistics(chain.network());
            return chain;
        } else if (model instanceof ComputationGraph network) {
            ComputationGraphConfiguration configuration =
                    ComputationGraphConfiguration.fromJson(
                            rewriting.apply(network.getConfiguration().toJson()));
            configuration.getVertices().values().forEach(AtInference::strip);
            Graph graph = new Graph(network, configuration, network.params());
            AtInference.freezeStatistics(graph.network());
            return graph;
        }
        return of(model);
    }

    /** The twin as a network: for forward passes of a probe's own making. */
    public abstract Model network();

    /**
     * The parameters, shared with the network in training.
     *
     * @return {@code [1, D]}; a probe that changes them puts every bit back
     */
    public final INDArray parameters() {
        return network().params().reshape(1, network().numParams());
    }

    /** All parameters, in the order of the flat vectors. */
    public final List<ParameterBlock> blocks() {
        return blocks;
    }

    /**
     * The parameters of one layer.
     *
     * @param layer one of {@link #layers}
     * @return its blocks, none if it has no parameters
     */
    public final List<ParameterBlock> blocks(Layer layer) {
        if (layer.numParams() == 0) {
            return List.of();
        }
        long start = parameters().offset();
        List<Long> offsets =
                layer.paramTable().values().stream().map(p -> p.offset() - start).toList();
        return blocks.stream().filter(block -> offsets.contains(block.offset())).toList();
    }

    /**
     * The layers that have parameters or not, without wrappers, in the order of the flat vectors.
     */
    public abstract List<Layer> layers();

    /**
     * The name of a layer, as its {@linkplain #blocks() blocks} have it.
     *
     * @param layer one of the twin's with parameters
     * @return its name
     * @throws IllegalArgumentException if it is none of these
     */
    public final String nameOf(Layer layer) {
        long start =
                layer.paramTable().values().stream().mapToLong(INDArray::offset).min().orElse(-1)
                        - parameters().offset();
        return blocks.stream()
                .filter(block -> block.offset() == start)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        layer + " is no layer of the twin that has parameters"))
                .layer();
    }

    /**
     * Sets counters that schedules look at (dropout, annealing).
     *
     * @param iteration iterations done
     * @param epoch epochs done
     */
    public abstract void setCounts(int iteration, int epoch);

    /**
     * Forward and backward pass in training mode.
     *
     * @param batch minibatch
     * @return raw sum over the minibatch, {@code [1, D]}; the twin's own view, overwritten by the
     *     next call
     */
    public final INDArray gradient(MultiDataSet batch) {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            take(batch);
            compute();
            return gradientView().reshape(1, network().numParams());
        } finally {
            release();
        }
    }

    /** Mean loss of the minibatch of the last {@link #gradient}. */
    public final double lossOfGradient() {
        return network().score() - penalty();
    }

    /**
     * Mean loss of a minibatch.
     *
     * @param batch minibatch
     * @param training whether dropout acts and batch normalization uses the minibatch's statistics
     */
    public final double loss(MultiDataSet batch, boolean training) {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return score(batch, training) - penalty();
        } finally {
            release();
        }
    }

    /**
     * What the network makes of a minibatch at inference.
     *
     * @param predictions output by output, after their activation functions
     * @param loss mean loss
     */
    public record Inference(List<INDArray> predictions, double loss) {}

    /**
     * Predictions and loss by one forward pass at inference.
     *
     * @param batch minibatch
     * @return both, the predictions in memory of their own
     */
    public final Inference infer(MultiDataSet batch) {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            take(batch);
            return inference(batch);
        } finally {
            release();
        }
    }

    /** Loss of an output layer that has its input, and what it predicts. */
    private static double conclude(Layer layer, INDArray labels, List<INDArray> predictions) {
        LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
        IOutputLayer output = (IOutputLayer) layer;
        output.setLabels(labels);
        double loss = output.computeScore(0, false, none);
        predictions.add(output.activate(false, none));
        return loss;
    }

    abstract Inference inference(MultiDataSet batch);

    abstract void take(MultiDataSet batch);

    abstract void compute();

    abstract INDArray gradientView();

    abstract double score(MultiDataSet batch, boolean training);

    abstract double penalty();

    abstract void release();

    private static List<ParameterBlock> blocks(List<Named> layers, INDArray parameters) {
        List<ParameterBlock> blocks = new ArrayList<>();
        for (Named named : layers) {
            Layer layer = named.layer();
            layer.paramTable()
                    .forEach(
                            (key, value) ->
                                    blocks.add(
                                            new ParameterBlock(
                                                    named.name(),
                                                    key,
                                                    value.offset() - parameters.offset(),
                                                    value.length(),
                                                    Arrays.stream(value.shape()).boxed().toList(),
                                                    value.ordering(),
                                                    isTrainable(layer, key))));
        }
        blocks.sort((a, b) -> Long.compare(a.offset(), b.offset()));
        return List.copyOf(blocks);
    }

    private static boolean isTrainable(Layer layer, String parameter) {
        if (layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop) {
            return false;
        }
        var conf = layer.conf().getLayer();
        if (conf instanceof BatchNormalization) {
            return parameter.equals(BatchNormalizationParamInitializer.GAMMA)
                    || parameter.equals(BatchNormalizationParamInitializer.BETA);
        }
        // A layer that stores state among its parameters keeps the updater away from it.
        return !(conf instanceof BaseLayer base
                && !(base.getIUpdater() instanceof NoOp)
                && base.getUpdaterByParam(parameter) instanceof NoOp);
    }

    private record Named(String name, Layer layer) {}

    private static final class Chain extends Twin {

        private final MultiLayerNetwork network;

        Chain(
                MultiLayerNetwork original,
                MultiLayerConfiguration configuration,
                INDArray parameters) {
            super(Twin.blocks(named(original), original.params()));
            network = new MultiLayerNetwork(configuration);
            network.init(parameters, false);
            layers().forEach(Twin::freezeState);
        }

        private static List<Named> named(MultiLayerNetwork network) {
            List<Named> named = new ArrayList<>();
            for (int i = 0; i < network.getnLayers(); i++) {
                String name = network.getLayer(i).conf().getLayer().getLayerName();
                named.add(new Named(name == null ? "layer" + i : name, network.getLayer(i)));
            }
            return named;
        }

        @Override
        public MultiLayerNetwork network() {
            return network;
        }

        @Override
        public List<Layer> layers() {
            return List.of(network.getLayers());
        }

        @Override
        public void setCounts(int iteration, int epoch) {
            network.setIterationCount(iteration);
            network.setEpochCount(epoch);
        }

        @Override
        void take(MultiDataSet batch) {
            network.setInput(batch.getFeatures(0));
            network.setLabels(batch.getLabels(0));
            INDArray[] features = batch.getFeaturesMaskArrays();
            INDArray[] labels = batch.getLabelsMaskArrays();
            INDArray featureMask = features == null ? null : features[0];
            INDArray labelMask = labels == null ? null : labels[0];
            network.clearLayerMaskArrays();
            if (featureMask != null || labelMask != null) {
                network.setLayerMaskArrays(featureMask, labelMask);
            }
        }

        @Override
        void compute() {
            network.computeGradientAndScore();
        }

        @Override
        INDArray gradientView() {
            return network.getGradientsViewArray();
        }

        @Override
        double score(MultiDataSet batch, boolean training) {
            take(batch);
            org.nd4j.linalg.dataset.DataSet data =
                    new org.nd4j.linalg.dataset.DataSet(
                            batch.getFeatures(0),
                            batch.getLabels(0),
                            batch.getFeaturesMaskArrays() == null
                                    ? null
                                    : batch.getFeaturesMaskArrays()[0],
                            batch.getLabelsMaskArrays() == null
                                    ? null
                                    : batch.getLabelsMaskArrays()[0]);
            return network.score(data, training);
        }

        @Override
        Inference inference(MultiDataSet batch) {
            int last = network.getnLayers() - 1;
            INDArray input = batch.getFeatures(0);
            if (last > 0) {
                input = network.feedForwardToLayer(last - 1, input, false).get(last);
            }
            LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspaces();
            InputPreProcessor preProcessor =
                    network.getLayerWiseConfigurations().getInputPreProcess(last);
            if (preProcessor != null) {
                input = preProcessor.preProcess(input, (int) batch.getFeatures(0).size(0), none);
            }
            network.getOutputLayer().setInput(input, none);
            List<INDArray> predictions = new ArrayList<>();
            double loss = conclude(network.getOutputLayer(), batch.getLabels(0), predictions);
            return new Inference(predictions, loss);
        }

        @Override
        double penalty() {
            return network.calcRegularizationScore(true);
        }

        @Override
        void release() {
            network.clear();
            network.clearLayerMaskArrays();
            Arrays.stream(network.getLayers()).forEach(Twin::forget);
        }
    }

    private static final class Graph extends Twin {

        private final ComputationGraph network;

        Graph(
                ComputationGraph original,
                ComputationGraphConfiguration configuration,
                INDArray parameters) {
            super(Twin.blocks(named(original), original.params()));
            network = new ComputationGraph(configuration);
            network.init(parameters, false);
            layers().forEach(Twin::freezeState);
        }

        private static List<Named> named(ComputationGraph network) {
            return Arrays.stream(network.getLayers())
                    .map(layer -> new Named(layer.conf().getLayer().getLayerName(), layer))
                    .toList();
        }

        @Override
        public ComputationGraph network() {
            return network;
        }

        @Override
        public List<Layer> layers() {
            return List.of(network.getLayers());
        }

        @Override
        public void setCounts(int iteration, int epoch) {
            network.getConfiguration().setIterationCount(iteration);
            network.getConfiguration().setEpochCount(epoch);
        }

        @Override
        void take(MultiDataSet batch) {
            network.setInputs(batch.getFeatures());
            network.setLabels(batch.getLabels());
            network.clearLayerMaskArrays();
            if (batch.getFeaturesMaskArrays() != null || batch.getLabelsMaskArrays() != null) {
                network.setLayerMaskArrays(
                        batch.getFeaturesMaskArrays(), batch.getLabelsMaskArrays());
            }
        }

        @Override
        void compute() {
            network.computeGradientAndScore();
        }

        @Override
        INDArray gradientView() {
            return network.getGradientsViewArray();
        }

        @Override
        double score(MultiDataSet batch, boolean training) {
            return network.score(batch, training);
        }

        @Override
        Inference inference(MultiDataSet batch) {
            // The inputs of the output layers stay.
            network.feedForward(batch.getFeatures(), false, false);
            List<INDArray> predictions = new ArrayList<>();
            double loss = 0;
            for (int i = 0; i < network.getNumOutputArrays(); i++) {
                loss += conclude(network.getOutputLayer(i), batch.getLabels(i), predictions);
            }
            return new Inference(predictions, loss);
        }

        @Override
        double penalty() {
            return network.calcRegularizationScore(true);
        }

        @Override
        void release() {
            network.clear();
            network.clearLayerMaskArrays();
            Arrays.stream(network.getLayers()).forEach(Twin::forget);
        }
    }

    /** The state is shared with the network in training, which alone may move it. */
    private static void freezeState(Layer layer) {
        if (layer instanceof BaseWrapperLayer wrapper) {
            freezeState(wrapper.getUnderlying());
        } else if (layer.conf().getLayer() instanceof AdaptiveState state) {
            state.setFrozen(true);
        }
    }

    /** What would keep a minibatch alive between measurements. */
    private static void forget(Layer layer) {
        if (layer instanceof BaseOutputLayer<?> output) {
            output.setLabels(null);
        }
    }
}
