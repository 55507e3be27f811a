/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional3D;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.Pooling1D;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU6;

/** Multiply-adds of DL4J's own layers and vertices, by exact class. */
final class StockCosts {

    /** Multiply-adds of one layer for one row of the batch. */
    @FunctionalInterface
    private interface Counter<L> {
        long count(L layer, InputType input, InputType output, CountingRule rule);
    }

    /** Layers and vertices that only move numbers, or that inference does not run. */
    private static final Set<Class<?>> FREE =
            Set.of(
                    Cnn3DLossLayer.class,
                    CnnLossLayer.class,
                    Cropping1D.class,
                    Cropping2D.class,
                    Cropping3D.class,
                    DropoutLayer.class,
                    DuplicateToTimeSeriesVertex.class,
                    LastTimeStepVertex.class,
                    LossLayer.class,
                    MaskLayer.class,
                    MergeVertex.class,
                    PoolHelperVertex.class,
                    PreprocessorVertex.class,
                    RepeatVector.class,
                    ReshapeVertex.class,
                    ReverseTimeSeriesVertex.class,
                    RnnLossLayer.class,
                    SpaceToBatchLayer.class,
                    SpaceToDepthLayer.class,
                    StackVertex.class,
                    SubsetVertex.class,
                    UnstackVertex.class,
                    Upsampling1D.class,
                    Upsampling2D.class,
                    Upsampling3D.class,
                    ZeroPadding1DLayer.class,
                    ZeroPadding3DLayer.class,
                    ZeroPaddingLayer.class);

    private static final Map<Class<?>, Counter<Layer>> LAYERS = new HashMap<>();

    static {
        layer(ConvolutionLayer.class, activated(StockCosts::convolution));
        layer(Convolution1DLayer.class, activated(StockCosts::convolution));
        layer(Convolution1D.class, activated(StockCosts::convolution));
        layer(Convolution2D.class, activated(StockCosts::convolution));
        layer(Convolution3D.class, activated(StockCosts::convolution));
        layer(Deconvolution2D.class, activated(StockCosts::deconvolution));
        layer(Deconvolution3D.class, activated(StockCosts::deconvolution));
        layer(DepthwiseConvolution2D.class, activated(StockCosts::depthwise));
        layer(SeparableConvolution2D.class, activated(StockCosts::separable));
        layer(DenseLayer.class, activated(StockCosts::dense));
        layer(OutputLayer.class, StockCosts::output);
        layer(RnnOutputLayer.class, StockCosts::output);
        layer(CenterLossOutputLayer.class, StockCosts::output);
        layer(SubsamplingLayer.class, (l, in, out, rule) -> pool(out, l.getKernelSize()));
        layer(Pooling2D.class, (l, in, out, rule) -> pool(out, l.getKernelSize()));
        layer(Subsampling1DLayer.class, (l, in, out, rule) -> pool(out, l.getKernelSize()[0]));
        layer(Pooling1D.class, (l, in, out, rule) -> pool(out, l.getKernelSize()[0]));
        layer(Subsampling3DLayer.class, (l, in, out, rule) -> pool(out, l.getKernelSize()));
        layer(GlobalPoolingLayer.class, (l, in, out, rule) -> rule.globalPooling(elements(in)));
        layer(
                BatchNormalization.class,
                (l, in, out, rule) -> rule.batchNormalization(elements(in)));
        layer(
                ActivationLayer.class,
                (l, in, out, rule) -> activation(l.getActivationFn(), elements(out), rule));
        layer(PReLULayer.class, (l, in, out, rule) -> elements(out));
    }

    private StockCosts() {}

    /** Whether the layer or vertex costs nothing whatever its shapes. */
    static boolean isFree(Object layerOrVertex) {
        return FREE.contains(layerOrVertex.getClass());
    }

    /** Whether {@link #multAdds(Layer, InputType, InputType, CountingRule)} knows the layer. */
    static boolean knows(Layer layer) {
        return layer instanceof CostAware || LAYERS.containsKey(layer.getClass());
    }

    /** Multiply-adds of a layer that is {@link #knows known}, for one row of the batch. */
    static double multAdds(Layer layer, InputType input, InputType output, CountingRule rule) {
        if (layer instanceof CostAware aware) {
            return aware.exactMultAdds(input, rule)
                    + (layer instanceof BaseLayer base && !(layer instanceof BaseOutputLayer)
                            ? activation(base.getActivationFn(), elements(output), rule)
                            : 0);
        }
        return LAYERS.get(layer.getClass()).count(layer, input, output, rule);
    }

    /** Whether {@link #multAdds(GraphVertex, int, InputType, CountingRule)} knows the vertex. */
    static boolean knows(GraphVertex vertex) {
        return vertex instanceof ElementWiseVertex
                || vertex instanceof ScaleVertex
                || vertex instanceof ShiftVertex
                || vertex instanceof L2NormalizeVertex;
    }

    /** Multiply-adds of a vertex that is {@link #knows known}, for one row of the batch. */
    static long multAdds(GraphVertex vertex, int inputs, InputType output, CountingRule rule) {
        long elements = elements(output);
        if (vertex instanceof ElementWiseVertex) {
            return rule.elementWise((inputs - 1) * elements);
        }
        // The norm takes one multiply-add for each element, the division another.
        return rule.elementWise(vertex instanceof L2NormalizeVertex ? 2 * elements : elements);
    }

    private static <L extends Layer> void layer(Class<L> type, Counter<? super L> counter) {
        LAYERS.put(type, (l, in, out, rule) -> counter.count(type.cast(l), in, out, rule));
    }

    private static <L extends BaseLayer> Counter<L> activated(Counter<? super L> counter) {
        return (layer, in, out, rule) ->
                counter.count(layer, in, out, rule)
                        + activation(layer.getActivationFn(), elements(out), rule);
    }

    private static long activation(IActivation function, long elements, CountingRule rule) {
        if (function instanceof ActivationReLU6) {
            return rule.relu6(elements);
        }
        return function == null || function instanceof ActivationIdentity ? 0 : elements;
    }

    private static long convolution(
            ConvolutionLayer layer, InputType input, InputType output, CountingRule rule) {
        return layer.getNIn() * layer.getNOut() * kernel(layer) * positions(output)
                + bias(layer, output, rule);
    }

    /** Every input element is multiplied into a kernel's worth of outputs. */
    private static long deconvolution(
            ConvolutionLayer layer, InputType input, InputType output, CountingRule rule) {
        return layer.getNIn() * layer.getNOut() * kernel(layer) * positions(input)
                + bias(layer, output, rule);
    }

    private static long depthwise(
            DepthwiseConvolution2D layer, InputType input, InputType output, CountingRule rule) {
        return layer.getNIn() * layer.getDepthMultiplier() * kernel(layer) * positions(output)
                + bias(layer, output, rule);
    }

    private static long separable(
            SeparableConvolution2D layer, InputType input, InputType output, CountingRule rule) {
        return layer.getNIn()
                        * layer.getDepthMultiplier()
                        * (kernel(layer) + layer.getNOut())
                        * positions(output)
                + bias(layer, output, rule);
    }

    private static long bias(ConvolutionLayer layer, InputType output, CountingRule rule) {
        return layer.hasBias() ? rule.convolutionBias(elements(output)) : 0;
    }

    private static long dense(
            DenseLayer layer, InputType input, InputType output, CountingRule rule) {
        return dense(layer.getNIn(), layer.getNOut(), layer.hasBias());
    }

    private static long output(
            BaseOutputLayer layer, InputType input, InputType output, CountingRule rule) {
        return dense(layer.getNIn(), layer.getNOut(), layer.hasBias()) * positions(output);
    }

    private static long dense(long in, long out, boolean bias) {
        return in * out + (bias ? out : 0);
    }

    private static long pool(InputType output, int... window) {
        return elements(output) * product(window);
    }

    private static long kernel(ConvolutionLayer layer) {
        return layer instanceof Convolution1DLayer
                ? layer.getKernelSize()[0]
                : product(layer.getKernelSize());
    }

    private static long product(int... factors) {
        return Arrays.stream(factors).asLongStream().reduce(1, (a, b) -> a * b);
    }

    private static long elements(InputType type) {
        return type.arrayElementsPerExample();
    }

    /** Places of an image, a volume or a sequence; 1 for a vector. */
    private static long positions(InputType type) {
        if (type instanceof InputTypeConvolutional image) {
            return image.getHeight() * image.getWidth();
        }
        if (type instanceof InputTypeConvolutional3D volume) {
            return volume.getDepth() * volume.getHeight() * volume.getWidth();
        }
        return type instanceof InputTypeRecurrent sequence ? sequence.getTimeSeriesLength() : 1;
    }
}
