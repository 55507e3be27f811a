/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTML file on the class path with places such as <code>{{name}}</code>; the place {@code
 * echarts} takes the chart script of the UI pages, so that the file needs no network.
 *
 * @param owner class that the file lies beside
 * @param file its name
 */
public record HtmlTemplate(Class<?> owner, String file) {

    private static final String ECHARTS = "/deeplearning4jUiAssets/vernier/echarts.min.js";
    private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z]+)}}");

    /**
     * The file with its places filled.
     *
     * @param parts HTML by place, for every place but {@code echarts}
     * @throws IOException if a resource cannot be read
     */
    public String fill(Map<String, String> parts) throws IOException {
        String echarts = resource(HtmlTemplate.class, ECHARTS);
        Matcher places = PLACE.matcher(resource(owner, file));
        return places.replaceAll(
                found ->
                        Matcher.quoteReplacement(
                                found.group(1).equals("echarts")
                                        ? echarts
                                        : parts.get(found.group(1))));
    }

    private static String resource(Class<?> owner, String name) throws IOException {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IOException("resource " + name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
