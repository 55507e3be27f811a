/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.onednn;

import io.github.vernier.layers.memory.HostMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.OpContext;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dilated 1-D convolutions as 2-D ones of a single row.
 *
 * <p>That is how ND4J computes them too, but inside of its native operation, where the permission
 * to use oneDNN, which refuses dilation, is given anew; an operation of its own can be told not to.
 *
 * <p>Integer arguments of {@code conv1d} and {@code conv1d_bp}: kernel, stride, padding, dilation,
 * padding mode, 1 for channels last, format of the weight.
 */
final class DilatedConvolution1D {

    private static final Set<String> NAMES = Set.of("conv1d", "conv1d_bp");
    private static final int KERNEL = 0;
    private static final int STRIDE = 1;
    private static final int PADDING = 2;
    private static final int DILATION = 3;
    private static final int PADDING_MODE = 4;
    private static final int CHANNELS_LAST = 5;
    private static final int WEIGHT_FORMAT = 6;

    /**
     * Where the row's dimension goes: {@code [k, in, out]}, {@code [out, in, k]}, {@code [out, k,
     * in]}.
     */
    private static final int[] WEIGHT_AXES = {0, 2, 1};

    /** Of inputs and outputs alike. */
    private static final int WEIGHT = 1;

    private final List<Long> arguments;
    private final OpContext context;

    private DilatedConvolution1D(OpContext context) {
        this.arguments = context.getIArguments();
        this.context = context;
    }

    /**
     * Whether this is one.
     *
     * @param name name of an operation
     * @param context its operands
     */
    static boolean is(String name, OpContext context) {
        return NAMES.contains(name)
                && context.getIArguments().size() > DILATION
                && context.getIArguments().get(DILATION) > 1;
    }

    /**
     * Computes one.
     *
     * @param name name of the operation
     * @param context its operands
     * @return its outputs
     */
    static INDArray[] exec(String name, OpContext context) {
        return new DilatedConvolution1D(context).exec(name.replace("conv1d", "conv2d"));
    }

    private INDArray[] exec(String conv2d) {
        List<INDArray> outputs = context.getOutputArrays();
        List<INDArray> rows = rows(outputs);
        Nd4j.exec(
                DynamicCustomOp.builder(conv2d)
                        .addInputs(rows(context.getInputArrays()).toArray(INDArray[]::new))
                        .addOutputs(rows.toArray(INDArray[]::new))
                        .addIntegerArguments(flatArguments())
                        .build());
        for (int i = 0; i < outputs.size(); i++) {
            if (!HostMemory.isInCOrder(outputs.get(i))) {
                outputs.get(i).assign(rows.get(i).reshape('c', outputs.get(i).shape()));
            }
        }
        return outputs.toArray(INDArray[]::new);
    }

    private long argument(int index) {
        return index < arguments.size() ? arguments.get(index) : 0;
    }

    private int[] flatArguments() {
        return LongStream.of(
                        1,
                        argument(KERNEL),
                        1,
                        argument(STRIDE),
                        0,
                        argument(PADDING),
                        1,
                        argument(DILATION),
                        argument(PADDING_MODE),
                        argument(CHANNELS_LAST),
                        argument(WEIGHT_FORMAT))
                .mapToInt(Math::toIntExact)
                .toArray();
    }

    /** Views with a dimension more; copies of what is not in C order. */
    private List<INDArray> rows(List<INDArray> arrays) {
        List<INDArray> rows = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            INDArray array = arrays.get(i);
            // A bias stays as it is.
            rows.add(array.rank() < 3 ? array : row(array, axis(i)));
        }
        return rows;
    }

    private int axis(int operand) {
        return operand == WEIGHT
                ? WEIGHT_AXES[Math.toIntExact(argument(WEIGHT_FORMAT))]
                : argument(CHANNELS_LAST) == 1 ? 1 : 2;
    }

    private static INDArray row(INDArray array, int axis) {
        long[] shape = new long[array.rank() + 1];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = d == axis ? 1 : array.size(d < axis ? d : d - 1);
        }
        INDArray ordered = HostMemory.isInCOrder(array) ? array : array.dup('c');
        return ordered.reshape('c', shape);
    }
}
