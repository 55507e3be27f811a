/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

/** The checks of {@link LayerContract} that a layer may be exempt from, for a stated reason. */
public enum Check {
    /** Backward pass equals central differences of the loss, in double. */
    GRADIENT,
    /** Channels last gives what channels first gives. */
    DATA_FORMAT,
    /** Single precision is close to double precision. */
    PRECISION,
    /** JSON and YAML keep every field. */
    JSON,
    /** A network written and read back computes and trains on as the original. */
    SERIALIZATION,
    /** A cloned network is equal and independent. */
    CLONE,
    /** A computation graph trains as a list of layers. */
    GRAPH,
    /** Workspaces and caches change no bit. */
    WORKSPACES,
    /** An inference between training steps changes no bit of training. */
    STATELESS_INFERENCE,
    /** Inference sees every way of changing parameters. */
    PARAMETER_CHANGES,
    /** The layer can be kept, frozen and given a new head. */
    TRANSFER_LEARNING,
    /** l1 and l2 act on the layer's weights. */
    REGULARIZATION,
    /** Constraints act on the layer's weights. */
    CONSTRAINTS,
    /** Weight noise acts in training only, and forward and backward see the same. */
    WEIGHT_NOISE,
    /** Dropout acts on the input in training only. */
    DROPOUT,
    /** Masked examples, pixels or time steps are treated as stock layers do. */
    MASKS,
    /** Activations at masked time steps are zero. */
    ZERO_AT_MASKED_STEPS,
    /** The memory report counts parameters and activations. */
    MEMORY_REPORT,
    /** The memory report counts tensors that the layer makes from its parameters. */
    MEMORY_OF_BUILT_WEIGHTS,
    /** A few steps of training reduce the loss. */
    LEARNING
}
