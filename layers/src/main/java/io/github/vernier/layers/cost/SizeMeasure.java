/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.cost;

import java.util.Locale;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;

/** What the size of a network is measured in. */
public enum SizeMeasure {
    /** Trainable parameters, whatever each takes to store. */
    PARAMETERS {
        @Override
        public long of(Layer layer) {
            return LayerParameters.trainable(layer);
        }

        @Override
        public long of(GraphVertex vertex) {
            return vertex.numParams(true);
        }

        @Override
        public long of(NetworkCost cost) {
            return cost.parameters();
        }
    },
    /**
     * Bits that the trainable parameters need for inference: 32 for each, unless a {@link
     * CostAware} layer says otherwise.
     */
    BITS {
        @Override
        public long of(Layer layer) {
            long parameters = LayerParameters.trainable(layer);
            return LayerParameters.unfrozen(layer) instanceof CostAware aware
                    ? aware.parameterBits(parameters)
                    : Float.SIZE * parameters;
        }

        @Override
        public long of(GraphVertex vertex) {
            return Float.SIZE * vertex.numParams(true);
        }

        @Override
        public long of(NetworkCost cost) {
            return cost.bits();
        }
    };

    /**
     * Size of a layer, frozen or not.
     *
     * @param layer a configuration whose numbers of inputs and outputs are set
     */
    public abstract long of(Layer layer);

    /**
     * Size of a graph's vertex that is no layer.
     *
     * @param vertex the vertex
     */
    public abstract long of(GraphVertex vertex);

    /**
     * Size of a network.
     *
     * @param cost what it costs
     */
    public abstract long of(NetworkCost cost);

    /** The unit: {@code parameters} or {@code bits}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
