/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.spaces.conditional;

import io.github.vernier.arbiter.spaces.value.LinkedSpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.arbiter.BaseNetworkSpace;
import org.deeplearning4j.arbiter.BaseNetworkSpace.LayerConf;
import org.deeplearning4j.arbiter.ComputationGraphSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;

/**
 * The searched parameters of a space by name, and which of them count in a candidate.
 *
 * <p>A name is the path of options from the network to the leaf, {@code layer_0.ratio} or {@code
 * updater.learningRate}; a space with one option has no part in it, and a linked space begins its
 * own path. Parameters stand in the order of their options, each once; what chooses comes before
 * what it chooses from.
 */
public final class NamedLeaves {

    private final ParameterSpace<?> root;
    private final Map<ParameterSpace<?>, String> names = new IdentityHashMap<>();
    private final List<ParameterSpace<?>> leaves = new ArrayList<>();

    /**
     * Finds the parameters.
     *
     * @param root any space
     */
    public NamedLeaves(ParameterSpace<?> root) {
        this.root = root;
        walk("", root, NamedLeaves::children, this::note);
    }

    private void note(String path, ParameterSpace<?> leaf) {
        if (names.putIfAbsent(leaf, path) == null) {
            leaves.add(leaf);
        }
    }

    /** What is nested in a space. */
    private interface Children {
        Map<String, ParameterSpace<?>> of(ParameterSpace<?> space);
    }

    /** Told of each leaf. */
    private interface Visitor {
        void leaf(String path, ParameterSpace<?> leaf);
    }

    private static void walk(
            String path, ParameterSpace<?> space, Children children, Visitor visitor) {
        if (space.isLeaf()) {
            if (space.numParameters() > 0) {
                visitor.leaf(path, space);
            }
            return;
        }
        boolean alone = space.getNestedSpaces().size() == 1 && !(space instanceof BaseNetworkSpace);
        children.of(space)
                .forEach(
                        (name, child) -> {
                            String below = alone ? path : path.isEmpty() ? name : path + "." + name;
                            walk(start(below, path, child), child, children, visitor);
                        });
    }

    private static String start(String below, String path, ParameterSpace<?> child) {
        if (child instanceof LinkedSpace<?> linked) {
            return linked.name();
        }
        return child instanceof BaseNetworkSpace ? path : below;
    }

    private static Map<String, ParameterSpace<?>> children(ParameterSpace<?> space) {
        Map<String, ParameterSpace<?>> children = new LinkedHashMap<>();
        space.getNestedSpaces().forEach(children::put);
        if (space instanceof BaseNetworkSpace<?> network) {
            for (LayerConf layer : layers(network)) {
                if (layer.getNumLayers() != null) {
                    children.put(layer.getLayerName() + ".count", layer.getNumLayers());
                }
                children.put(layer.getLayerName(), layer.getLayerSpace());
            }
        }
        return children;
    }

    private static List<LayerConf> layers(BaseNetworkSpace<?> network) {
        // A graph's space has a list of its own that hides the inherited one.
        return network instanceof ComputationGraphSpace graph
                ? graph.getLayerSpaces()
                : network.getLayerSpaces();
    }

    /**
     * The parameters.
     *
     * @return each once
     */
    public List<ParameterSpace<?>> leaves() {
        return Collections.unmodifiableList(leaves);
    }

    /**
     * The name of a parameter.
     *
     * @param leaf one of {@link #leaves()}
     * @return its path
     */
    public String name(ParameterSpace<?> leaf) {
        return names.get(leaf);
    }

    /**
     * The parameters that count in a candidate.
     *
     * @param values the candidate's coordinates
     * @return a subset of {@link #leaves()}, by identity
     */
    public Set<ParameterSpace<?>> active(double[] values) {
        Set<ParameterSpace<?>> active = Collections.newSetFromMap(new IdentityHashMap<>());
        walk("", root, space -> chosen(space, values), (path, leaf) -> active.add(leaf));
        return active;
    }

    private static Map<String, ParameterSpace<?>> chosen(ParameterSpace<?> space, double[] values) {
        Map<String, ParameterSpace<?>> children = children(space);
        if (space instanceof Conditional conditional) {
            Collection<ParameterSpace<?>> active = conditional.active(values);
            children.values().removeIf(child -> active.stream().noneMatch(a -> a == child));
        }
        return children;
    }

    /**
     * A candidate's values.
     *
     * @param values its coordinates; the leaves must have their indices
     * @return by name; null where a parameter does not count
     */
    public Map<String, Object> values(double[] values) {
        Set<ParameterSpace<?>> active = active(values);
        Map<String, Object> named = new LinkedHashMap<>();
        for (ParameterSpace<?> leaf : leaves) {
            named.put(names.get(leaf), active.contains(leaf) ? leaf.getValue(values) : null);
        }
        return named;
    }
}
