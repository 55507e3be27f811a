/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A copy outside of all workspaces whose memory is kept from one iteration to the next. */
final class ReusableArray {

    private INDArray buffer;
    private INDArray view;

    INDArray assign(INDArray source) {
        if (view == null || view.dataType() != source.dataType() || !view.equalShapes(source)) {
            Workspaces.detached(() -> allocate(source));
        }
        return view.assign(source);
    }

    private void allocate(INDArray source) {
        if (buffer == null
                || buffer.dataType() != source.dataType()
                || buffer.length() < source.length()) {
            buffer = Nd4j.createUninitialized(source.dataType(), source.length());
        }
        view = buffer.get(NDArrayIndex.interval(0, source.length())).reshape('c', source.shape());
    }
}
