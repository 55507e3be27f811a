/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary;

import io.github.vernier.layers.binary.estimator.Identity;
import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.parameterized.WeightFunction;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * A {@link BinaryWeight} bound to one layer.
 *
 * <p>alpha is folded into the weight, so that the layer's output needs no pass of its own.
 */
final class BinaryWeightFunction implements WeightFunction {

    private final BinaryWeight conf;
    private final long filters;
    private final long fanIn;
    private final long[] shape;
    private final DataType type;
    private final StandardizedFilters standardized;
    private final FilterFactors factors;

    private SignEstimator estimator;
    private double tau;
    private ClampBounds bounds;

    private INDArray clampMemory;
    private INDArray clamped;
    private INDArray binary;
    private INDArray alpha;
    private INDArray scaledBias;
    private INDArray alphaGradientOfBias;

    BinaryWeightFunction(BinaryWeight conf, WeightShape shape, DataType type) {
        this.conf = conf;
        this.filters = shape.nOut();
        this.fanIn = shape.fanIn();
        this.shape = shape.toArray();
        this.type = type;
        this.standardized = new StandardizedFilters(conf, filters, fanIn);
        this.factors = new FilterFactors(filters, fanIn);
        at(0, 0);
    }

    @Override
    public boolean at(int iteration, int epoch) {
        double newTau = conf.tauAt(iteration, epoch);
        SignEstimator newEstimator = conf.estimator().at(iteration, epoch);
        boolean outOfDate =
                !newEstimator.equals(estimator)
                        || newTau != tau && (conf.scaling().isMeanAbsolute() || !isPlainSign());
        tau = newTau;
        estimator = newEstimator;
        return outOfDate;
    }

    /** Whether the estimator is the published one, which sees no clamp. */
    private boolean isPlainSign() {
        return conf.estimator() instanceof Identity;
    }

    private INDArray detached(long... dimensions) {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return Nd4j.create(type, dimensions, 'c');
        }
    }

    @Override
    public INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training) {
        standardized.take(theta.get(BinaryWeight.LATENT));
        bounds =
                ClampBounds.of(
                        conf.clamp(), tau, standardized.meanAbsolute(), standardized.values());
        clamped = clamped();
        if (conf.scaling() == ScalingFactor.NONE) {
            binary = buffer;
            return estimator.sign(clamped, buffer, training);
        }
        if (binary == null) {
            binary = detached(shape);
        }
        estimator.sign(clamped, binary, training);
        alpha =
                conf.scaling() == ScalingFactor.LEARNED
                        ? theta.get(BinaryWeight.ALPHA).reshape(filters, 1)
                        : meanAbsolute(clamped);
        factors.multiply(binary, alpha, buffer);
        return buffer;
    }

    private INDArray matrix(INDArray tensor) {
        return tensor.reshape('c', filters, fanIn);
    }

    private INDArray meanAbsolute(INDArray tensor) {
        try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return matrix(tensor).norm1(true, 1).divi(fanIn);
        }
    }

    /** w2, where anything but the bounds' mask depends on it; else w1. */
    private INDArray clamped() {
        INDArray w1 = standardized.values().reshape('c', shape);
        if (!bounds.areFinite() || isPlainSign() && !conf.scaling().isMeanAbsolute()) {
            return w1;
        }
        if (clampMemory == null) {
            clampMemory = detached(shape);
        }
        Nd4j.exec(new ScalarMax(w1, null, clampMemory, bounds.lower()));
        Nd4j.exec(new ScalarMin(clampMemory, null, clampMemory, bounds.upper()));
        return clampMemory;
    }

    private boolean scalesBias() {
        return conf.scaling() != ScalingFactor.NONE && conf.biasScaling() == BiasScaling.SCALED;
    }

    @Override
    public INDArray bias(INDArray bias) {
        if (!scalesBias()) {
            return bias;
        }
        if (scaledBias == null) {
            scaledBias = detached(bias.shape());
        }
        return scaledBias.assign(bias).muli(alpha.reshape(bias.shape()));
    }

    @Override
    public void backpropBias(INDArray bias, INDArray biasGradient) {
        if (!scalesBias()) {
            return;
        }
        alphaGradientOfBias = bias.mul(biasGradient).reshape(filters, 1);
        biasGradient.muli(alpha.reshape(biasGradient.shape()));
    }

    @Override
    public void backprop(
            Map<String, INDArray> theta,
            INDArray weight,
            INDArray weightGradient,
            Map<String, INDArray> gradients) {
        INDArray alphaGradient = null;
        if (conf.scaling() != ScalingFactor.NONE) {
            alphaGradient = factors.backprop(weightGradient, binary, alpha);
            if (alphaGradientOfBias != null) {
                alphaGradient.addi(alphaGradientOfBias);
                alphaGradientOfBias = null;
            }
        }
        if (conf.scaling() == ScalingFactor.LEARNED) {
            INDArray view = gradients.get(BinaryWeight.ALPHA);
            view.assign(alphaGradient.reshape(view.shape()));
        }
        estimator.backprop(clamped, weightGradient);
        if (conf.scaling() == ScalingFactor.MEAN_ABSOLUTE_WITH_GRADIENT) {
            INDArray signs = matrix(Transforms.sign(clamped, true));
            matrix(weightGradient).addi(signs.muliColumnVector(alphaGradient.divi(fanIn)));
        }
        standardized.backprop(weightGradient, bounds, gradients.get(BinaryWeight.LATENT));
    }

    /** What the last {@link #weight} was made of. */
    BinarizedWeight parts(INDArray latent) {
        return new BinarizedWeight(
                latent.dup('c'),
                standardized.values().reshape('c', shape).dup('c'),
                binary.dup('c'),
                alpha == null ? Nd4j.ones(type, filters) : alpha.dup('c').reshape(filters),
                tau,
                standardized.meanAbsolute(),
                bounds.lower(),
                bounds.upper());
    }
}
