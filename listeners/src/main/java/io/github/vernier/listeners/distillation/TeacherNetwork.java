/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import io.github.vernier.listeners.distillation.ActivationSlots.Slot;
import io.github.vernier.listeners.probe.Twin;
import java.util.Arrays;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A frozen teacher: a twin of the given network that shares its parameters and gives logits.
 *
 * <p>One forward pass in inference mode shows every activation to a visitor at the moment it is
 * computed and frees it after its last reader; nothing is kept, nothing is allocated once the
 * workspaces have their size. The outputs' activation is the identity, so that large logits do not
 * vanish in a softmax. A twin belongs to one thread at a time.
 */
abstract class TeacherNetwork {

    /** Receives activations, which are valid only during the call. */
    interface Visitor {
        void visit(String name, INDArray activations);
    }

    private final NetworkStructure structure;
    private final ActivationSlots slots = new ActivationSlots();

    private TeacherNetwork(Model twin) {
        this.structure = NetworkStructure.of("Teacher", twin);
        for (String output : structure.outputs()) {
            if (structure.isSoftmax(output)) {
                ((BaseLayer) structure.layer(output)).setActivationFn(new ActivationIdentity());
            }
        }
    }

    static TeacherNetwork twinOf(Model teacher) {
        return RandomState.preserving(
                () -> {
                    Model twin = Twin.of(teacher).network();
                    return twin instanceof MultiLayerNetwork network
                            ? new Chain(network)
                            : new Graph((ComputationGraph) twin);
                });
    }

    NetworkStructure structure() {
        return structure;
    }

    /**
     * Runs the teacher.
     *
     * @param inputs features, in any workspace or none
     * @param masks feature masks, {@code null} or with {@code null} elements for none
     * @param visitor receives all activations in order, outputs as logits
     */
    final void forward(INDArray[] inputs, INDArray[] masks, Visitor visitor) {
        MemoryWorkspace outer = Nd4j.getMemoryManager().getCurrentWorkspace();
        try {
            run(inputs, hasMask(masks) ? masks : null, visitor, outer);
        } finally {
            slots.closeAll();
            Nd4j.getMemoryManager().setCurrentWorkspace(outer);
            release();
        }
    }

    final ActivationSlots slots() {
        return slots;
    }

    abstract void run(INDArray[] inputs, INDArray[] masks, Visitor visitor, MemoryWorkspace outer);

    abstract void release();

    private static boolean hasMask(INDArray[] masks) {
        return masks != null && Arrays.stream(masks).anyMatch(mask -> mask != null);
    }

    private static final class Chain extends TeacherNetwork {

        private final MultiLayerNetwork twin;
        private int minibatch;
        private INDArray x;

        Chain(MultiLayerNetwork twin) {
            super(twin);
            this.twin = twin;
        }

        @Override
        void run(INDArray[] inputs, INDArray[] masks, Visitor visitor, MemoryWorkspace outer) {
            minibatch = (int) inputs[0].size(0);
            twin.setLayerMaskArrays(masks == null ? null : masks[0], null);
            Slot previous = slots().open(outer);
            x = previous.own(inputs[0]);
            for (int i = 0; i < twin.getnLayers(); i++) {
                int index = i;
                Slot slot = slots().open(outer);
                Workspaces.within(
                        ActivationSlots.openWorkingMemory(slot), () -> step(index, slot, visitor));
                previous.close();
                previous = slot;
            }
        }

        private void step(int index, Slot slot, Visitor visitor) {
            Layer layer = twin.getLayer(index);
            InputPreProcessor reshape = twin.getLayerWiseConfigurations().getInputPreProcess(index);
            if (reshape != null) {
                x = reshape.preProcess(x, minibatch, slot.manager());
            }
            layer.setInputMiniBatchSize(minibatch);
            x = slot.own(layer.activate(x, false, slot.manager()));
            visitor.visit(structure().name(index), x);
        }

        @Override
        void release() {
            x = null;
            twin.clearLayerMaskArrays();
            for (Layer layer : twin.getLayers()) {
                layer.clear();
            }
        }
    }

    private static final class Graph extends TeacherNetwork {

        private final ComputationGraph twin;

        Graph(ComputationGraph twin) {
            super(twin);
            this.twin = twin;
        }

        @Override
        void run(INDArray[] inputs, INDArray[] masks, Visitor visitor, MemoryWorkspace outer) {
            GraphVertex[] vertices = twin.getVertices();
            Slot[] held = new Slot[vertices.length];
            int[] readers = new int[vertices.length];
            twin.setInputs(inputs);
            twin.setLayerMaskArrays(masks, null);
            for (int index : twin.topologicalSortOrder()) {
                GraphVertex vertex = vertices[index];
                if (vertex.isInputVertex()) {
                    // Preprocessors of the readers run at once and need a slot.
                    Slot slot = slots().open(outer);
                    held[index] = slot;
                    handOn(vertices, vertex, slot.own(inputs[index]), slot);
                } else {
                    Slot slot = slots().open(outer);
                    held[index] = slot;
                    Workspaces.within(
                            ActivationSlots.openWorkingMemory(slot),
                            () -> {
                                INDArray activations =
                                        slot.own(vertex.doForward(false, slot.manager()));
                                visitor.visit(vertex.getVertexName(), activations);
                                handOn(vertices, vertex, activations, slot);
                            });
                }
                readers[index] = vertex.getNumOutputConnections();
                closeIfRead(held, readers, index);
                if (vertex.getInputVertices() != null) {
                    for (VertexIndices input : vertex.getInputVertices()) {
                        readers[input.getVertexIndex()]--;
                        closeIfRead(held, readers, input.getVertexIndex());
                    }
                }
            }
        }

        private static void handOn(
                GraphVertex[] vertices, GraphVertex from, INDArray activations, Slot slot) {
            if (from.getOutputVertices() == null) {
                return;
            }
            for (VertexIndices reader : from.getOutputVertices()) {
                vertices[reader.getVertexIndex()].setInput(
                        reader.getVertexEdgeNumber(), activations, slot.manager());
            }
        }

        private static void closeIfRead(Slot[] held, int[] readers, int index) {
            if (readers[index] <= 0 && held[index] != null) {
                held[index].close();
                held[index] = null;
            }
        }

        @Override
        void release() {
            twin.clearLayerMaskArrays();
            for (GraphVertex vertex : twin.getVertices()) {
                vertex.clear();
            }
            twin.clear();
        }
    }
}
