/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.parameterized;

import io.github.vernier.layers.memory.HostMemory;
import java.util.Arrays;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A layer's transformed input, kept from the forward to the backward pass of a training step.
 *
 * <p>Memory of a training step stays allocated (a network that trains needs it in every step, and a
 * workspace would not hold it from {@code feedForward} to {@code backpropGradient}); memory of an
 * inference is the layer's working memory.
 */
final class TransformedInput {

    private final InputTransform transform;
    private final InputFunction function;
    private final BorderPadding padding;
    private final DataType type;

    private INDArray memory;
    private INDArray view;
    private boolean training;

    private TransformedInput(InputTransform transform, BorderPadding padding, DataType type) {
        this.transform = transform;
        this.function = transform == null ? null : transform.bind(type);
        this.padding = padding;
        this.type = type;
    }

    /** The input of a layer, or null if the layer takes it as it is. */
    static TransformedInput of(InputTransform transform, BorderPadding padding, DataType type) {
        return transform == null && padding == null
                ? null
                : new TransformedInput(transform, padding, type);
    }

    /** f(input), padded if the padding is not the convolution's own. */
    INDArray forward(
            INDArray input,
            boolean training,
            int iteration,
            int epoch,
            LayerWorkspaceMgr workspaceMgr) {
        INDArray x = inCOrder(input);
        if (transform == null) {
            return padding.pad(x, 0);
        }
        transform.validate(x.length() / x.size(0));
        function.at(iteration, epoch);
        this.training = training;
        INDArray out = training ? kept(x.shape()) : working(x.shape(), workspaceMgr);
        function.forward(x, out, training);
        return padding == null ? out : padding.pad(out, transform.padValue());
    }

    /** What the last forward pass gave the convolution; made again after an inference. */
    INDArray forBackprop(INDArray input) {
        if (transform == null) {
            return padding.pad(inCOrder(input), 0);
        }
        INDArray out = view;
        if (!training) {
            INDArray x = inCOrder(input);
            out = Nd4j.createUninitialized(type, x.shape(), 'c');
            function.forward(x, out, false);
        }
        return padding == null ? out : padding.pad(out, transform.padValue());
    }

    /** dL/dinput of dL/d(what the convolution got). */
    INDArray backprop(INDArray input, INDArray gradient, LayerWorkspaceMgr workspaceMgr) {
        INDArray inner = padding == null ? gradient : padding.crop(gradient, input.shape());
        INDArray g =
                HostMemory.isInCOrder(inner)
                        ? inner
                        : workspaceMgr.dup(ArrayType.ACTIVATION_GRAD, inner, 'c');
        if (transform != null) {
            function.backprop(inCOrder(input), g);
        }
        return g;
    }

    private INDArray inCOrder(INDArray array) {
        INDArray typed = array.castTo(type);
        return HostMemory.isInCOrder(typed) ? typed : typed.dup('c');
    }

    private INDArray working(long[] shape, LayerWorkspaceMgr workspaceMgr) {
        return workspaceMgr.createUninitialized(ArrayType.FF_WORKING_MEM, type, shape, 'c');
    }

    /** Memory of the greatest size so far, in that shape. */
    private INDArray kept(long[] shape) {
        if (view == null || !Arrays.equals(view.shape(), shape)) {
            long length = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
            if (memory == null || memory.length() < length) {
                try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
                    memory = Nd4j.createUninitialized(type, length);
                }
            }
            view = memory.get(NDArrayIndex.interval(0, length)).reshape('c', shape);
        }
        return view;
    }
}
