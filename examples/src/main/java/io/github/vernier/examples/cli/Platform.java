/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

/** System properties that must be set before anything of ND4J is loaded; given ones stay. */
final class Platform {

    /** In the syntax of {@link java.io.ObjectInputFilter.Config#createFilter}. */
    static final String RECORDS =
            "io.github.vernier.**;org.deeplearning4j.**;java.lang.*;java.util.*;!*";

    private Platform() {}

    static void configure() {
        // By default JavaCPP takes as much as the heap's limit, and twice that in all.
        setUnlessGiven("org.bytedeco.javacpp.maxbytes", "4g");
        setUnlessGiven("org.bytedeco.javacpp.maxphysicalbytes", "8g");
        setUnlessGiven("java.awt.headless", "true");
        // From Java 22 on there is a console even where there is no terminal, but for this one.
        setUnlessGiven("jdk.console", "java.base");
    }

    /**
     * DL4J's files of statistics are read by Java deserialization. This lets records through, and
     * what storages put around them, but no other class; for the whole JVM, so only for commands
     * that deserialize nothing else.
     */
    static void guardFiles() {
        setUnlessGiven("jdk.serialFilter", RECORDS);
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Whether someone is watching: input and output are a terminal. */
    static boolean isTerminal() {
        return System.console() != null;
    }
}
