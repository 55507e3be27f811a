/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.shade.jackson.core.JsonGenerator;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.databind.DeserializationContext;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.JsonDeserializer;
import org.nd4j.shade.jackson.databind.JsonSerializer;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.SerializerProvider;
import org.nd4j.shade.jackson.databind.annotation.JsonDeserialize;
import org.nd4j.shade.jackson.databind.annotation.JsonSerialize;
import org.nd4j.shade.jackson.databind.type.TypeFactory;

/**
 * A space and the type of its values, which travels with it in JSON: without it the values of a
 * choice come back as texts and maps.
 *
 * @param type type of the values
 * @param space the space
 * @param <T> type of the values
 */
@JsonSerialize(using = TypedSpace.Writer.class)
@JsonDeserialize(using = TypedSpace.Reader.class)
public record TypedSpace<T>(Class<T> type, ParameterSpace<T> space) {

    @SuppressWarnings("unchecked")
    TypedSpace<T> sameType(ObjectMapper mapper, String json) throws IOException {
        return mapper.readValue(json, TypedSpace.class);
    }

    private static JavaType spaceOf(TypeFactory types, Class<?> type) {
        return types.constructParametricType(ParameterSpace.class, type);
    }

    /** Writes the type's name, and the space by the type. */
    static final class Writer extends JsonSerializer<TypedSpace<?>> {

        /** For Jackson. */
        Writer() {}

        @Override
        public void serialize(TypedSpace<?> typed, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            JavaType type =
                    provider.constructSpecializedType(
                            spaceOf(provider.getTypeFactory(), typed.type), typed.space.getClass());
            json.writeStartObject();
            json.writeStringField("type", typed.type.getName());
            json.writeFieldName("space");
            provider.findTypedValueSerializer(type, true, null)
                    .serialize(typed.space, json, provider);
            json.writeEndObject();
        }
    }

    /** Reads what {@link Writer} wrote. */
    static final class Reader extends JsonDeserializer<TypedSpace<?>> {

        /** For Jackson. */
        Reader() {}

        @Override
        public TypedSpace<?> deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            AtomicReference<Class<?>> type = new AtomicReference<>();
            AtomicReference<Object> space = new AtomicReference<>();
            TypeFactory types = context.getTypeFactory();
            JsonFields.of(
                    json,
                    name -> {
                        switch (name) {
                            case "type" ->
                                    type.set(
                                            types.constructFromCanonical(json.getText())
                                                    .getRawClass());
                            case "space" ->
                                    space.set(context.readValue(json, spaceOf(types, type.get())));
                            default -> json.skipChildren();
                        }
                    });
            return of(type.get(), space.get());
        }

        @SuppressWarnings("unchecked")
        private static <T> TypedSpace<T> of(Class<T> type, Object space) {
            return new TypedSpace<>(type, (ParameterSpace<T>) space);
        }
    }
}
