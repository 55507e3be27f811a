/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import io.github.vernier.layers.substitution.LayerSeed;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Settings that every image classifier of this package has.
 *
 * @param <B> the builder itself
 */
public abstract class ImageClassifierBuilder<B extends ImageClassifierBuilder<B>> {

    private int channels;
    private int height;
    private int width;
    private int classes = 10;
    private long seed = 1;
    private IUpdater updater;
    private double l2;
    private ConvUnit convolution = ConvFactory.stock();

    ImageClassifierBuilder(int channels, int height, int width, IUpdater updater, double l2) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.updater = updater;
        this.l2 = l2;
    }

    abstract B self();

    /**
     * Shape of the images.
     *
     * @param channels colours
     * @param height pixels
     * @param width pixels
     */
    public B inputShape(int channels, int height, int width) {
        if (channels < 1 || height < 4 || width < 4) {
            throw new IllegalArgumentException(
                    "Images need a channel and 4 x 4 pixels, got "
                            + channels
                            + " x "
                            + height
                            + " x "
                            + width);
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        return self();
    }

    /**
     * Number of classes, at least 2.
     *
     * @param classes number of classes
     */
    public B classes(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("There must be 2 classes or more, got " + classes);
        }
        this.classes = classes;
        return self();
    }

    /**
     * Seed of the initial parameters.
     *
     * @param seed seed
     */
    public B seed(long seed) {
        this.seed = seed;
        return self();
    }

    /**
     * Updater of all parameters.
     *
     * @param updater updater
     */
    public B updater(IUpdater updater) {
        this.updater = updater;
        return self();
    }

    /**
     * L2 coefficient of all weights and biases; added to the gradient before the updater.
     *
     * @param l2 coefficient
     */
    public B l2(double l2) {
        this.l2 = l2;
        return self();
    }

    /**
     * What makes the convolutions of the blocks.
     *
     * @param convolution a layer ({@link ConvFactory}) or, in graphs, several; stock convolutions
     *     unless set
     */
    public B convolution(ConvUnit convolution) {
        this.convolution = convolution;
        return self();
    }

    int channels() {
        return channels;
    }

    int classes() {
        return classes;
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /**
     * A block's convolution; its seed comes from the network's and its name.
     *
     * @throws IllegalArgumentException if it takes several layers, which a chain does not
     */
    Layer convolution(String name, ConvShape shape) {
        if (convolution instanceof ConvFactory factory) {
            return factory.convolution(shape, LayerSeed.of(seed, name));
        }
        throw new IllegalArgumentException(
                "Convolutions of a chain of layers must be single layers, got "
                        + convolution.getClass().getSimpleName());
    }

    /** A graph to be written, with one input. */
    GraphWriter graph() {
        return new GraphWriter(defaults().graphBuilder(), convolution, seed);
    }

    InputType input() {
        return InputType.convolutional(height, width, channels);
    }

    NeuralNetConfiguration.Builder defaults() {
        return new NeuralNetConfiguration.Builder()
                .seed(seed)
                .updater(updater)
                .l2(l2)
                .l2Bias(l2)
                .activation(Activation.IDENTITY)
                .cacheMode(CacheMode.DEVICE);
    }

    /** Batch normalization as PyTorch has it by default: eps 1e-5, momentum 0.1 (decay 0.9). */
    static BatchNormalization batchNormalization() {
        return new BatchNormalization.Builder().eps(1e-5).decay(0.9).build();
    }

    /** Softmax over the classes; weights are uniform in +-1/sqrt(in), biases zero. */
    OutputLayer softmax(int in) {
        return softmax(in, LossFunction.MCXENT.getILossFunction());
    }

    /**
     * The same with a loss of one's choice.
     *
     * @param in number of features
     * @param loss cross-entropy
     */
    OutputLayer softmax(int in, ILossFunction loss) {
        double bound = 1 / Math.sqrt(in);
        return new OutputLayer.Builder(loss)
                .nIn(in)
                .nOut(classes)
                .activation(Activation.SOFTMAX)
                .weightInit(new UniformDistribution(-bound, bound))
                .build();
    }

    /**
     * Global average pooling and softmax, called {@code pool} and {@code output}, after the last
     * activation of a graph.
     */
    ComputationGraphConfiguration classified(GraphWriter graph, String last, int in) {
        String pool = graph.layer("pool", new GlobalPoolingLayer(PoolingType.AVG), last);
        return finished(graph, graph.layer("output", softmax(in), pool));
    }

    /** The configuration of a graph with these outputs. */
    ComputationGraphConfiguration finished(GraphWriter graph, String... outputs) {
        return graph.graph().setOutputs(outputs).setInputTypes(input()).build();
    }
}
