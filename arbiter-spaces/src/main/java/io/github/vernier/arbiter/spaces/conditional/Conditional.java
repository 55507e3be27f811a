/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.conditional;

import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/** A space some of whose leaves play no part in some of its candidates. */
public interface Conditional {

    /**
     * The nested spaces that a candidate is made from.
     *
     * @param values the candidate's coordinates
     * @return what chooses, and what is chosen
     */
    List<ParameterSpace<?>> active(double[] values);
}
