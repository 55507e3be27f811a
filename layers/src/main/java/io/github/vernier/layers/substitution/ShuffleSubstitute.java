/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.substitution;

import io.github.vernier.layers.lowrank.ShuffleConvolution2D;
import java.util.Map;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Grouped 1x1 convolutions around a depthwise one: as few groups as leave {@code ratio} times the
 * weights of the layer with one group, or the most groups there are.
 *
 * <p>From a trained weight: between an input and an output group there are a few channels that no
 * other pair of groups uses, so that each block of the weight is approximated by itself, as a sum
 * of {@code output ⊗ kernel ⊗ input} products ({@link CanonicalFit}, alternating least squares). A
 * pair of groups without a channel loses its block.
 */
public record ShuffleSubstitute() implements Substitute {

    @Override
    public ConvolutionLayer replace(ConvolutionLayer original, double ratio, long seed) {
        long in = original.getNIn();
        long out = original.getNOut();
        int most = (int) Math.max(1, Math.min(in, ShuffleConvolution2D.bottleneck(out)));
        int[] possible =
                IntStream.rangeClosed(1, most)
                        .filter(g -> ShuffleConvolution2D.divides(g, in, out))
                        .toArray();
        double allowed = ratio * weights(original, 1);
        int groups =
                IntStream.of(possible)
                        .filter(g -> weights(original, g) <= allowed)
                        .findFirst()
                        .orElse(possible[possible.length - 1]);
        return new ShuffleConvolution2D.Builder(original.getKernelSize())
                .groups(groups)
                .name(original.getLayerName())
                .nIn(in)
                .nOut(out)
                .hasBias(original.hasBias())
                .build();
    }

    private static long weights(ConvolutionLayer c, int groups) {
        long middle = ShuffleConvolution2D.bottleneck(c.getNOut());
        long area = (long) c.getKernelSize()[0] * c.getKernelSize()[1];
        return middle * ((c.getNIn() + c.getNOut()) / groups + area);
    }

    @Override
    public double initialize(
            ConvolutionLayer replacement, INDArray weight, Map<String, INDArray> parameters) {
        INDArray contract = parameters.get("cW");
        INDArray depthwise = parameters.get("dW");
        INDArray expand = parameters.get("eW");
        int groups = ((ShuffleConvolution2D) replacement).getGroups();
        long ins = contract.size(1);
        long outs = expand.size(0) / groups;
        int middle = Math.toIntExact(expand.size(1));
        long area = depthwise.size(2) * depthwise.size(3);
        INDArray exact =
                weight.castTo(DataType.DOUBLE)
                        .dup('c')
                        .reshape('c', new long[] {weight.size(0), weight.size(1) * area});
        INDArray rows = matrix(contract.size(0), ins);
        INDArray kernels = matrix(depthwise.size(0), area);
        INDArray columns = matrix(expand.size(0), middle);
        double lost = 0;
        for (int a = 0; a < groups; a++) {
            for (int b = 0; b < groups; b++) {
                INDArray block =
                        exact.get(
                                        NDArrayIndex.interval(a * outs, (a + 1) * outs),
                                        NDArrayIndex.interval(b * ins * area, (b + 1) * ins * area))
                                .dup('c')
                                .reshape('c', outs, ins, area);
                int[] channels = channels(a, b, groups, middle);
                CanonicalFit fit = CanonicalFit.of(block, channels.length);
                lost += fit.squaredError();
                for (int r = 0; r < channels.length; r++) {
                    int c = channels[r];
                    // The shuffle's source: output c / groups of the group c % groups.
                    rows.putRow((long) b * middle + c / groups, fit.second().getColumn(r).dup());
                    kernels.putRow(c, fit.third().getColumn(r).dup());
                    columns.get(
                                    NDArrayIndex.interval(a * outs, (a + 1) * outs),
                                    NDArrayIndex.point(c - (long) a * middle))
                            .assign(fit.first().getColumn(r).dup());
                }
            }
        }
        contract.assign(rows.reshape('c', contract.shape()));
        depthwise.assign(kernels.reshape('c', depthwise.shape()));
        expand.assign(columns.reshape('c', expand.shape()));
        double norm = exact.norm2Number().doubleValue();
        return norm == 0 ? 0 : Math.sqrt(lost) / norm;
    }

    private static INDArray matrix(long rows, long columns) {
        return Nd4j.zeros(DataType.DOUBLE, rows, columns);
    }

    /** The channels, after the shuffle, that lead from input group b to output group a. */
    private static int[] channels(int a, int b, int groups, int perGroup) {
        return IntStream.range(a * perGroup, (a + 1) * perGroup)
                .filter(c -> c % groups == b)
                .toArray();
    }
}
