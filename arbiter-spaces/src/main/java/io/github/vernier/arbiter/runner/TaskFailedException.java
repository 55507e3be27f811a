/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.runner;

/** A task of Arbiter reported that it had failed. */
final class TaskFailedException extends Exception {

    private static final long serialVersionUID = 1;

    TaskFailedException(String stackTrace) {
        // The task's own stack trace says where; this one's would only bury it.
        super(stackTrace, null, false, false);
    }
}
