/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.onednn;

import io.github.vernier.layers.memory.HostMemory;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.CustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.cpu.nativecpu.ops.NativeOpExecutioner;
import org.nd4j.linalg.factory.Nd4j;

/**
 * ND4J's native executioner, with the operations that oneDNN serves guarded against operands it
 * misreads.
 *
 * <ul>
 *   <li>Convolutions and pooling in NHWC, batch normalization and softmax with an operand that is
 *       not in C order: the operand is copied to C order first, an output is computed in C order
 *       and then assigned.
 *   <li>Dilated convolutions, 1-D and 2-D: run on ND4J's built-in kernels; oneDNN throws on them.
 * </ul>
 *
 * <p>Operands already in C order, which is nearly all, cost one look-up by name.
 */
public final class OneDnnExecutioner extends NativeOpExecutioner implements GuardedExecutioner {

    private static final int CONVOLUTION_DILATION = 6;
    private static final int CONVOLUTION_FORMAT = 9;
    private static final int POOLING_FORMAT = 10;

    /** What of an operation's arguments decides whether strides matter. */
    private enum Guard {
        CONVOLUTION(CONVOLUTION_FORMAT),
        POOLING(POOLING_FORMAT),
        ALWAYS(-1);

        private final int formatArgument;

        Guard(int formatArgument) {
            this.formatArgument = formatArgument;
        }

        boolean needsCOrder(List<Long> arguments) {
            return this == ALWAYS
                    || arguments.size() > formatArgument && arguments.get(formatArgument) == 1;
        }

        boolean isDilated(List<Long> arguments) {
            return this == CONVOLUTION
                    && arguments.size() > CONVOLUTION_DILATION + 1
                    && (arguments.get(CONVOLUTION_DILATION) > 1
                            || arguments.get(CONVOLUTION_DILATION + 1) > 1);
        }
    }

    private static final Map<String, Guard> GUARDS =
            Map.ofEntries(
                    Map.entry("conv2d", Guard.CONVOLUTION),
                    Map.entry("conv2d_bp", Guard.CONVOLUTION),
                    Map.entry("depthwise_conv2d", Guard.CONVOLUTION),
                    Map.entry("depthwise_conv2d_bp", Guard.CONVOLUTION),
                    Map.entry("deconv2d", Guard.CONVOLUTION),
                    Map.entry("deconv2d_bp", Guard.CONVOLUTION),
                    Map.entry("maxpool2d", Guard.POOLING),
                    Map.entry("maxpool2d_bp", Guard.POOLING),
                    Map.entry("avgpool2d", Guard.POOLING),
                    Map.entry("avgpool2d_bp", Guard.POOLING),
                    Map.entry("batchnorm", Guard.ALWAYS),
                    Map.entry("batchnorm_bp", Guard.ALWAYS),
                    Map.entry("softmax", Guard.ALWAYS),
                    Map.entry("softmax_bp", Guard.ALWAYS));

    /** Called by ND4J, by name. */
    public OneDnnExecutioner() {}

    @Override
    public INDArray[] exec(CustomOp op, OpContext context) {
        Guard guard = GUARDS.get(op.opName());
        if (guard == null) {
            return DilatedConvolution1D.is(op.opName(), context)
                    ? DilatedConvolution1D.exec(op.opName(), context)
                    : super.exec(op, context);
        }
        List<Long> arguments = context.getIArguments();
        if (guard.isDilated(arguments)) {
            context.allowHelpers(false);
        } else if (guard.needsCOrder(arguments)) {
            return execInCOrder(op, context);
        }
        return super.exec(op, context);
    }

    private INDArray[] execInCOrder(CustomOp op, OpContext context) {
        List<INDArray> inputs = context.getInputArrays();
        for (int i = 0; i < inputs.size(); i++) {
            if (isMisread(inputs.get(i))) {
                context.setInputArray(i, inputs.get(i).dup('c'));
            }
        }
        List<INDArray> outputs = context.getOutputArrays();
        INDArray[] original = null;
        for (int i = 0; i < outputs.size(); i++) {
            if (isMisread(outputs.get(i))) {
                if (original == null) {
                    original = outputs.toArray(new INDArray[0]);
                }
                context.setOutputArray(
                        i,
                        Nd4j.createUninitialized(
                                outputs.get(i).dataType(), outputs.get(i).shape(), 'c'));
            }
        }
        if (original == null) {
            return super.exec(op, context);
        }
        INDArray[] computed = super.exec(op, context).clone();
        for (int i = 0; i < original.length; i++) {
            if (computed[i] != original[i]) {
                original[i].assign(computed[i]);
                context.setOutputArray(i, original[i]);
            }
        }
        return original;
    }

    private static boolean isMisread(INDArray array) {
        return array.rank() > 1
                && array.dataType() == DataType.FLOAT
                && !HostMemory.isInCOrder(array);
    }
}
