/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.clustering;

import io.github.vernier.listeners.probe.ConvolutionPatches;
import io.github.vernier.listeners.probe.Coverage;
import io.github.vernier.listeners.probe.OutputGradient;
import io.github.vernier.listeners.probe.ParameterBlock;
import io.github.vernier.listeners.probe.Twin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.OutputLayer;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.feedforward.dense.DenseLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Takes the factors of examples' gradients from a backward pass of a twin.
 *
 * <p>Covers the weights of dense, output and convolution layers; biases and other layers take no
 * part in the clustering, and {@link #coverage} says which. The twin is changed for good, in a way
 * that its results are not; make one object per twin.
 */
public final class FactorCapture {

    private static final double CONSTANT_DELTA = 1e-3;

    private final Twin twin;
    private final GradientScale scale;
    private final ClusteredSpace space;
    private final List<LayerTap> taps = new ArrayList<>();
    private final Map<String, String> leftOut = new LinkedHashMap<>();

    /**
     * Prepares a twin: examples' own gradients of all layers it can.
     *
     * @param twin twin
     */
    public FactorCapture(Twin twin) {
        this(twin, GradientScale.EXAMPLE, ClusteredSpace.GRADIENTS, List.of());
    }

    /**
     * Prepares a twin.
     *
     * @param twin twin
     * @param scale whose gradients
     * @param space which factors
     * @param layers names of layers; all that can be if empty
     * @throws IllegalArgumentException if there is no such layer, or none at all
     */
    public FactorCapture(
            Twin twin, GradientScale scale, ClusteredSpace space, Collection<String> layers) {
        this.twin = Objects.requireNonNull(twin, "twin must be given");
        this.scale = Objects.requireNonNull(scale, "scale must be given");
        this.space = Objects.requireNonNull(space, "space must be given");
        List<String> unknown = new ArrayList<>(layers);
        for (Layer layer : twin.layers()) {
            List<ParameterBlock> blocks =
                    layer.numParams() == 0
                            ? List.of()
                            : twin.blocks(layer).stream()
                                    .filter(ParameterBlock::trainable)
                                    .toList();
            if (!blocks.isEmpty()) {
                String name = twin.nameOf(layer);
                unknown.remove(name);
                add(name, layer, layers);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException(
                    "layers are " + unknown + ", expected some of " + trainable());
        }
        if (taps.isEmpty()) {
            throw new IllegalArgumentException(
                    "The network has no layer whose gradients can be clustered, expected a dense"
                            + " or convolution layer in training: "
                            + leftOut);
        }
    }

    private List<String> trainable() {
        return twin.blocks().stream()
                .filter(ParameterBlock::trainable)
                .map(ParameterBlock::layer)
                .distinct()
                .toList();
    }

    private void add(String name, Layer layer, Collection<String> wanted) {
        // By the exact class: a subclass may compute anything from its parameters.
        Class<?> kind = layer.getClass();
        boolean dense =
                kind == OutputLayer.class
                        || kind == DenseLayer.class && !((DenseLayer) layer).hasLayerNorm();
        if (!wanted.isEmpty() && !wanted.contains(name)) {
            leftOut.put(name, "not asked for");
        } else if (dense || kind == ConvolutionLayer.class) {
            LayerTap tap = new LayerTap(name, layer);
            OutputGradient.tap(layer, tap::pass);
            taps.add(tap);
        } else {
            leftOut.put(
                    name,
                    "gradients of "
                            + layer.conf().getLayer().getClass().getSimpleName()
                            + " are not products of two factors");
        }
    }

    /** Names of the layers covered. */
    public List<String> layers() {
        return taps.stream().map(tap -> tap.name).toList();
    }

    /**
     * Forward and backward pass over a minibatch.
     *
     * @param batch minibatch
     * @return factors of its examples; they hold until the next call
     * @throws IllegalStateException if no layer's rows are the examples, as in time series
     */
    public GradientFactors of(MultiDataSet batch) {
        int n = Math.toIntExact(batch.getFeatures(0).size(0));
        taps.forEach(tap -> tap.start(n));
        INDArray gradient = twin.gradient(batch);
        List<LayerFactors> factors = new ArrayList<>();
        for (LayerTap tap : List.copyOf(taps)) {
            LayerFactors found = tap.stop();
            if (found == null) {
                taps.remove(tap);
                leftOut.put(tap.name, "its rows are not the examples, as in a time series");
            } else {
                factors.add(found);
            }
        }
        if (factors.isEmpty()) {
            throw new IllegalStateException(
                    "No layer is left whose gradients can be clustered: " + leftOut);
        }
        return new GradientFactors(factors, gradient);
    }

    /** What is clustered; the first pass may find that a layer has to be left out. */
    public Coverage coverage() {
        Coverage byLayer = Coverage.of(twin, leftOut);
        long size = weights().stream().mapToLong(ParameterBlock::length).sum();
        return new Coverage(byLayer.covered(), byLayer.skipped(), size, byLayer.parameters());
    }

    /** The parameters that are clustered. */
    List<ParameterBlock> weights() {
        List<String> layers = layers();
        return twin.blocks().stream()
                .filter(block -> layers.contains(block.layer()))
                .filter(block -> block.parameter().equals(DefaultParamInitializer.WEIGHT_KEY))
                .toList();
    }

    /** One layer of the twin. */
    private final class LayerTap {

        private final String name;
        private final Layer layer;
        private int expected;
        private INDArray inputs;
        private INDArray outputs;
        private boolean passed;

        LayerTap(String name, Layer layer) {
            this.name = name;
            this.layer = layer;
        }

        void start(int examples) {
            expected = examples;
            passed = false;
        }

        /** The layer's output gradient is there. */
        void pass(INDArray delta) {
            INDArray in = layer.input();
            if (delta.size(0) != expected || in.size(0) != expected) {
                return;
            }
            try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                INDArray a = isConvolution() ? ConvolutionPatches.images(conf(), in) : in;
                inputs = sized(inputs, a.shape()).assign(a);
                outputs = sized(outputs, delta.shape()).assign(delta);
                INDArray mask = layer.getMaskArray();
                if (mask != null && mask.length() == expected && outputs.rank() == 2) {
                    outputs.muliColumnVector(mask.reshape(expected, 1).castTo(outputs.dataType()));
                }
            }
            passed = true;
        }

        private boolean isConvolution() {
            return layer instanceof ConvolutionLayer;
        }

        private org.deeplearning4j.nn.conf.layers.ConvolutionLayer conf() {
            return (org.deeplearning4j.nn.conf.layers.ConvolutionLayer) layer.conf().getLayer();
        }

        private INDArray sized(INDArray old, long... shape) {
            DataType type =
                    layer.params().dataType() == DataType.DOUBLE ? DataType.DOUBLE : DataType.FLOAT;
            return old != null && java.util.Arrays.equals(old.shape(), shape)
                    ? old
                    : Nd4j.createUninitialized(type, shape, 'c');
        }

        /** The factors of the pass, null if its rows were not the examples. */
        LayerFactors stop() {
            if (!passed) {
                return null;
            }
            if (space == ClusteredSpace.INPUTS) {
                outputs.assign(CONSTANT_DELTA);
            } else if (scale == GradientScale.MEAN_LOSS) {
                outputs.divi(expected);
            }
            boolean constant = space == ClusteredSpace.OUTPUT_GRADIENTS;
            if (isConvolution()) {
                return new ConvolutionFactors(
                        name, conf(), inputs, outputs, constant ? 1 : Double.NaN);
            }
            return new DenseFactors(name, constant ? inputs.assign(1) : inputs, outputs);
        }
    }
}
