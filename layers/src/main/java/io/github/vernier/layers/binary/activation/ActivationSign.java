/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.binary.activation;

import io.github.vernier.layers.binary.estimator.SignEstimator;
import java.util.Objects;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A sign estimator as activation function of any layer.
 *
 * <p>a = sign(z), dL/dz = dL/da · the estimator's derivative at z. No parameters. An estimator with
 * a schedule stays at its start, since activation functions are not told the time; {@link
 * SignActivationLayer} is.
 */
public final class ActivationSign extends BaseActivationFunction {

    private static final long serialVersionUID = 1;

    private final SignEstimator estimator;

    /**
     * Makes an activation function.
     *
     * @param estimator what to activate by
     */
    public ActivationSign(@JsonProperty("estimator") SignEstimator estimator) {
        this.estimator = Objects.requireNonNull(estimator, "estimator must be given");
    }

    /**
     * What it activates by.
     *
     * @return the estimator
     */
    public SignEstimator getEstimator() {
        return estimator;
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return estimator.sign(in, in, training);
    }

    /** On a copy of epsilon, which belongs to the caller. */
    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        return new Pair<>(estimator.backprop(in, epsilon.dup(in.ordering())), null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivationSign that && estimator.equals(that.estimator);
    }

    @Override
    public int hashCode() {
        return Objects.hash(ActivationSign.class, estimator);
    }

    @Override
    public String toString() {
        return "sign(" + estimator + ")";
    }
}
