/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.options;

import io.github.vernier.arbiter.spaces.value.CompositeSpace;
import io.github.vernier.arbiter.spaces.value.Extremes;
import io.github.vernier.arbiter.spaces.value.PlainValue;
import io.github.vernier.arbiter.spaces.value.TypedSpace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;

/** The options of a builder by name, each fixed or searched. */
public final class OptionSpaces extends CompositeSpace<Map<String, Object>> {

    private Map<String, TypedSpace<?>> options = new LinkedHashMap<>();

    /** No options. */
    public OptionSpaces() {}

    /**
     * Adds or replaces an option.
     *
     * @param name its name
     * @param type type of the values
     * @param space the space
     * @param <V> type of the values
     */
    public <V> void put(String name, Class<V> type, ParameterSpace<V> space) {
        options.put(name, new TypedSpace<>(type, PlainValue.ifSingle(space)));
    }

    /**
     * A copy with the same spaces.
     *
     * @return independent of later additions here
     */
    public OptionSpaces copy() {
        OptionSpaces copy = new OptionSpaces();
        copy.options.putAll(options);
        return copy;
    }

    /**
     * Names of the options.
     *
     * @return those given
     */
    public List<String> names() {
        return List.copyOf(options.keySet());
    }

    @Override
    public Map<String, Object> getValue(double[] values) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        options.forEach((name, typed) -> chosen.put(name, typed.space().getValue(values)));
        return chosen;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Map<String, ParameterSpace> getNestedSpaces() {
        Map<String, ParameterSpace> nested = new LinkedHashMap<>();
        options.forEach((name, typed) -> nested.put(name, typed.space()));
        return nested;
    }

    /**
     * Calls a builder's setters.
     *
     * @param chosen values by name
     * @param builder the builder
     */
    public static void apply(Map<String, Object> chosen, Object builder) {
        chosen.forEach((name, value) -> Setters.set(builder, name, value));
    }

    /**
     * The options that are fixed.
     *
     * @return their values by name
     */
    public Map<String, Object> fixed() {
        Map<String, Object> fixed = new LinkedHashMap<>();
        options.forEach(
                (name, typed) -> {
                    if (typed.space() instanceof FixedValue<?> value) {
                        fixed.put(name, value.getValue());
                    }
                });
        return fixed;
    }

    /**
     * Tries the values that decide whether all are valid: the first of all options, then each of
     * one option at a time.
     *
     * @param attempt makes what the options are for; throws if they are not valid
     * @throws IllegalArgumentException if one is not, naming the option
     */
    public void tryAll(Consumer<Map<String, Object>> attempt) {
        Map<String, List<?>> deciding = new LinkedHashMap<>();
        options.forEach(
                (name, typed) -> {
                    List<?> values = extremes(typed);
                    if (!values.isEmpty()) {
                        deciding.put(name, values);
                    }
                });
        Map<String, Object> first = new LinkedHashMap<>();
        deciding.forEach((name, values) -> first.put(name, values.get(0)));
        attempt(attempt, first, () -> culprit(attempt, first));
        deciding.forEach(
                (name, values) -> {
                    for (Object value : values) {
                        Map<String, Object> tried = new LinkedHashMap<>(first);
                        tried.put(name, value);
                        attempt(attempt, tried, () -> name);
                    }
                });
    }

    /** The option without which the rest is valid; none if that is not how it is. */
    private static String culprit(
            Consumer<Map<String, Object>> attempt, Map<String, Object> refused) {
        for (String name : refused.keySet()) {
            Map<String, Object> without = new LinkedHashMap<>(refused);
            without.remove(name);
            try {
                attempt.accept(without);
                return name;
            } catch (RuntimeException e) {
                // Refused without it too: another is to blame.
            }
        }
        return "";
    }

    private static <V> List<V> extremes(TypedSpace<V> typed) {
        return Extremes.of(typed.space(), typed.type());
    }

    private void attempt(
            Consumer<Map<String, Object>> attempt,
            Map<String, Object> tried,
            Supplier<String> blamed) {
        try {
            attempt.accept(tried);
        } catch (RuntimeException e) {
            TypedSpace<?> space = options.get(blamed.get());
            String where = space == null ? "" : " (" + blamed.get() + ": " + space.space() + ")";
            throw new IllegalArgumentException(e.getMessage() + where, e);
        }
    }
}
