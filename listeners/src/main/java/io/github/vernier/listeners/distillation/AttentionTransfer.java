/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.pairwise.arithmetic.MulOp;
import org.nd4j.linalg.factory.Nd4j;

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
     * The normalized map of each example.
     *
     * @param activations [N, C, H, W] or [N, H, W, C]
     * @param format which of the two
     * @return maps, [N, H·W]
     */
    public INDArray map(INDArray activations, CNN2DFormat format) {
        double[] maps = normalizedMaps(activations, format);
        long n = activations.size(0);
        return HostArrays.array(maps, activations.dataType(), n, maps.length / n);
    }

    /**
     * The loss between maps.
     *
     * @param studentMaps [N, H·W]
     * @param teacherMaps [N, H·W]
     * @return loss without β
     */
    public double loss(INDArray studentMaps, INDArray teacherMaps) {
        double[] student = HostArrays.doubles(studentMaps);
        double[] teacher = HostArrays.doubles(teacherMaps);
        int examples = (int) studentMaps.size(0);
        double sum = 0;
        for (int n = 0; n < examples; n++) {
            sum += loss(squaredDistance(student, 1, teacher, n, student.length / examples));
        }
        return sum / divisor(examples, student.length);
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
        double[] energies = energies(activations, format);
        compare(energies, HostArrays.doubles(teacherMaps), (int) activations.size(0), 1);
        INDArray gradient =
                Nd4j.createUninitialized(activations.dataType(), activations.shape(), 'c');
        backpropagate(activations, format, energies, null, gradient);
        return gradient;
    }

    /** Maps, N·H·W values. */
    double[] normalizedMaps(INDArray activations, CNN2DFormat format) {
        double[] maps = energies(activations, format);
        int examples = (int) activations.size(0);
        int positions = maps.length / examples;
        for (int n = 0; n < examples; n++) {
            double divisor = Math.max(norm(maps, n, positions), NORM_FLOOR);
            for (int i = n * positions; i < (n + 1) * positions; i++) {
                maps[i] /= divisor;
            }
        }
        return maps;
    }

    /** The values v before normalization, N·H·W. */
    double[] energies(INDArray activations, CNN2DFormat format) {
        double[] energies = sumsOfSquares(activations, format);
        if (convention == AttentionConvention.CODE) {
            double c = activations.size(channelDimension(format));
            for (int i = 0; i < energies.length; i++) {
                energies[i] /= c;
            }
        }
        return energies;
    }

    private static double[] sumsOfSquares(INDArray activations, CNN2DFormat format) {
        if (ChannelLoops.serve(activations)) {
            return new ChannelLoops(activations, format).sumsOfSquares();
        }
        // The custom operation is faster than the reduction of the same name.
        return HostArrays.doubles(
                Nd4j.exec(
                        DynamicCustomOp.builder("reduce_sqnorm")
                                .addInputs(activations)
                                .addIntegerArguments(channelDimension(format))
                                .build())[0]);
    }

    private static int channelDimension(CNN2DFormat format) {
        return format == CNN2DFormat.NCHW ? 1 : 3;
    }

    /**
     * Replaces energies by {@code weight·∂loss/∂v} and returns the loss.
     *
     * <p>Maps are small, so one pass over Java arrays beats a dozen native calls.
     */
    double compare(double[] energies, double[] teacherMaps, int examples, double weight) {
        int positions = energies.length / examples;
        double divisor = divisor(examples, energies.length);
        double sum = 0;
        for (int n = 0; n < examples; n++) {
            double norm = norm(energies, n, positions);
            double length = Math.max(norm, NORM_FLOOR);
            double squares = squaredDistance(energies, length, teacherMaps, n, positions);
            sum += loss(squares);
            double scale = weight * lossSlope(squares) / divisor;
            double along = 0;
            for (int i = n * positions; i < (n + 1) * positions; i++) {
                double a = energies[i] / length;
                along += a * (a - teacherMaps[i]);
            }
            if (norm < NORM_FLOOR) {
                // The divisor is a constant here, and the gradient needs no projection.
                along = 0;
            }
            for (int i = n * positions; i < (n + 1) * positions; i++) {
                double a = energies[i] / length;
                energies[i] = scale * (a - teacherMaps[i] - a * along) / length;
            }
        }
        return sum / divisor;
    }

    /** What the loss of one example is, from the squared distance of its maps. */
    private double loss(double squares) {
        return convention == AttentionConvention.CODE ? squares : Math.sqrt(squares);
    }

    /** Gradient of that loss = slope · difference of the maps; 0 where the norm has none. */
    private double lossSlope(double squares) {
        if (convention == AttentionConvention.CODE) {
            return 2;
        }
        return squares > 0 ? 1 / Math.sqrt(squares) : 0;
    }

    private double divisor(int examples, int elements) {
        return convention == AttentionConvention.CODE ? elements : examples;
    }

    private static double norm(double[] values, int example, int positions) {
        double squares = 0;
        for (int i = example * positions; i < (example + 1) * positions; i++) {
            squares += values[i] * values[i];
        }
        return Math.sqrt(squares);
    }

    private static double squaredDistance(
            double[] values, double length, double[] teacherMaps, int example, int positions) {
        double squares = 0;
        for (int i = example * positions; i < (example + 1) * positions; i++) {
            double difference = values[i] / length - teacherMaps[i];
            squares += difference * difference;
        }
        return squares;
    }

    /**
     * Writes {@code ∂v/∂x · energyGradients + epsilon} into {@code out}, in C order.
     *
     * @param epsilon a gradient of the shape of the activations, null for 0
     */
    void backpropagate(
            INDArray activations,
            CNN2DFormat format,
            double[] energyGradients,
            INDArray epsilon,
            INDArray out) {
        int channels = channelDimension(format);
        double factor =
                convention == AttentionConvention.CODE ? 2.0 / activations.size(channels) : 2;
        for (int i = 0; i < energyGradients.length; i++) {
            energyGradients[i] *= factor;
        }
        boolean inHostMemory = epsilon == null || ChannelLoops.serve(epsilon);
        if (inHostMemory && ChannelLoops.serve(activations) && ChannelLoops.serve(out)) {
            new ChannelLoops(activations, format).multiplyAdd(energyGradients, epsilon, out);
            return;
        }
        // shape() hands out the array's own.
        long[] shape = activations.shape().clone();
        shape[channels] = 1;
        INDArray factors = HostArrays.array(energyGradients, activations.dataType(), shape);
        // Broadcasting of the custom operation into a given C-order result is several times faster
        // than INDArray.mul or BroadcastMulOp.
        Nd4j.getExecutioner().exec(new MulOp(activations, factors, out));
        if (epsilon != null) {
            out.addi(epsilon);
        }
    }
}
