/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

/** What a {@link FaultyConvolution} does wrong, and the contract's test that must notice. */
enum Fault {
    NONE("none"),
    WRONG_OUTPUT_TYPE("activationsHaveTheShapeOfTheOutputType"),
    WRONG_WEIGHT_GRADIENT("gradientsEqualCentralDifferences"),
    WRONG_INPUT_GRADIENT("gradientsEqualCentralDifferences"),
    WRONG_CHANNELS_LAST("channelsLastEqualsChannelsFirst"),
    IMPRECISE("floatIsCloseToDouble"),
    FIELD_NOT_IN_JSON("jsonAndYamlRoundTrip"),
    STATE_NOT_SAVED("aSavedModelComputesAndTrainsOn"),
    STATE_SHARED_BY_CLONES("aCloneIsEqualAndIndependent"),
    KNOWS_ITS_NAME("aGraphTrainsLikeALayerList"),
    KNOWS_THE_CACHE("workspacesAndCachesChangeNothing"),
    CHANGES_AT_INFERENCE("inferenceChangesNothing"),
    STALE_PARAMETERS("inferenceFollowsEveryChangeOfParameters"),
    OTHER_WHEN_COPIED("keptFrozenAndGivenANewHead"),
    NOT_REGULARIZED("weightDecayActsOnTheLayersOwnParameters"),
    NOT_CONSTRAINED("constraintsActOnTheLayersOwnParameters"),
    CONSTRAINTS_NOT_BUILT("theBuildersConstraintsActOnTheLayersOwnParameters"),
    NOISE_AT_INFERENCE("weightNoiseActsInTrainingOnly"),
    OTHER_NOISE_BACKWARD("forwardAndBackwardSeeTheSameWeightNoise"),
    NO_DROPOUT("dropoutActsOnTheInputInTrainingOnly"),
    MASK_NOT_REDUCED("masksShrinkLikeTheStockConvolutions"),
    MEMORY_NOT_REPORTED("memoryReportCountsParametersAndActivations"),
    BUILT_WEIGHTS_NOT_REPORTED("memoryReportIncludesTheWeightTensor"),
    LEARNS_BACKWARDS("trainingReducesTheLoss");

    private final String test;

    Fault(String test) {
        this.test = test;
    }

    /** Name of the contract's method. */
    String test() {
        return test;
    }
}
