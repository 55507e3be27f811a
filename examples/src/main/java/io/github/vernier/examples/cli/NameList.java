/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import java.util.ArrayList;
import java.util.Arrays;

/** Names to choose from, for help and completion. */
class NameList extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    NameList(Object... values) {
        super(Arrays.stream(values).map(Object::toString).toList());
    }

    @Override
    public String toString() {
        return String.join(", ", this);
    }
}
