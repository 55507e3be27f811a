/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.floating.SquaredNorm;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Attention transfer between activations of student and teacher.
 *
 * <p>For activations x of one example with C channels, {@code v = mean over C of x²} ({@link
 * AttentionConvention#CODE}) or the sum ({@link AttentionConvention#PAPER}), flattened to H·W
 * values; the map is {@code a = v / max(‖v‖₂, 1e-12)}. With g = ∂L/∂a the gradient is {@code ∂L/∂v
 * = (g − a⟨a, g⟩)/‖v‖₂} and {@code ∂L/∂x = (2/C)·x·∂L/∂v}, without the 1/C for the sum. An example
 * whose activations are all zero has the map 0 and the gradient 0.
 *
 * <p>Student and teacher may differ in the number of channels and in data format, not in height and
 * width. Activations are [N, C, H, W] or [N, H, W, C], maps [N, H·W].
 */
public final class AttentionTransfer {

    private static final double NORM_FLOOR = 1e-12;

    private final AttentionConvention convention;

    /**
     * Attention transfer of one convention.
     *
     * @param convention convention
     */
    public AttentionTransfer(AttentionConvention convention) {
        this.convention = convention;
    }

    /**
     * Loss of one tap and its gradient with respect to the student's energies v.
     *
     * @param loss loss without its weight
     * @param energyGradient weight·∂loss/∂v, [N, H·W]
     */
    record Comparison(double loss, INDArray energyGradient) {}

    /**
     * The normalized map of each example.
     *
     * @param activations [N, C, H, W] or [N, H, W, C]
     * @param format which of the two
     * @return maps, [N, H·W]
     */
    public INDArray map(INDArray activations, CNN2DFormat format) {
        INDArray energy = energy(activations, format);
        return energy.diviColumnVector(floored(energy.norm2(true, 1)));
    }

    /**
     * The loss between maps.
     *
     * @param studentMaps [N, H·W]
     * @param teacherMaps [N, H·W]
     * @return loss without β
     */
    public double loss(INDArray studentMaps, INDArray teacherMaps) {
        return loss(studentMaps.sub(teacherMaps));
    }

    /**
     * Gradient of the loss with respect to the student's activations.
     *
     * @param activations the student's activations
     * @param format their format
     * @param teacherMaps [N, H·W]
     * @return gradient of {@link #loss}, of the shape of {@code activations}, in C order
     */
    public INDArray gradient(INDArray activations, CNN2DFormat format, INDArray teacherMaps) {
        Comparison comparison = compare(energy(activations, format), teacherMaps, 1);
        INDArray gradient =
                Nd4j.createUninitialized(activations.dataType(), activations.shape(), 'c');
        multiply(activations, format, comparison.energyGradient(), gradient);
        return gradient;
    }

    /** The values v before normalization, [N, H·W]. */
    INDArray energy(INDArray activations, CNN2DFormat format) {
        int channels = format == CNN2DFormat.NCHW ? 1 : 3;
        INDArray energy =
                Nd4j.getExecutioner().exec(new SquaredNorm(activations, null, false, channels));
        if (convention == AttentionConvention.CODE) {
            energy.divi(activations.size(channels));
        }
        long n = energy.size(0);
        return energy.reshape('c', n, energy.length() / n);
    }

    /** Consumes {@code energy}. */
    Comparison compare(INDArray energy, INDArray teacherMaps, double weight) {
        INDArray norm = energy.norm2(true, 1);
        INDArray divisor = floored(norm);
        INDArray map = energy.diviColumnVector(divisor);
        INDArray gradient = map.sub(teacherMaps);
        double loss = loss(gradient);
        if (convention == AttentionConvention.CODE) {
            gradient.muli(2 * weight / gradient.length());
        } else {
            // The norm has no gradient at zero; any subgradient will do and 0 is the quiet one.
            gradient.diviColumnVector(floored(gradient.norm2(true, 1)));
            gradient.muli(weight / gradient.size(0));
        }
        INDArray along = map.mul(gradient).sum(true, 1);
        // Below the floor the divisor is a constant and the gradient needs no projection.
        along.muli(norm.gte(NORM_FLOOR).castTo(along.dataType()));
        gradient.subi(map.muliColumnVector(along));
        return new Comparison(loss, gradient.diviColumnVector(divisor));
    }

    /** Writes {@code ∂v/∂x · energyGradient} into {@code out}, in C order. */
    void multiply(INDArray activations, CNN2DFormat format, INDArray energyGradient, INDArray out) {
        long n = activations.size(0);
        INDArray factor;
        long channels;
        if (format == CNN2DFormat.NCHW) {
            channels = activations.size(1);
            factor = energyGradient.reshape('c', n, 1, activations.size(2), activations.size(3));
        } else {
            channels = activations.size(3);
            factor = energyGradient.reshape('c', n, activations.size(1), activations.size(2), 1);
        }
        factor.muli(convention == AttentionConvention.CODE ? 2.0 / channels : 2.0);
        // The broadcasting of the custom operation into a given C-order result is several times
        // faster than INDArray.mul or BroadcastMulOp.
        Nd4j.getExecutioner().exec(new MulOp(activations, factor, out));
    }

    private double loss(INDArray difference) {
        if (convention == AttentionConvention.CODE) {
            double norm = difference.norm2Number().doubleValue();
            return norm * norm / difference.length();
        }
        return difference.norm2(1).meanNumber().doubleValue();
    }

    private static INDArray floored(INDArray norm) {
        return Transforms.max(norm, NORM_FLOOR, true);
    }
}
