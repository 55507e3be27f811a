/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import java.util.List;
import java.util.Objects;
import org.deeplearning4j.arbiter.optimize.api.AbstractParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;

/**
 * A space whose value is made from those of other spaces, its fields of type {@link
 * ParameterSpace}.
 *
 * <p>A subclass needs the fields, {@code getValue}, and a constructor without arguments (private
 * will do) for JSON. Fields that are null are options not given.
 *
 * @param <T> what it makes
 */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
public abstract class CompositeSpace<T> extends AbstractParameterSpace<T> {

    /** For subclasses. */
    protected CompositeSpace() {}

    /**
     * The value of an option.
     *
     * @param space the option, or null
     * @param values the candidate's coordinates
     * @param otherwise what an option that is not given is
     * @param <V> type of the option
     * @return the value
     */
    protected static <V> V value(ParameterSpace<V> space, double[] values, V otherwise) {
        return space == null ? otherwise : space.getValue(values);
    }

    @Override
    public int numParameters() {
        return NestedSpaces.count(this);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public List<ParameterSpace> collectLeaves() {
        return NestedSpaces.leaves(this);
    }

    @Override
    public boolean isLeaf() {
        return false;
    }

    @Override
    public void setIndices(int... indices) {
        throw new UnsupportedOperationException("Only leaves have indices");
    }

    @Override
    public boolean equals(Object other) {
        return other != null
                && getClass() == other.getClass()
                && NestedSpaces.comparable(this)
                        .equals(NestedSpaces.comparable((CompositeSpace<?>) other));
    }

    @Override
    public int hashCode() {
        return Objects.hash(getClass(), NestedSpaces.comparable(this));
    }

    @Override
    public String toString() {
        return NestedSpaces.describe(this);
    }
}
