/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import io.github.vernier.layers.testing.Check;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** The recurrent head with a fixed scale inside stock DL4J. */
class FrozenPopArtRnnOutputLayerContractTest extends PopArtContract {

    @Override
    protected PopArtRnnOutputLayer.Builder builder() {
        return new PopArtRnnOutputLayer.Builder().frozen(true).initialMoments(0.5, 4);
    }

    @Override
    protected InputType inputType() {
        return InputType.recurrent(4, 5);
    }

    @Override
    protected Map<Check, String> exemptions() {
        return Map.of(Check.LEARNING, PopArtRnnOutputLayerContractTest.NOISE);
    }
}
