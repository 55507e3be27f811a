/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.cdg;

import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a layer does, at inference, that keeps channels apart: on one channel alone. */
@FunctionalInterface
interface ChannelMap {

    /**
     * Values of one channel.
     *
     * @param values {@code [minibatch, 1, h, w]} or {@code [minibatch, 1]}; may be overwritten
     * @param channel which channel it is
     */
    INDArray of(INDArray values, int channel);

    /** The map of a step, if it keeps channels apart and does not depend on the whole tensor. */
    static Optional<ChannelMap> of(ForwardStep step) {
        if (step.layer() == null || step.preProcessor() != null) {
            return Optional.empty();
        }
        Layer configuration = step.layer().conf().getLayer();
        Class<?> type = configuration.getClass();
        if (type == ActivationLayer.class) {
            return of(((ActivationLayer) configuration).getActivationFn());
        } else if (type == DropoutLayer.class) {
            return of(new ActivationIdentity());
        } else if (type == BatchNormalization.class) {
            BatchNormalization normalization = (BatchNormalization) configuration;
            return normalization.isLockGammaBeta()
                            || normalization.getCnn2DFormat() != CNN2DFormat.NCHW
                    ? Optional.empty()
                    : Optional.of((values, channel) -> normalize(step, values, channel));
        } else if (type == SubsamplingLayer.class
                && ((SubsamplingLayer) configuration).getCnn2dDataFormat() == CNN2DFormat.NCHW) {
            return Optional.of((values, channel) -> run(step, values));
        } else if (type == GlobalPoolingLayer.class
                && poolsPlanes((GlobalPoolingLayer) configuration)) {
            return Optional.of((values, channel) -> run(step, values));
        }
        return Optional.empty();
    }

    private static boolean poolsPlanes(GlobalPoolingLayer configuration) {
        int[] dimensions = configuration.getPoolingDimensions();
        return configuration.isCollapseDimensions()
                && (dimensions == null || Arrays.equals(dimensions, new int[] {2, 3}));
    }

    /** The map of a stock activation function of single numbers. */
    static Optional<ChannelMap> of(IActivation activation) {
        boolean single =
                activation.getClass().getPackage() == ActivationIdentity.class.getPackage()
                        && !(activation instanceof ActivationSoftmax)
                        && !(activation instanceof ActivationPReLU);
        return single
                ? Optional.of((values, channel) -> activation.getActivation(values, false))
                : Optional.empty();
    }

    private static INDArray run(ForwardStep step, INDArray values) {
        return step.activate(new INDArray[] {values}, false);
    }

    private static INDArray normalize(ForwardStep step, INDArray values, int channel) {
        BatchNormalization configuration = (BatchNormalization) step.layer().conf().getLayer();
        double mean = number(step, BatchNormalizationParamInitializer.GLOBAL_MEAN, channel);
        double variance =
                configuration.isUseLogStd()
                        ? Math.pow(
                                10,
                                2
                                        * number(
                                                step,
                                                BatchNormalizationParamInitializer.GLOBAL_LOG_STD,
                                                channel))
                        : number(step, BatchNormalizationParamInitializer.GLOBAL_VAR, channel);
        double gamma = number(step, BatchNormalizationParamInitializer.GAMMA, channel);
        double beta = number(step, BatchNormalizationParamInitializer.BETA, channel);
        return values.subi(mean)
                .muli(gamma / Math.sqrt(variance + configuration.getEps()))
                .addi(beta);
    }

    private static double number(ForwardStep step, String parameter, int channel) {
        return step.layer().getParam(parameter).getDouble(channel);
    }
}
