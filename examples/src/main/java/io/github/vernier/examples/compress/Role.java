/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

/** The models that are compared. */
public enum Role {
    /** The network that is made smaller. */
    TEACHER("teacher", "teacher"),
    /** The compact network, trained on the labels. */
    STUDENT("student", "student without distillation"),
    /** The compact network, distilled from the teacher. */
    DISTILLED("student-distilled", "student distilled");

    private final String key;
    private final String title;

    Role(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /** Name in files. */
    public String key() {
        return key;
    }

    /** Name in tables. */
    public String title() {
        return title;
    }
}
