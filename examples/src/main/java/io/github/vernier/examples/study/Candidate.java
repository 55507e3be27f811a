/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.study;

import io.github.vernier.examples.networks.ConvUnit;
import io.github.vernier.examples.training.ModelName;

/**
 * A network to be trained.
 *
 * @param model its names in files and tables
 * @param network name of the network, as {@link io.github.vernier.examples.networks.Networks} knows
 *     it
 * @param convolution what its convolutions are
 */
public record Candidate(ModelName model, String network, ConvUnit convolution) {}
