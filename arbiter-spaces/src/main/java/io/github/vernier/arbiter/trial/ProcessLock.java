/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.trial;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A lock on a file that the operating system drops with the process, however that ends. */
final class ProcessLock {

    private final Path file;
    private FileChannel channel;

    ProcessLock(Path file) {
        this.file = file;
    }

    /**
     * Takes the lock.
     *
     * @return whether it is ours, now or already
     * @throws IOException if the file cannot be locked at all
     */
    boolean take() throws IOException {
        if (channel != null) {
            return true;
        }
        FileChannel opened =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean isOurs = false;
        try {
            FileLock lock = opened.tryLock();
            isOurs = lock != null;
        } catch (OverlappingFileLockException e) {
            // This process has it, by another lock on the same file.
            isOurs = false;
        } finally {
            if (!isOurs) {
                opened.close();
            }
        }
        channel = isOurs ? opened : null;
        return isOurs;
    }

    /**
     * Drops the lock, if it is ours.
     *
     * @throws IOException if that fails; it is dropped with the process then
     */
    void drop() throws IOException {
        if (channel != null) {
            channel.close();
            channel = null;
        }
    }
}
