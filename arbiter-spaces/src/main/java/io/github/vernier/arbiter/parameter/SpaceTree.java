/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.parameter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.BaseNetworkSpace.LayerConf;
import org.deeplearning4j.arbiter.MultiLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.api.adapter.ParameterSpaceAdapter;

/** Walks a space down to its leaves. */
final class SpaceTree {

    private final ParameterSpace<?> root;

    SpaceTree(ParameterSpace<?> root) {
        this.root = root;
    }

    /** The path of each leaf, by identity; the first one found if there are several. */
    Map<ParameterSpace<?>, String> names() {
        Map<ParameterSpace<?>, String> names = new IdentityHashMap<>();
        name(root, "", names);
        return names;
    }

    /**
     * The leaves that decide the value at a point, by identity.
     *
     * @param coordinates the point
     */
    Set<ParameterSpace<?>> activeLeaves(double[] coordinates) {
        Set<ParameterSpace<?>> active = Collections.newSetFromMap(new IdentityHashMap<>());
        activate(root, coordinates, active);
        return active;
    }

    private static void name(
            ParameterSpace<?> space, String path, Map<ParameterSpace<?>, String> names) {
        if (space.isLeaf()) {
            names.putIfAbsent(space, path.isEmpty() ? "value" : path);
            return;
        }
        // An adapter changes the type of one space and adds nothing to choose.
        boolean transparent = space instanceof ParameterSpaceAdapter && !path.isEmpty();
        children(space)
                .forEach(
                        (child, nested) ->
                                name(nested, transparent ? path : join(path, child), names));
    }

    private static void activate(
            ParameterSpace<?> space, double[] coordinates, Set<ParameterSpace<?>> active) {
        if (space.isLeaf()) {
            active.add(space);
            return;
        }
        Iterable<ParameterSpace<?>> next =
                space instanceof ConditionalSpace conditional
                        ? conditional.activeSpaces(coordinates)
                        : children(space).values();
        for (ParameterSpace<?> nested : next) {
            activate(nested, coordinates, active);
        }
    }

    private static String join(String path, String child) {
        return path.isEmpty() ? child : path + "." + child;
    }

    /** Fields by name; Arbiter leaves out the layers of a network, which are in a list. */
    private static Map<String, ParameterSpace<?>> children(ParameterSpace<?> space) {
        Map<String, ParameterSpace<?>> children = new LinkedHashMap<>();
        nested(space).forEach(children::put);
        if (space instanceof BaseNetworkSpace<?> network) {
            layers(network).forEach(children::put);
        }
        return children;
    }

    private static Map<String, ParameterSpace<?>> layers(BaseNetworkSpace<?> network) {
        Map<String, ParameterSpace<?>> layers = new LinkedHashMap<>();
        List<LayerConf> configurations = new ArrayList<>(network.getLayerSpaces());
        for (int i = 0; i < configurations.size(); i++) {
            LayerConf layer = configurations.get(i);
            String name = layer.getLayerName() == null ? "layer" + i : layer.getLayerName();
            layers.put(name, layer.getLayerSpace());
            if (network instanceof MultiLayerSpace) {
                layers.put(name + ".copies", layer.getNumLayers());
            }
        }
        return layers;
    }

    @SuppressWarnings({"rawtypes", "unchecked"})
    private static Map<String, ParameterSpace<?>> nested(ParameterSpace<?> space) {
        return (Map) space.getNestedSpaces();
    }
}
