/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.databind.DeserializationContext;
import org.nd4j.shade.jackson.databind.JsonDeserializer;
import org.nd4j.shade.jackson.databind.annotation.JsonDeserialize;

/**
 * One parameter used in several places, in JSON too.
 *
 * <p>Any space object used twice is one parameter, but Arbiter's JSON makes two of it. Of all
 * linked spaces of one name in a JSON text, the first is read and stands for the others.
 *
 * @param <T> type of the values
 */
@JsonDeserialize(using = LinkedSpace.Reader.class)
public final class LinkedSpace<T> extends CompositeSpace<T> {

    private final String name;
    private final TypedSpace<T> shared;

    /**
     * Names a space.
     *
     * @param name name, another for each linked space of a network
     * @param type type of the values
     * @param space what is shared
     */
    public LinkedSpace(String name, Class<T> type, ParameterSpace<T> space) {
        this(name, new TypedSpace<>(type, PlainValue.ifSingle(space)));
    }

    private LinkedSpace(String name, TypedSpace<T> shared) {
        this.name = Objects.requireNonNull(name, "name must be given");
        this.shared = shared;
    }

    /**
     * The name.
     *
     * @return the name that links
     */
    public String name() {
        return name;
    }

    @Override
    public T getValue(double[] values) {
        return shared.space().getValue(values);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Map<String, ParameterSpace> getNestedSpaces() {
        return Map.of(name, shared.space());
    }

    /** One object for each name in a text. */
    static final class Reader extends JsonDeserializer<LinkedSpace<?>> {

        /** For Jackson. */
        Reader() {}

        @Override
        public LinkedSpace<?> deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            AtomicReference<String> name = new AtomicReference<>();
            AtomicReference<TypedSpace<?>> shared = new AtomicReference<>();
            JsonFields.of(
                    json,
                    field -> {
                        switch (field) {
                            case "name" -> name.set(json.getText());
                            case "shared" -> shared.set(context.readValue(json, TypedSpace.class));
                            default -> json.skipChildren();
                        }
                    });
            return known(context)
                    .computeIfAbsent(name.get(), n -> new LinkedSpace<>(n, shared.get()));
        }

        @SuppressWarnings("unchecked")
        private static Map<String, LinkedSpace<?>> known(DeserializationContext context) {
            Object known = context.getAttribute(Reader.class);
            if (known == null) {
                known = new HashMap<String, LinkedSpace<?>>();
                context.setAttribute(Reader.class, known);
            }
            return (Map<String, LinkedSpace<?>>) known;
        }
    }
}
