/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Batch normalization whose statistics are constants, in training too: {@code y = γ (x − μ)/σ + β},
 * hence {@code dL/dx = γ/σ dL/dy}. The gradients of the statistics are zero.
 */
final class FrozenStatistics extends BaseWrapperLayer {

    private static final long serialVersionUID = 1L;

    private transient Map<String, INDArray> gradientViews = Map.of();

    FrozenStatistics(Layer underlying) {
        super(underlying);
    }

    private BatchNormalization configuration() {
        return (BatchNormalization) conf().getLayer();
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        super.setBackpropGradientsViewArray(gradients);
        gradientViews = configuration().initializer().getGradientsFromFlattened(conf(), gradients);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaceMgr) {
        return underlying.activate(false, workspaceMgr);
    }

    @Override
    public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaceMgr) {
        return underlying.activate(input, false, workspaceMgr);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
            INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        int rank = epsilon.rank();
        if (rank != 2 && rank != 4) {
            throw new IllegalArgumentException(
                    "Batch normalization "
                            + conf().getLayer().getLayerName()
                            + " has activations of rank "
                            + rank
                            + ", expected 2 or 4");
        }
        boolean last = rank == 4 && configuration().getCnn2DFormat() == CNN2DFormat.NHWC;
        int channel = last ? 3 : 1;
        long[] shape = new long[rank];
        java.util.Arrays.fill(shape, 1);
        shape[channel] = epsilon.size(channel);
        int[] others = rank == 2 ? new int[] {0} : last ? new int[] {0, 1, 2} : new int[] {0, 2, 3};

        INDArray deviation = deviation().reshape(shape);
        INDArray mean = getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN).reshape(shape);
        INDArray normalized = input().castTo(epsilon.dataType()).sub(mean).divi(deviation);
        INDArray next = epsilon.div(deviation);
        Gradient gradient = new DefaultGradient();
        gradientViews.forEach(
                (name, view) -> {
                    view.assign(0);
                    gradient.setGradientFor(name, view);
                });
        if (configuration().isLockGammaBeta()) {
            next.muli(configuration().getGamma());
        } else {
            next.muli(getParam(BatchNormalizationParamInitializer.GAMMA).reshape(shape));
            INDArray gamma = gradientViews.get(BatchNormalizationParamInitializer.GAMMA);
            gamma.assign(normalized.muli(epsilon).sum(others).reshape(gamma.shape()));
            INDArray beta = gradientViews.get(BatchNormalizationParamInitializer.BETA);
            beta.assign(epsilon.sum(others).reshape(beta.shape()));
        }
        return new Pair<>(gradient, workspaceMgr.leverageTo(ArrayType.ACTIVATION_GRAD, next));
    }

    private INDArray deviation() {
        INDArray variance;
        if (configuration().isUseLogStd()) {
            INDArray log = getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
            variance = Transforms.exp(log.mul(2 * Math.log(10)), false);
        } else {
            variance = getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
        }
        return Transforms.sqrt(variance.add(configuration().getEps()), false);
    }
}
