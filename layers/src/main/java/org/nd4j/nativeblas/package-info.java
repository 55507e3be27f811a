/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * One class that Deeplearning4j M2.1 looks up by name; the package is ND4J's, not ours to choose.
 * See {@link io.github.vernier.layers.onednn}.
 */
package org.nd4j.nativeblas;
