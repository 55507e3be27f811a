/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.study;

import io.github.vernier.examples.training.Network;
import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.binary.BinaryWeight;
import io.github.vernier.layers.binary.Standardization;
import io.github.vernier.layers.binary.diagnostics.BinaryWeightStatistics;
import io.github.vernier.layers.binary.diagnostics.WeightOptions;
import io.github.vernier.layers.binary.packed.SignBits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;

/**
 * Looks at the binary layers' latent weights after every epoch; shares are of all their weights
 * together.
 *
 * <p>Dead weights are counted at the same quantile, 0.99, whatever a layer's τ: far out in the
 * tails, where signs hardly flip. Weights with a Laplace distribution have 2 % there, with a normal
 * one 0.14 %.
 */
final class BinaryWeightProbe extends BaseTrainingListener {

    /** Quantile beyond which a weight is called dead. */
    static final double DEAD = 0.99;

    private final Map<String, SignBits> signs = new HashMap<>();
    private final List<Look> looks = new ArrayList<>();

    /**
     * What was seen after an epoch.
     *
     * @param tau mean of the layers' τ
     * @param deadShare share of weights in the tails
     * @param clampedShare share of weights beyond their layer's own clamp
     * @param flippedShare share of weights with another sign than an epoch before; empty after the
     *     first
     */
    record Look(double tau, double deadShare, double clampedShare, OptionalDouble flippedShare) {}

    /** One for each epoch; none if there is no binary layer. */
    List<Look> looks() {
        return looks;
    }

    @Override
    public void onEpochEnd(Model model) {
        List<BinaryWeightStatistics> own = new ArrayList<>();
        List<BinaryWeightStatistics> tails = new ArrayList<>();
        for (Layer layer : Network.layers(model)) {
            if (layer.conf().getLayer() instanceof BinaryConvolution2D binary) {
                look(layer, binary.getLayerName(), binary.getParameterization(), own, tails);
            }
        }
        if (!own.isEmpty()) {
            looks.add(
                    new Look(
                            mean(own, BinaryWeightStatistics::tau),
                            mean(tails, BinaryWeightStatistics::deadShare),
                            mean(own, BinaryWeightStatistics::clampedShare),
                            own.get(0).flippedShare().isPresent()
                                    ? OptionalDouble.of(
                                            mean(own, s -> s.flippedShare().orElseThrow()))
                                    : OptionalDouble.empty()));
        }
    }

    private void look(
            Layer layer,
            String name,
            BinaryWeight weight,
            List<BinaryWeightStatistics> own,
            List<BinaryWeightStatistics> tails) {
        WeightOptions options =
                weight.standardization() == Standardization.NONE
                        ? WeightOptions.plain()
                        : new WeightOptions(
                                WeightOptions.Standardization.PER_FILTER,
                                weight.epsilon(),
                                weight.laplaceScale());
        double tau = weight.tauAt(layer.getIterationCount(), layer.getEpochCount());
        BinaryWeightStatistics statistics =
                BinaryWeightStatistics.of(
                        layer.getParam(BinaryWeight.LATENT),
                        tau,
                        options,
                        Optional.ofNullable(signs.get(name)));
        signs.put(name, statistics.signs());
        own.add(statistics);
        tails.add(
                BinaryWeightStatistics.of(
                        layer.getParam(BinaryWeight.LATENT), DEAD, options, Optional.empty()));
    }

    private static double mean(
            List<BinaryWeightStatistics> layers, ToDoubleFunction<BinaryWeightStatistics> value) {
        double sum = 0;
        long weights = 0;
        for (BinaryWeightStatistics layer : layers) {
            sum += layer.weights() * value.applyAsDouble(layer);
            weights += layer.weights();
        }
        return sum / weights;
    }
}
