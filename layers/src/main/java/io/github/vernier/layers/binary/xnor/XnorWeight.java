/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.xnor;

import io.github.vernier.layers.binary.estimator.MagnitudeAwareSign;
import io.github.vernier.layers.binary.estimator.ScaleGradient;
import io.github.vernier.layers.binary.estimator.ZeroSign;
import io.github.vernier.layers.parameterized.WeightFunction;
import io.github.vernier.layers.parameterized.WeightParameter;
import io.github.vernier.layers.parameterized.WeightParameterization;
import io.github.vernier.layers.parameterized.WeightShape;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Binary weights scaled by their mean magnitude: {@code W = α_o sign(w)}, {@code α_o = mean|w_o|},
 * where w is the latent weight minus its mean over input channels at each kernel position, clamped
 * to [−1, 1].
 *
 * <p>Gradient: {@code [α_o 1[|w| ≤ 1] g + sign(w)/n Σ_filter g sign(w)]} times the {@link
 * GradientFactor}, straight to the latent weight. Parameter: {@code W [nOut, nIn, kH, kW]}, latent,
 * regularized. sign(0) = 0.
 *
 * <p>Source: XNOR-Net, arXiv 1603.05279; {@code BinOp} of XNOR-Net-PyTorch.
 *
 * @param centering where mean and clamp are done
 * @param gradientFactor what the gradient is multiplied by
 */
public record XnorWeight(
        @JsonProperty("centering") Centering centering,
        @JsonProperty("gradientFactor") GradientFactor gradientFactor)
        implements WeightParameterization {

    /** Key of the latent weight. */
    public static final String WEIGHT = ConvolutionParamInitializer.WEIGHT_KEY;

    /** Checks that both are given. */
    public XnorWeight {
        Objects.requireNonNull(centering, "centering must be given");
        Objects.requireNonNull(gradientFactor, "gradientFactor must be given");
    }

    @Override
    public List<WeightParameter> parameters(WeightShape shape) {
        return List.of(WeightParameter.regularized(WEIGHT, shape.toArray()));
    }

    @Override
    public void initialize(
            WeightParameter parameter,
            IWeightInit scheme,
            double fanIn,
            double fanOut,
            INDArray view) {
        WeightParameterization.super.initialize(parameter, scheme, fanIn, fanOut, view);
        if (centering == Centering.PERSISTENT) {
            INDArray latent = view.reshape('c', parameter.shape());
            view.assign(MeanCentreClamp.centred(latent).reshape(view.shape()));
        }
    }

    @Override
    public WeightFunction bind(WeightShape shape, DataType type) {
        return new XnorFunction();
    }

    private final class XnorFunction implements WeightFunction {

        private final MagnitudeAwareSign sign =
                new MagnitudeAwareSign(1, ScaleGradient.FLOWING, ZeroSign.ZERO);

        private INDArray used(Map<String, INDArray> theta) {
            INDArray latent = theta.get(WEIGHT);
            return centering == Centering.PERSISTENT ? latent : MeanCentreClamp.centred(latent);
        }

        @Override
        public INDArray weight(Map<String, INDArray> theta, INDArray buffer, boolean training) {
            return sign.sign(used(theta), buffer, training);
        }

        @Override
        public void backprop(
                Map<String, INDArray> theta,
                INDArray weight,
                INDArray weightGradient,
                Map<String, INDArray> gradients) {
            INDArray target = gradients.get(WEIGHT).assign(weightGradient);
            sign.backprop(used(theta), target);
            if (gradientFactor == GradientFactor.PUBLISHED) {
                double n = (double) target.length() / target.size(0);
                target.muli((1 - 1.0 / target.size(1)) * n);
            }
        }
    }
}
