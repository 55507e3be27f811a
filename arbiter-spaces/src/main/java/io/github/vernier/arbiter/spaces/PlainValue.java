/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces;

import java.util.Objects;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;
import org.nd4j.shade.jackson.databind.JsonDeserializer;
import org.nd4j.shade.jackson.databind.JsonSerializer;
import org.nd4j.shade.jackson.databind.annotation.JsonDeserialize;
import org.nd4j.shade.jackson.databind.annotation.JsonSerialize;

/**
 * A fixed number, Boolean, enum constant or array of them that stands in JSON as itself.
 *
 * <p>Arbiter's own writes Booleans and arrays by Java serialization, cannot read back a constant of
 * an enum with bodies, and finds two equal arrays different. Its type in JSON is that of the field
 * which holds it.
 *
 * @param <T> type of the value
 */
@JsonSerialize(using = JsonSerializer.None.class)
@JsonDeserialize(using = JsonDeserializer.None.class)
public final class PlainValue<T> extends FixedValue<T> {

    /**
     * Fixes a value.
     *
     * @param value the value
     */
    @JsonCreator
    public PlainValue(@JsonProperty("value") T value) {
        super(Objects.requireNonNull(value, "value must be given"));
    }

    /**
     * A plain value for any space that has only one, since a choice of one breaks Arbiter's grid
     * search; any other space as it is, because shared spaces are known by identity.
     */
    static <T> ParameterSpace<T> ifSingle(ParameterSpace<T> space) {
        if (space instanceof FixedValue) {
            return new PlainValue<>(space.getValue(new double[0]));
        }
        if (space instanceof DiscreteParameterSpace<T> choice && choice.numValues() == 1) {
            // Any index will do: it selects nothing.
            choice.setIndices(0);
            return new PlainValue<>(choice.getValue(new double[1]));
        }
        return space;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PlainValue<?> that
                && Objects.deepEquals(getValue(), that.getValue());
    }

    @Override
    protected boolean canEqual(Object other) {
        return other instanceof PlainValue;
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }
}
