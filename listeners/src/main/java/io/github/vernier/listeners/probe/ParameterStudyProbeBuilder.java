/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The settings of a {@link ParameterStudyProbe}; by default it measures at the beginning of an
 * epoch whenever measurements have taken less than a twentieth of the time.
 *
 * @param <T> the builder's own type, for fluent calls
 */
@SuppressWarnings("unchecked")
public abstract class ParameterStudyProbeBuilder<T extends ParameterStudyProbeBuilder<T>>
        extends DataProbeBuilder<T> {

    private static final double SHARE = 0.05;

    private final List<String> layers = new ArrayList<>();

    /** Starts with all layers. */
    protected ParameterStudyProbeBuilder() {
        super(Schedule.everyEpoch().and(Schedule.timeShare(SHARE)));
    }

    /**
     * Adds layers to study.
     *
     * @param names layers with trainable parameters; without any, all are studied
     * @return this
     */
    public T layers(String... names) {
        layers.addAll(Arrays.asList(names));
        return (T) this;
    }

    /** The layers to study, none for all. */
    public final List<String> getLayers() {
        return List.copyOf(layers);
    }
}
