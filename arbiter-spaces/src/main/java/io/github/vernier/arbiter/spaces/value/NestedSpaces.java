/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;

/** What spaces made of other spaces have in common: leaves, equality and text. */
public final class NestedSpaces {

    private NestedSpaces() {}

    /**
     * The searched leaves, in the order of the fields.
     *
     * @param space any space
     * @return each as often as it is used; fixed values are none
     */
    @SuppressWarnings("rawtypes")
    public static List<ParameterSpace> leaves(ParameterSpace<?> space) {
        List<ParameterSpace> leaves = new ArrayList<>();
        collect(space, leaves);
        return leaves;
    }

    @SuppressWarnings("rawtypes")
    private static void collect(ParameterSpace<?> space, List<ParameterSpace> leaves) {
        if (space.isLeaf()) {
            if (space.numParameters() > 0) {
                leaves.add(space);
            }
            return;
        }
        // Arbiter's own spaces keep some children in lists, and name them only as leaves.
        (space instanceof CompositeSpace
                        ? space.getNestedSpaces().values()
                        : (Collection<ParameterSpace>) space.collectLeaves())
                .forEach(each -> collect(each, leaves));
    }

    /**
     * The number of coordinates.
     *
     * @param space any space
     * @return each shared leaf counted once
     */
    public static int count(ParameterSpace<?> space) {
        return LeafUtils.countUniqueParameters(leaves(space));
    }

    /**
     * Numbers the leaves from 0 as every generator does.
     *
     * @param space any space
     * @return the leaves, each once
     */
    @SuppressWarnings("rawtypes")
    public static List<ParameterSpace> number(ParameterSpace<?> space) {
        List<ParameterSpace> unique = LeafUtils.getUniqueObjects(leaves(space));
        for (int i = 0; i < unique.size(); i++) {
            unique.get(i).setIndices(i);
        }
        return unique;
    }

    /**
     * The nested spaces in a form whose equality is that of the space.
     *
     * @param space any space
     * @return by name; choices as text, since arrays among their values are never equal
     */
    public static Map<String, Object> comparable(ParameterSpace<?> space) {
        Map<String, Object> nested = new LinkedHashMap<>(space.getNestedSpaces());
        nested.replaceAll(
                (name, each) -> each instanceof DiscreteParameterSpace ? each.toString() : each);
        return nested;
    }

    /**
     * A text in one line.
     *
     * @param space any space
     * @return {@code Name(option: space, ...)}
     */
    public static String describe(ParameterSpace<?> space) {
        Map<String, ?> nested = space.getNestedSpaces();
        return nested.entrySet().stream()
                .map(each -> each.getKey() + ": " + inOneLine(each.getValue()))
                .collect(Collectors.joining(", ", space.getClass().getSimpleName() + "(", ")"));
    }

    private static String inOneLine(Object space) {
        return space.toString().strip().replace("\n", "; ");
    }
}
