/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.training.ModelName;
import java.util.Arrays;
import java.util.List;

/** The models that are compared. */
public enum Role {
    /** The network that is made smaller. */
    TEACHER("teacher", "teacher"),
    /** The compact network, trained on the labels. */
    STUDENT("student", "student without distillation"),
    /** The compact network, distilled from the teacher. */
    DISTILLED("student-distilled", "student distilled");

    private final ModelName model;

    Role(String key, String title) {
        model = new ModelName(key, title);
    }

    /** Its names in files and tables. */
    public ModelName model() {
        return model;
    }

    /** The names of all. */
    public static List<ModelName> models() {
        return Arrays.stream(values()).map(Role::model).toList();
    }
}
