/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.search;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a network's configuration as a Java class. */
final class JavaExport {

    /** Lines of a text, whose constant the class file limits to 65 535 bytes. */
    private static final int LINES = 400;

    private JavaExport() {}

    /**
     * A class without package that has the configuration, and a main method.
     *
     * @param name name of the class
     * @param comment what it is, in one line
     * @param json the configuration as DL4J's JSON
     * @param main statements of the main method, where {@code configuration()} is the configuration
     */
    static String of(String name, String comment, String json, String main) {
        List<String> lines = json.lines().toList();
        StringBuilder parts = new StringBuilder();
        for (int from = 0; from < lines.size(); from += LINES) {
            String text =
                    lines.subList(from, Math.min(lines.size(), from + LINES)).stream()
                            .map(line -> "            " + escaped(line))
                            .collect(Collectors.joining("\n"));
            parts.append(parts.isEmpty() ? "" : ",\n")
                    .append("            \"\"\"\n")
                    .append(text)
                    .append("\"\"\"");
        }
        return """
                import org.deeplearning4j.nn.conf.MultiLayerConfiguration;

                /** %s */
                public final class %s {

                    private %s() {}

                    /** The network's configuration. */
                    public static MultiLayerConfiguration configuration() {
                        return MultiLayerConfiguration.fromJson(String.join("\\n",
                %s));
                    }

                    /** Trains it again. */
                    public static void main(String[] arguments) throws Exception {
                        %s
                    }
                }
                """
                .formatted(comment, name, name, parts, main);
    }

    private static String escaped(String line) {
        return line.replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
    }
}
