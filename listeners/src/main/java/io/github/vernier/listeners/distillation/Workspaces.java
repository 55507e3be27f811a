/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.distillation;

import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/** Runs code inside a workspace, or outside of all. */
final class Workspaces {

    private Workspaces() {}

    /** Closes {@code open} when the code is done. */
    static void within(MemoryWorkspace open, Runnable code) {
        try {
            code.run();
        } finally {
            open.close();
        }
    }

    /** Arrays that the code makes outlive every workspace. */
    static void detached(Runnable code) {
        within(Nd4j.getMemoryManager().scopeOutOfWorkspaces(), code);
    }
}
