/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.memory.conf.WorkspaceConfiguration;
import org.nd4j.linalg.api.memory.enums.AllocationPolicy;
import org.nd4j.linalg.api.memory.enums.LearningPolicy;
import org.nd4j.linalg.api.memory.enums.ResetPolicy;
import org.nd4j.linalg.api.memory.enums.SpillPolicy;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Workspaces for activations that live until their last reader is done, not in nested order.
 *
 * <p>A slot holds the activations of one layer; closed slots are used again, so a chain of layers
 * needs two. Their names are our own: DL4J's are open, or hold what the backward pass still needs,
 * when a listener runs.
 */
final class ActivationSlots {

    private static final String PREFIX = "VERNIER_TEACHER_";
    private static final WorkspaceConfiguration CONFIGURATION =
            WorkspaceConfiguration.builder()
                    .initialSize(0)
                    .overallocationLimit(0.05)
                    .policyLearning(LearningPolicy.FIRST_LOOP)
                    .policyReset(ResetPolicy.BLOCK_LEFT)
                    .policySpill(SpillPolicy.REALLOCATE)
                    .policyAllocation(AllocationPolicy.OVERALLOCATE)
                    .build();

    private final List<Slot> all = new ArrayList<>();
    private final Deque<Slot> free = new ArrayDeque<>();

    /** One workspace. */
    final class Slot implements AutoCloseable {

        private final String name = PREFIX + "ACT_" + all.size();
        private final LayerWorkspaceMgr manager =
                LayerWorkspaceMgr.builder()
                        .with(ArrayType.INPUT, name, CONFIGURATION)
                        .with(ArrayType.ACTIVATIONS, name, CONFIGURATION)
                        .with(ArrayType.RNN_FF_LOOP_WORKING_MEM, PREFIX + "RNN_LOOP", CONFIGURATION)
                        .defaultWorkspace(PREFIX + "WORKING_MEM", CONFIGURATION)
                        .build();
        private MemoryWorkspace workspace;

        LayerWorkspaceMgr manager() {
            return manager;
        }

        /** The activations in this slot's memory: a copy if a layer handed on what is elsewhere. */
        INDArray own(INDArray activations) {
            return activations.isAttached()
                            && !activations.data().getParentWorkspace().getId().equals(name)
                    ? activations.leverageTo(name, true)
                    : activations;
        }

        @Override
        public void close() {
            if (workspace != null) {
                workspace.close();
                workspace = null;
                free.add(this);
            }
        }
    }

    /** Opens a slot; {@code outer} becomes current again when it is closed. */
    Slot open(MemoryWorkspace outer) {
        if (free.isEmpty()) {
            Slot slot = new Slot();
            all.add(slot);
            free.add(slot);
            // Inputs are read where they are: a layer's input lies in the slot of the layer before.
            all.forEach(a -> all.forEach(b -> a.manager.setNoLeverageOverride(b.name)));
        }
        Slot slot = free.remove();
        slot.workspace = slot.manager.notifyScopeEntered(ArrayType.ACTIVATIONS);
        slot.workspace.setPreviousWorkspace(outer);
        return slot;
    }

    /** Closes what an exception left open. */
    void closeAll() {
        all.forEach(Slot::close);
    }

    /** Opens the memory of one layer's temporaries. */
    static MemoryWorkspace openWorkingMemory(Slot slot) {
        return slot.manager.notifyScopeEntered(ArrayType.FF_WORKING_MEM);
    }

    /** Opens memory for temporaries of a listener. */
    static MemoryWorkspace openScratch() {
        return Nd4j.getWorkspaceManager()
                .getAndActivateWorkspace(CONFIGURATION, PREFIX + "SCRATCH");
    }
}
