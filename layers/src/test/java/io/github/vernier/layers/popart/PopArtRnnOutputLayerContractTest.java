/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import io.github.vernier.layers.testing.Check;
import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;

/** The recurrent head, learning its scale, inside stock DL4J. */
class PopArtRnnOutputLayerContractTest extends PopArtContract {

    static final String NOISE =
            "four units cannot learn the noise of every step; PopArtTrainingTest learns sequences";

    @Override
    protected PopArtRnnOutputLayer.Builder builder() {
        return new PopArtRnnOutputLayer.Builder();
    }

    @Override
    protected InputType inputType() {
        return InputType.recurrent(4, 5);
    }

    @Override
    protected Map<Check, String> exemptions() {
        return Map.of(
                Check.LEARNING,
                NOISE,
                Check.MASKS,
                "they compare gradients of one network, and each moves its statistics; see the"
                        + " frozen head");
    }
}
