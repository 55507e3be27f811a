/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.layers.LayerConstraint;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;

/** Gives one convolution everything another was told. */
final class ConvolutionSettings {

    private ConvolutionSettings() {}

    /**
     * Copies the settings; constraints are renamed to the parameters of the convolution that gets
     * them.
     *
     * @param from a stock convolution
     * @param to its replacement
     */
    static void copy(ConvolutionLayer from, ConvolutionLayer to) {
        to.setLayerName(from.getLayerName());
        to.setIDropout(from.getIDropout());
        copyLearning(from, to);
        copyGeometry(from, to);
        to.setConstraints(constraints(from, to));
    }

    private static void copyLearning(ConvolutionLayer from, ConvolutionLayer to) {
        to.setActivationFn(from.getActivationFn());
        to.setWeightInitFn(from.getWeightInitFn());
        to.setBiasInit(from.getBiasInit());
        to.setGainInit(from.getGainInit());
        to.setRegularization(from.getRegularization());
        to.setRegularizationBias(from.getRegularizationBias());
        to.setIUpdater(from.getIUpdater());
        to.setBiasUpdater(from.getBiasUpdater());
        to.setWeightNoise(from.getWeightNoise());
        to.setGradientNormalization(from.getGradientNormalization());
        to.setGradientNormalizationThreshold(from.getGradientNormalizationThreshold());
    }

    private static void copyGeometry(ConvolutionLayer from, ConvolutionLayer to) {
        to.setNIn(from.getNIn());
        to.setNOut(from.getNOut());
        to.setTimeDistributedFormat(from.getTimeDistributedFormat());
        to.setHasBias(from.hasBias());
        to.setKernelSize(from.getKernelSize().clone());
        to.setStride(from.getStride().clone());
        to.setPadding(from.getPadding().clone());
        to.setDilation(from.getDilation().clone());
        to.setConvolutionMode(from.getConvolutionMode());
        to.setCnn2dDataFormat(from.getCnn2dDataFormat());
        to.setCudnnAllowFallback(from.isCudnnAllowFallback());
        to.setCudnnAlgoMode(from.getCudnnAlgoMode());
        to.setCudnnFwdAlgo(from.getCudnnFwdAlgo());
        to.setCudnnBwdFilterAlgo(from.getCudnnBwdFilterAlgo());
        to.setCudnnBwdDataAlgo(from.getCudnnBwdDataAlgo());
    }

    private static List<LayerConstraint> constraints(ConvolutionLayer from, ConvolutionLayer to) {
        if (from.getConstraints() == null) {
            return null;
        }
        List<LayerConstraint> constraints = new ArrayList<>();
        for (LayerConstraint constraint : from.getConstraints()) {
            Set<String> names = new HashSet<>();
            if (constraint.getParams().stream()
                    .anyMatch(name -> from.initializer().isWeightParam(from, name))) {
                names.addAll(to.initializer().weightKeys(to));
            }
            if (constraint.getParams().stream()
                    .anyMatch(name -> from.initializer().isBiasParam(from, name))) {
                names.addAll(to.initializer().biasKeys(to));
            }
            LayerConstraint renamed = constraint.clone();
            renamed.setParams(names);
            constraints.add(renamed);
        }
        return constraints;
    }
}
