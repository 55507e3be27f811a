/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import io.github.vernier.arbiter.spaces.value.NestedSpaces;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import io.github.vernier.layers.binary.activation.SignActivationLayer;
import io.github.vernier.layers.binary.estimator.SignEstimator;
import java.util.Objects;
import org.deeplearning4j.arbiter.layers.LayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** Space of {@link SignActivationLayer}, which has one option. */
public final class SignActivationLayerSpace extends LayerSpace<SignActivationLayer> {

    private ParameterSpace<SignEstimator> estimator;

    private SignActivationLayerSpace() {}

    /**
     * Searches the layer.
     *
     * @param estimator what to take the sign by, such as a choice made by {@code
     *     SignEstimatorSpace}
     */
    public SignActivationLayerSpace(ParameterSpace<SignEstimator> estimator) {
        this.estimator = PlainValue.ifSingle(estimator);
        this.numParameters = NestedSpaces.count(this);
    }

    @Override
    public SignActivationLayer getValue(double[] values) {
        return new SignActivationLayer(estimator.getValue(values));
    }

    @Override
    public String toString() {
        return NestedSpaces.describe(this);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignActivationLayerSpace that && estimator.equals(that.estimator);
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof SignActivationLayerSpace;
    }

    @Override
    public int hashCode() {
        return Objects.hash(estimator);
    }
}
