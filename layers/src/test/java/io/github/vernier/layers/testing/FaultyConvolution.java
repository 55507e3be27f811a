/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import io.github.vernier.layers.parameterized.Conv2DBuilder;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.shade.jackson.annotation.JsonIgnore;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/** A stock convolution with one fault. */
final class FaultyConvolution extends ConvolutionLayer {

    private static final long serialVersionUID = 1;

    /** Small, and far above every tolerance. */
    private static final double OFF = 1.01;

    @JsonProperty private Fault fault;
    @JsonProperty private double copies = 1;
    @JsonIgnore private double forgotten = 1;
    @JsonIgnore private final int[] shared = new int[1];

    private FaultyConvolution() {}

    private FaultyConvolution(Builder builder) {
        super(builder);
        this.fault = builder.fault;
        if (fault != Fault.CONSTRAINTS_NOT_BUILT) {
            initializeConstraints(builder);
        } else {
            constraints = null;
        }
        if (fault == Fault.FIELD_NOT_IN_JSON) {
            forgotten = OFF;
        }
    }

    @Override
    public FaultyConvolution clone() {
        FaultyConvolution copy = (FaultyConvolution) super.clone();
        if (fault == Fault.OTHER_WHEN_COPIED) {
            copy.copies *= OFF;
        }
        return copy;
    }

    @Override
    public Layer instantiate(
            NeuralNetConfiguration conf,
            Collection<TrainingListener> listeners,
            int index,
            INDArray params,
            boolean initialize,
            DataType type) {
        Faulty layer = new Faulty(conf, type);
        layer.setListeners(listeners);
        layer.setIndex(index);
        layer.setParamsViewArray(params);
        layer.setParamTable(initializer().init(conf, params, initialize));
        layer.setConf(conf);
        return layer;
    }

    @Override
    public InputType getOutputType(int index, InputType input) {
        InputTypeConvolutional right = (InputTypeConvolutional) super.getOutputType(index, input);
        return fault != Fault.WRONG_OUTPUT_TYPE
                ? right
                : InputType.convolutional(
                        right.getHeight() + 1,
                        right.getWidth(),
                        right.getChannels(),
                        right.getFormat());
    }

    @Override
    public List<Regularization> getRegularizationByParam(String name) {
        return fault == Fault.NOT_REGULARIZED ? List.of() : super.getRegularizationByParam(name);
    }

    @Override
    public List<LayerConstraint> getConstraints() {
        return fault == Fault.NOT_CONSTRAINED ? null : super.getConstraints();
    }

    @Override
    public LayerMemoryReport getMemoryReport(InputType input) {
        LayerMemoryReport report = super.getMemoryReport(input);
        if (fault != Fault.BUILT_WEIGHTS_NOT_REPORTED) {
            Map<CacheMode, Long> train = new EnumMap<>(report.getWorkingMemoryFixedTrain());
            train.replaceAll((mode, fixed) -> fixed + 2 * report.getParameterSize());
            report.setWorkingMemoryFixedTrain(train);
        }
        if (fault == Fault.MEMORY_NOT_REPORTED) {
            report.setParameterSize(0);
        }
        return report;
    }

    /** The working layer. */
    private static final class Faulty
            extends org.deeplearning4j.nn.layers.convolution.ConvolutionLayer {

        private static final long serialVersionUID = 1;

        private int steps;
        private transient INDArray stale;

        Faulty(NeuralNetConfiguration conf, DataType type) {
            super(conf, type);
        }

        private FaultyConvolution faulty() {
            return (FaultyConvolution) layerConf();
        }

        private boolean has(Fault fault) {
            return faulty().fault == fault;
        }

        @Override
        public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
            if (training) {
                steps++;
                faulty().shared[0]++;
            } else if (has(Fault.CHANGES_AT_INFERENCE)) {
                paramsFlattened.addi(1e-3);
            }
            return super.activate(training, workspaces).muli(factor());
        }

        private double factor() {
            FaultyConvolution c = faulty();
            boolean off =
                    switch (c.fault) {
                        case WRONG_CHANNELS_LAST -> c.getCnn2dDataFormat() == CNN2DFormat.NHWC;
                        case IMPRECISE -> dataType == DataType.FLOAT;
                        case STATE_NOT_SAVED -> steps > 0;
                        case STATE_SHARED_BY_CLONES -> c.shared[0] > 2;
                        case KNOWS_ITS_NAME -> c.getLayerName().startsWith("after");
                        case KNOWS_THE_CACHE -> cacheMode == CacheMode.DEVICE;
                        default -> false;
                    };
            return (off ? OFF : 1) * c.forgotten * c.copies;
        }

        @Override
        protected INDArray getParamWithNoise(
                String name, boolean training, LayerWorkspaceMgr workspaces) {
            INDArray param =
                    super.getParamWithNoise(
                            name, training || has(Fault.NOISE_AT_INFERENCE), workspaces);
            if (training || !has(Fault.STALE_PARAMETERS) || param.rank() != 4) {
                return param;
            }
            if (stale == null) {
                stale = param.dup();
            }
            return stale;
        }

        @Override
        protected void applyDropOutIfNecessary(boolean training, LayerWorkspaceMgr workspaces) {
            if (!has(Fault.NO_DROPOUT)) {
                super.applyDropOutIfNecessary(training, workspaces);
            }
        }

        @Override
        public Pair<Gradient, INDArray> backpropGradient(
                INDArray epsilon, LayerWorkspaceMgr workspaces) {
            if (has(Fault.OTHER_NOISE_BACKWARD)) {
                clearNoiseWeightParams();
            }
            Pair<Gradient, INDArray> back = super.backpropGradient(epsilon, workspaces);
            switch (faulty().fault) {
                case WRONG_WEIGHT_GRADIENT -> back.getFirst().getGradientFor("W").muli(OFF);
                case WRONG_INPUT_GRADIENT -> back.getSecond().muli(OFF);
                case LEARNS_BACKWARDS -> {
                    back.getFirst().getGradientFor("W").muli(-1);
                    back.getSecond().muli(-1);
                }
                default -> {}
            }
            return back;
        }

        @Override
        public Pair<INDArray, MaskState> feedForwardMaskArray(
                INDArray mask, MaskState state, int minibatch) {
            return has(Fault.MASK_NOT_REDUCED)
                    ? Pair.of(mask, state)
                    : super.feedForwardMaskArray(mask, state, minibatch);
        }
    }

    /** Starts with the fault. */
    @SuppressWarnings("unchecked")
    static final class Builder extends Conv2DBuilder<Builder> {

        private final Fault fault;

        Builder(Fault fault, int... kernel) {
            super(kernel);
            this.fault = fault;
        }

        @Override
        public FaultyConvolution build() {
            validate();
            return new FaultyConvolution(this);
        }
    }
}
