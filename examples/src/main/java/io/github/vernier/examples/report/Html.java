/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import java.util.List;
import java.util.Map;

/** Text as HTML. */
public final class Html {

    private Html() {}

    /** Text for the place of text or of an attribute's value. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** JSON for the inside of a script element, which a "&lt;/script" in a string would end. */
    public static String inScript(String json) {
        return json.replace("<", "\\u003c");
    }

    /** A table of measures; cells that start with a digit or sign are aligned as numbers. */
    public static String table(List<String> header, List<List<String>> rows) {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table><thead>");
        row(html, "th", header);
        html.append("</thead><tbody>");
        rows.forEach(row -> row(html, "td", row));
        return html.append("</tbody></table></div>").toString();
    }

    /** A table of names and what they stand for. */
    public static String facts(Map<String, String> facts) {
        StringBuilder html = new StringBuilder("<div class=\"wide\"><table><tbody>");
        facts.forEach(
                (name, value) ->
                        html.append("<tr><th scope=\"row\">")
                                .append(escape(name))
                                .append("</th><td>")
                                .append(escape(value))
                                .append("</td></tr>\n"));
        return html.append("</tbody></table></div>").toString();
    }

    private static void row(StringBuilder html, String tag, List<String> cells) {
        html.append("<tr>");
        for (String cell : cells) {
            html.append('<').append(tag);
            if (cell.matches("[-+]?\\d.*|\\?")) {
                html.append(" class=\"number\"");
            }
            html.append('>').append(escape(cell)).append("</").append(tag).append('>');
        }
        html.append("</tr>\n");
    }
}
