/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.popart;

/** The dense head with a fixed scale inside stock DL4J. */
class FrozenPopArtOutputLayerContractTest extends PopArtContract {

    @Override
    protected PopArtOutputLayer.Builder builder() {
        return new PopArtOutputLayer.Builder().frozen(true).initialMoments(0.5, 4);
    }
}
