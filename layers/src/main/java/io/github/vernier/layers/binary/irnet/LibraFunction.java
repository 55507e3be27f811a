/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.irnet;

import io.github.vernier.layers.binary.estimator.SignEstimator;
import io.github.vernier.layers.parameterized.WeightFunction;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** {@link LibraWeight} of one layer. */
final class LibraFunction implements WeightFunction {

    private final SignEstimator configured;
    private SignEstimator estimator;

    LibraFunction(SignEstimator estimator) {
        this.configured = estimator;
        this.estimator = estimator.at(0, 0);
    }

    /** The signs do not depend on the moment: a tensor built for inference stays valid. */
    public boolean at(int iteration, int epoch) {
        estimator = configured.at(iteration, epoch);
        return false;
    }

    /** Each filter a row: centred, its deviation, and standardized. */
    private record Filters(INDArray centred, INDArray deviation, INDArray standardized) {

        static Filters of(INDArray latent) {
            INDArray w = latent.dup('c').reshape('c', latent.size(0), -1);
            INDArray centred = w.subiColumnVector(w.mean(true, 1));
            INDArray deviation = centred.std(true, true, 1);
            deviation.addi(deviation.eq(0).castTo(deviation.dataType()));
            return new Filters(centred, deviation, centred.divColumnVector(deviation));
        }

        /** {@code 2^round(log2 mean|w1|)}, [nOut, 1]. */
        INDArray scale() {
            double[] mean = Transforms.abs(standardized, true).mean(1).toDoubleVector();
            for (int o = 0; o < mean.length; o++) {
                mean[o] =
                        mean[o] == 0
                                ? 0
                                : Math.scalb(1.0, (int) Math.rint(Math.log(mean[o]) / Math.log(2)));
            }
            return Nd4j.createFromArray(mean)
                    .castTo(standardized.dataType())
                    .reshape(mean.length, 1);
        }
    }

    @Override
    public INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training) {
        Filters filters = Filters.of(theta.get(LibraWeight.WEIGHT));
        INDArray scale = filters.scale();
        INDArray signs = estimator.sign(filters.standardized(), filters.standardized(), training);
        return buffer.assign(signs.muliColumnVector(scale).reshape('c', buffer.shape()));
    }

    @Override
    public void backprop(
            Map<String, INDArray> theta,
            INDArray weight,
            INDArray weightGradient,
            Map<String, INDArray> gradients) {
        Filters filters = Filters.of(theta.get(LibraWeight.WEIGHT));
        INDArray g =
                weightGradient
                        .dup('c')
                        .reshape('c', filters.centred().shape())
                        .muliColumnVector(filters.scale());
        estimator.backprop(filters.standardized(), g);
        // Through the deviation: g -= w1 sum(g w1) / (n - 1).
        INDArray along = g.mul(filters.standardized()).sum(true, 1).divi(g.size(1) - 1);
        g.subi(filters.standardized().mulColumnVector(along));
        g.diviColumnVector(filters.deviation());
        g.subiColumnVector(g.mean(true, 1));
        INDArray target = gradients.get(LibraWeight.WEIGHT);
        target.assign(g.reshape('c', target.shape()));
    }
}
