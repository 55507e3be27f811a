/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A layer's weight tensor (or its factors in one vector) and when to build it: once per training
 * iteration, and at inference once until the parameters change.
 */
final class BuiltWeight {

    private static final String BIAS = ConvolutionParamInitializer.BIAS_KEY;

    private final ParameterizedConvolution2D conf;
    private final WeightFunction function;
    private final long[] shape;
    private final DataType type;
    private final ParameterSnapshot builtFrom = new ParameterSnapshot();

    private INDArray buffer;
    private INDArray gradientBuffer;
    private INDArray weight;
    private Map<String, INDArray> theta = Map.of();
    private Map<String, INDArray> thetaGradients = Map.of();
    private INDArray bias;
    private boolean builtForThisIteration;

    BuiltWeight(ParameterizedConvolution2D conf, DataType type) {
        this.conf = conf;
        this.type = type;
        this.function = conf.bind(type);
        this.shape = conf.builtShape();
    }

    /** Tells the moment in training. */
    void at(int iteration, int epoch) {
        if (function.at(iteration, epoch)) {
            builtFrom.forget();
        }
    }

    /**
     * The bias that is added; the weight has to be there.
     *
     * @param layerBias the layer's own, after weight noise
     */
    INDArray bias(INDArray layerBias) {
        bias = layerBias;
        return function.bias(layerBias);
    }

    /**
     * The weight tensor, built if it has to be.
     *
     * @param parameters all of the layer's parameters as one vector, to notice changes
     * @param noisy looks a parameter up after weight noise
     */
    INDArray get(
            boolean training, INDArray parameters, BiFunction<String, Boolean, INDArray> noisy) {
        boolean upToDate = training ? builtForThisIteration : builtFrom.matches(parameters);
        if (!upToDate || weight == null) {
            build(training, noisy);
            if (training) {
                builtForThisIteration = true;
                builtFrom.forget();
            } else {
                builtFrom.take(parameters);
            }
        }
        return weight;
    }

    private void build(boolean training, BiFunction<String, Boolean, INDArray> noisy) {
        theta = parameters(training, noisy);
        if (buffer == null) {
            buffer = detached();
        }
        weight = function.weight(theta, buffer, training);
    }

    private Map<String, INDArray> parameters(
            boolean training, BiFunction<String, Boolean, INDArray> noisy) {
        Map<String, INDArray> named = new LinkedHashMap<>();
        for (WeightParameter p : conf.weightParameters()) {
            named.put(p.name(), noisy.apply(p.name(), training));
        }
        return named;
    }

    /** Whether there is a way around the weight tensor, for some number of columns at least. */
    boolean canSkip() {
        WeightShape shape = conf.weightShape();
        return function instanceof ColumnFunction && shape.kH() == 1 && shape.kW() == 1;
    }

    /** Whether to go that way. */
    boolean skips(long columns, boolean training) {
        return ((ColumnFunction) function).isFasterOnColumns(columns, training);
    }

    /** y = W x without W, for columns. */
    INDArray apply(INDArray x, boolean training, BiFunction<String, Boolean, INDArray> noisy) {
        theta = parameters(training, noisy);
        INDArray y = Nd4j.createUninitialized(type, new long[] {conf.getNOut(), x.size(1)}, 'c');
        ((ColumnFunction) function).apply(theta, x, y);
        return y;
    }

    /** Maps dL/dy to dL/dθ, and to dL/dx, which it returns. */
    INDArray backpropColumns(INDArray x, INDArray dy) {
        INDArray dx = Nd4j.createUninitialized(type, x.shape(), 'c');
        ((ColumnFunction) function).backpropColumns(theta, x, dy, dx, thetaGradients);
        return dx;
    }

    /** Where dL/dW goes before it is mapped back; allocated at the first use. */
    INDArray gradientBuffer() {
        if (gradientBuffer == null) {
            gradientBuffer = detached();
        }
        return gradientBuffer;
    }

    private INDArray detached() {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.create(type, shape, 'c');
        }
    }

    /**
     * Takes the views of the layer's gradient vector, keeps those of θ, and returns what the stock
     * layer is to find: the bias's, if any, and room for the weight's.
     */
    Map<String, INDArray> takeGradientViews(Map<String, INDArray> views) {
        thetaGradients = new LinkedHashMap<>(views);
        Map<String, INDArray> stock = new LinkedHashMap<>();
        INDArray bias = thetaGradients.remove(BIAS);
        if (bias != null) {
            stock.put(BIAS, bias);
        }
        return stock;
    }

    /**
     * Maps dL/dW in the gradient buffer to dL/dθ, which ends the iteration.
     *
     * @param stockViews what {@link #takeGradientViews} returned
     * @return the gradient of the layer's own parameters
     */
    Gradient backprop(Map<String, INDArray> stockViews) {
        if (stockViews.containsKey(BIAS)) {
            function.backpropBias(bias, stockViews.get(BIAS));
        }
        function.backprop(theta, weight, gradientBuffer, thetaGradients);
        return gradient(stockViews);
    }

    /** The gradient of the layer's own parameters, once it stands in the views. */
    Gradient gradient(Map<String, INDArray> stockViews) {
        startIteration();
        Gradient gradient = new DefaultGradient();
        if (stockViews.containsKey(BIAS)) {
            gradient.setGradientFor(BIAS, stockViews.get(BIAS));
        }
        thetaGradients.forEach((name, view) -> gradient.setGradientFor(name, view, 'c'));
        return gradient;
    }

    /** The next training step builds the tensor anew. */
    void startIteration() {
        builtForThisIteration = false;
    }
}
