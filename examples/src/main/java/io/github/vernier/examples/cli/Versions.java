/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What runs. */
final class Versions implements IVersionProvider {

    private static final String DL4J =
            "/META-INF/maven/org.deeplearning4j/deeplearning4j-nn/pom.properties";

    /** For picocli. */
    Versions() {}

    @Override
    public String[] getVersion() throws IOException {
        return new String[] {"vernier " + vernier(), "Deeplearning4j " + dl4j(), java()};
    }

    static String vernier() {
        String version = Versions.class.getPackage().getImplementationVersion();
        return version == null ? "not packaged" : version;
    }

    static String dl4j() throws IOException {
        Properties properties = new Properties();
        try (InputStream stream = Versions.class.getResourceAsStream(DL4J)) {
            if (stream != null) {
                properties.load(stream);
            }
        }
        return properties.getProperty("version", "unknown");
    }

    static String java() {
        return "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name");
    }
}
