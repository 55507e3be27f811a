/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import java.io.IOException;
import java.nio.file.Path;

/** A data file or folder is missing or is not what its name says. */
public final class DataFormatException extends IOException {

    private static final long serialVersionUID = 1L;

    /**
     * @param where the file or folder
     * @param expected what should have been there
     * @param found what was there instead
     */
    public DataFormatException(Path where, String expected, String found) {
        super(where + ": expected " + expected + ", found " + found);
    }

    /**
     * @param where the file or folder
     * @param expected what should have been there
     * @param found what was there instead
     * @param cause the exception that told
     */
    public DataFormatException(Path where, String expected, String found, Throwable cause) {
        super(where + ": expected " + expected + ", found " + found, cause);
    }
}
