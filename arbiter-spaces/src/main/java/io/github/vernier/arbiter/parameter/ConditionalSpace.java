/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.parameter;

import java.util.List;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * A space that uses only some of the spaces in it, depending on its own choice.
 *
 * <p>All leaves are still found by {@code collectLeaves} and have coordinates, as Arbiter wants it;
 * this tells which of them matter.
 */
public interface ConditionalSpace {

    /**
     * The nested spaces that decide the value at a point, the deciding choice among them.
     *
     * @param coordinates the point, one coordinate a leaf
     */
    List<ParameterSpace<?>> activeSpaces(double[] coordinates);
}
