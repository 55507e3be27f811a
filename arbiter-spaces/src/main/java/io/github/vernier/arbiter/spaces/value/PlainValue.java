/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.nd4j.shade.jackson.core.JsonGenerator;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonToken;
import org.nd4j.shade.jackson.core.type.WritableTypeId;
import org.nd4j.shade.jackson.databind.DeserializationContext;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.JsonDeserializer;
import org.nd4j.shade.jackson.databind.JsonSerializer;
import org.nd4j.shade.jackson.databind.SerializerProvider;
import org.nd4j.shade.jackson.databind.annotation.JsonDeserialize;
import org.nd4j.shade.jackson.databind.annotation.JsonSerialize;
import org.nd4j.shade.jackson.databind.jsontype.TypeSerializer;

/**
 * A fixed value that stands in JSON as itself, beside the name of its class.
 *
 * <p>Arbiter's own writes all but numbers, texts and enum constants by Java serialization, cannot
 * read back a constant of an enum with bodies, and finds two equal arrays different.
 *
 * @param <T> type of the value
 */
@JsonSerialize(using = PlainValue.Writer.class)
@JsonDeserialize(using = PlainValue.Reader.class)
public final class PlainValue<T> extends FixedValue<T> {

    /**
     * Fixes a value.
     *
     * @param value the value
     */
    public PlainValue(T value) {
        super(Objects.requireNonNull(value, "value must be given"));
    }

    /**
     * A plain value for any space that has only one, since a choice of one breaks Arbiter's grid
     * search; any other space as it is, because shared spaces are known by identity.
     *
     * @param space a space, or null
     * @param <T> type of its values
     * @return the same, or a plain value
     */
    public static <T> ParameterSpace<T> ifSingle(ParameterSpace<T> space) {
        if (space instanceof FixedValue) {
            T value = space.getValue(new double[0]);
            // The elements of a list would lose their types.
            return value instanceof Collection || value instanceof Map
                    ? space
                    : new PlainValue<>(value);
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

    /** Writes the class and the value. */
    static final class Writer extends JsonSerializer<PlainValue<?>> {

        /** For Jackson. */
        Writer() {}

        @Override
        public void serialize(PlainValue<?> space, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            json.writeStartObject();
            fields(space, json, provider);
            json.writeEndObject();
        }

        @Override
        public void serializeWithType(
                PlainValue<?> space,
                JsonGenerator json,
                SerializerProvider provider,
                TypeSerializer types)
                throws IOException {
            WritableTypeId id =
                    types.writeTypePrefix(json, types.typeId(space, JsonToken.START_OBJECT));
            fields(space, json, provider);
            types.writeTypeSuffix(json, id);
        }

        private static void fields(
                PlainValue<?> space, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            Object value = space.getValue();
            Class<?> type =
                    value instanceof Enum<?> constant
                            ? constant.getDeclaringClass()
                            : value.getClass();
            json.writeStringField("type", type.getName());
            json.writeFieldName("value");
            provider.findTypedValueSerializer(type, true, null).serialize(value, json, provider);
        }
    }

    /** Reads what {@link Writer} wrote. */
    static final class Reader extends JsonDeserializer<PlainValue<?>> {

        /** For Jackson. */
        Reader() {}

        @Override
        public PlainValue<?> deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            AtomicReference<JavaType> type = new AtomicReference<>();
            AtomicReference<Object> value = new AtomicReference<>();
            JsonFields.of(
                    json,
                    name -> {
                        switch (name) {
                            case "type" ->
                                    type.set(
                                            context.getTypeFactory()
                                                    .constructFromCanonical(json.getText()));
                            case "value" -> value.set(context.readValue(json, type.get()));
                            default -> json.skipChildren();
                        }
                    });
            return new PlainValue<>(value.get());
        }
    }
}
