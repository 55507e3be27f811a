/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.networks;

import io.github.vernier.layers.acdc.AcdcConvolution2D;
import io.github.vernier.layers.binary.BinaryConvolution2D;
import io.github.vernier.layers.hashed.HashedConvolution2D;
import io.github.vernier.layers.hashed.HashedSeparableConvolution2D;
import io.github.vernier.layers.lowrank.LowRankConvolution2D;
import io.github.vernier.layers.lowrank.ShuffleConvolution2D;
import io.github.vernier.layers.lowrank.TensorTrainConvolution2D;
import io.github.vernier.layers.lowrank.TiedLowRankConvolution2D;
import io.github.vernier.layers.lowrank.TuckerConvolution2D;
import io.github.vernier.layers.parameterized.Conv2DBuilder;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import java.util.function.ToLongFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * Makes the convolutions of a network's blocks; which one decides how compact the network is.
 *
 * <pre>{@code
 * WideResNet.builder().convolution(ConvFactory.stock())
 * WideResNet.builder().convolution(ConvFactory.separableHashedDecimate())
 * WideResNet.builder().convolution((shape, seed) -> new MyConvolution.Builder(...).build())
 * }</pre>
 */
@FunctionalInterface
public interface ConvFactory extends ConvUnit {

    /**
     * A layer configuration for the shape, with identity activation.
     *
     * @param shape channels, kernel and stride
     * @param seed differs from convolution to convolution of a network
     */
    Layer convolution(ConvShape shape, long seed);

    @Override
    default void add(GraphBuilder graph, String name, String input, ConvShape shape, long seed) {
        graph.addLayer(name, convolution(shape, seed), input);
    }

    /** DL4J's convolution. */
    static ConvFactory stock() {
        return (shape, seed) ->
                shape.applyTo(new ConvolutionLayer.Builder(shape.kernel(), shape.kernel()))
                        .hasBias(shape.bias())
                        .weightInit(new NormalDistribution(0, shape.deviation()))
                        .build();
    }

    /** DL4J's depthwise separable convolution: {@code Sep}; a 1x1 convolution stays as it is. */
    static ConvFactory separable() {
        return (shape, seed) ->
                shape.kernel() == 1
                        ? stock().convolution(shape, seed)
                        : separableAlways().convolution(shape, seed);
    }

    /**
     * The same with a depthwise part, of one weight a channel, in front of 1x1 convolutions too:
     * {@code Sep} as it was for a few days of December 2018.
     */
    static ConvFactory separableAlways() {
        return (shape, seed) ->
                shape.applyTo(new SeparableConvolution2D.Builder(shape.kernel(), shape.kernel()))
                        .hasBias(shape.bias())
                        .build();
    }

    /**
     * Hashed convolution with bias; buckets as the shape says.
     *
     * @param buckets number of buckets of a shape, at most its weights
     */
    static ConvFactory hashed(ToLongFunction<ConvShape> buckets) {
        return (shape, seed) ->
                shape.applyTo(
                                new HashedConvolution2D.Builder(shape.kernel(), shape.kernel())
                                        .buckets(buckets.applyAsLong(shape))
                                        .hashSeed(seed))
                        .weightInit(new NormalDistribution(0, shape.deviation()))
                        .build();
    }

    /** Hashed convolution with a tenth of the weights, and bias: {@code HashedDecimate}. */
    static ConvFactory hashedDecimate() {
        return hashed(shape -> shape.weights() / 10);
    }

    /**
     * Hashed convolution with a share of the weights, and bias: {@code Hashed_h}; at least 1.
     *
     * @param ratio share h of the weights, in (0, 1]
     */
    static ConvFactory hashed(double ratio) {
        return hashed(shape -> Math.max(1, (long) (shape.weights() * ratio)));
    }

    /**
     * Separable convolution with hashed 1x1 part, and bias; budget as the shape says.
     *
     * @param settings sets budget, ratio or buckets
     */
    static ConvFactory separableHashed(
            BiConsumer<ConvShape, HashedSeparableConvolution2D.Builder> settings) {
        return (shape, seed) -> {
            HashedSeparableConvolution2D.Builder builder =
                    shape.applyTo(
                                    new HashedSeparableConvolution2D.Builder(
                                                    shape.kernel(), shape.kernel())
                                            .hashSeed(seed))
                            .weightInit(WeightInit.RELU);
            settings.accept(shape, builder);
            return builder.build();
        };
    }

    /** A tenth of the full convolution's weights, and bias: {@code SepHashedDecimate}. */
    static ConvFactory separableHashedDecimate() {
        return separableHashed((shape, builder) -> builder.decimate());
    }

    /**
     * A share of the 1x1 part's weights besides the depthwise ones, and bias: {@code SepHashed_h}.
     *
     * @param ratio share h, in (0, 1]
     */
    static ConvFactory separableHashed(double ratio) {
        return separableHashed((shape, builder) -> builder.ratio(ratio));
    }

    /**
     * Both parts hashed to a tenth of the separable convolution's weights, and both with bias:
     * {@code HashedSeparable} as {@code SepHashedDecimate} used it in December 2018.
     */
    static ConvFactory bothHashedDecimate() {
        return separableHashed(
                (shape, builder) ->
                        builder.hashedDepthwise(true)
                                .depthwiseBias(true)
                                .budget(shape.separableWeights() / 10));
    }

    /**
     * Binary convolution of the rectified clamp unit, as published: {@code binary}.
     *
     * @param tau the clamp's quantile by epoch, in (0.5, 1], 1 for no clamp
     */
    static ConvFactory binary(ISchedule tau) {
        return compact(k -> new BinaryConvolution2D.Builder(k, k).tau(tau.clone()));
    }

    /**
     * Depthwise convolution and ACDC factors, without bias: {@code ACDC_n}.
     *
     * @param layers published number of layers n, one more than there are factors; 12 in {@code
     *     ACDC}
     */
    static ConvFactory acdc(int layers) {
        return acdc(layers, false);
    }

    /**
     * The same without the riffle inside the factors: {@code OriginalACDC}.
     *
     * @param layers published number of layers
     */
    static ConvFactory originalAcdc(int layers) {
        return acdc(layers, true);
    }

    private static ConvFactory acdc(int layers, boolean original) {
        return (shape, seed) ->
                shape.applyTo(
                                new AcdcConvolution2D.Builder(shape.kernel(), shape.kernel())
                                        .layers(layers)
                                        .original(original))
                        // Of the depthwise part: sqrt(2 / (kernel^2 * its outputs)).
                        .weightInit(
                                new NormalDistribution(
                                        0,
                                        new ConvShape(shape.in(), shape.in(), shape.kernel(), 1)
                                                .deviation()))
                        .build();
    }

    /**
     * A compact layer without bias, of the shape's channels, kernel, stride and padding.
     *
     * @param builder starts the layer for a kernel
     */
    static ConvFactory compact(IntFunction<? extends Conv2DBuilder<?>> builder) {
        return (shape, seed) ->
                shape.applyTo(builder.apply(shape.kernel()))
                        .hasBias(shape.bias())
                        .weightInit(WeightInit.RELU)
                        .build();
    }

    /**
     * Separable convolution with a 1x1 part of low rank: {@code Generic_s}.
     *
     * @param ratio rank as a share s of the larger number of channels, in (0, 1]
     */
    static ConvFactory lowRank(double ratio) {
        return compact(k -> new LowRankConvolution2D.Builder(k, k).ratio(ratio));
    }

    /**
     * Separable convolution with a 1x1 part of low rank and one matrix for both factors: {@code
     * LR_s}.
     *
     * @param ratio rank as a share s of the larger number of channels, in (0, 1]
     */
    static ConvFactory tiedLowRank(double ratio) {
        return compact(k -> new TiedLowRankConvolution2D.Builder(k, k).ratio(ratio));
    }

    /**
     * Grouped 1x1 convolutions around a depthwise one: {@code Shuffle_g}.
     *
     * @param groups number of groups, fewer where it does not divide the channels
     */
    static ConvFactory shuffle(int groups) {
        return compact(k -> new ShuffleConvolution2D.Builder(k, k).groupsAtMost(groups));
    }

    /**
     * Separable convolution with a 1x1 part in tensor-train form: {@code TensorTrain_s}.
     *
     * @param ratio ranks as a share s of the dimensions, in [0, 1]
     */
    static ConvFactory tensorTrain(double ratio) {
        return compact(k -> new TensorTrainConvolution2D.Builder(k, k).ratio(ratio));
    }

    /**
     * Separable convolution with a 1x1 part in Tucker form: {@code Tucker_s}.
     *
     * @param ratio ranks as a share s of the dimensions, in [0, 1]
     */
    static ConvFactory tucker(double ratio) {
        return compact(k -> new TuckerConvolution2D.Builder(k, k).ratio(ratio));
    }
}
