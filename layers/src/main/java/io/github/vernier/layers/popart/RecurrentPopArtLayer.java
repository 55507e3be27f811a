/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import java.util.Arrays;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.TimeSeriesUtils;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A running recurrent head: its rows are the time steps of all examples. */
final class RecurrentPopArtLayer extends PopArtLayer<PopArtRnnOutputLayer> {

    private static final long serialVersionUID = 1;

    RecurrentPopArtLayer(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    @Override
    public Type type() {
        return Type.RECURRENT;
    }

    private boolean timeIsLast() {
        return layerConf().getRnnDataFormat() != RNNFormat.NWC;
    }

    private INDArray timeLast(INDArray sequence) {
        return timeIsLast() ? sequence : sequence.permute(0, 2, 1);
    }

    private INDArray rows(INDArray sequence, LayerWorkspaceMgr mgr, ArrayType type) {
        return TimeSeriesUtils.reshape3dTo2d(timeLast(sequence), mgr, type);
    }

    private INDArray sequence(INDArray rows, long examples, LayerWorkspaceMgr mgr, ArrayType type) {
        return timeLast(TimeSeriesUtils.reshape2dTo3d(rows, examples, mgr, type));
    }

    private void check(String what, INDArray array) {
        if (array.rank() != 3) {
            throw new IllegalArgumentException(
                    layerId()
                            + ": expected "
                            + what
                            + " of rank 3, [minibatch, size, length], but got shape "
                            + Arrays.toString(array.shape()));
        }
    }

    /** Runs something with the input as rows. */
    private <T> T onRows(LayerWorkspaceMgr mgr, ArrayType type, Supplier<T> work) {
        assertInputSet(false);
        if (input.rank() == 2) {
            return work.get();
        }
        check("input", input);
        INDArray sequence = input;
        try {
            input = rows(sequence, mgr, type);
            return work.get();
        } finally {
            input = sequence;
            // What was dropped are the rows.
            dropoutApplied = false;
        }
    }

    @Override
    protected INDArray getLabels2d(LayerWorkspaceMgr workspaceMgr, ArrayType arrayType) {
        check("labels", labels);
        long steps = input.rank() == 3 ? timeLast(input).size(2) : input.size(0) / labels.size(0);
        if (timeLast(labels).size(2) != steps) {
            throw new IllegalArgumentException(
                    layerId()
                            + ": expected labels of "
                            + steps
                            + " time steps, but got shape "
                            + Arrays.toString(labels.shape()));
        }
        return rows(labels, workspaceMgr, arrayType);
    }

    @Override
    protected INDArray preOutput2d(boolean training, LayerWorkspaceMgr workspaceMgr) {
        return onRows(
                workspaceMgr, ArrayType.FF_WORKING_MEM, () -> preOutput(training, workspaceMgr));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        check("input", input);
        long examples = input.size(0);
        Pair<Gradient, INDArray> pair =
                onRows(workspaceMgr, ArrayType.BP_WORKING_MEM, () -> backpropRows(workspaceMgr));
        return new Pair<>(
                pair.getFirst(),
                sequence(pair.getSecond(), examples, workspaceMgr, ArrayType.ACTIVATION_GRAD));
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        check("input", input);
        long examples = input.size(0);
        INDArray output =
                onRows(
                        workspaceMgr,
                        ArrayType.FF_WORKING_MEM,
                        () -> activateRows(training, workspaceMgr));
        return sequence(output, examples, workspaceMgr, ArrayType.ACTIVATIONS);
    }

    /** Sums the scores of an example's time steps. */
    @Override
    public INDArray computeScoreForExamples(double fullNetRegTerm, LayerWorkspaceMgr workspaceMgr) {
        INDArray scores =
                TimeSeriesUtils.reshapeVectorToTimeSeriesMask(
                                scoreRows(workspaceMgr), (int) input.size(0))
                        .sum(true, 1);
        return fullNetRegTerm == 0 ? scores : scores.addi(fullNetRegTerm);
    }

    /** {@code [minibatch, T]} for time steps or {@code [minibatch, nOut, T]} for outputs. */
    @Override
    public void setMaskArray(INDArray mask) {
        super.setMaskArray(mask == null ? null : maskRows(mask));
    }

    private INDArray maskRows(INDArray mask) {
        LayerWorkspaceMgr none = LayerWorkspaceMgr.noWorkspacesImmutable();
        return switch (mask.rank()) {
            case 2 -> TimeSeriesUtils.reshapeTimeSeriesMaskToVector(mask, none, ArrayType.INPUT);
            case 3 -> rows(mask, none, ArrayType.INPUT);
            default ->
                    throw new IllegalArgumentException(
                            layerId()
                                    + ": expected a mask of rank 2 or 3, but got shape "
                                    + Arrays.toString(mask.shape()));
        };
    }

    @Override
    public Pair<INDArray, MaskState> feedForwardMaskArray(
            INDArray mask, MaskState currentMaskState, int minibatchSize) {
        boolean active = mask != null && currentMaskState == MaskState.Active;
        inputMaskArray =
                active
                        ? TimeSeriesUtils.reshapeTimeSeriesMaskToVector(
                                mask, LayerWorkspaceMgr.noWorkspacesImmutable(), ArrayType.INPUT)
                        : null;
        inputMaskArrayState = active ? currentMaskState : null;
        return null;
    }
}
