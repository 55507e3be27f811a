/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

import io.github.vernier.layers.testing.Check;
import java.util.Map;

/** The dense head, learning its scale, inside stock DL4J. */
class PopArtOutputLayerContractTest extends PopArtContract {

    @Override
    protected PopArtOutputLayer.Builder builder() {
        return new PopArtOutputLayer.Builder();
    }

    @Override
    protected Map<Check, String> exemptions() {
        return Map.of(
                Check.MASKS,
                "they compare gradients of one network, and each moves its statistics; see the"
                        + " frozen head");
    }
}
