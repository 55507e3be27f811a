/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * One way to set the layer under test up.
 *
 * @param name the settings, for the report
 * @param layer the layer's configuration
 * @param input what comes in
 */
public record LayerCase(String name, Layer layer, InputType input) {}
