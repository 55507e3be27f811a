/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.search;

import io.github.vernier.arbiter.trial.Study;
import io.github.vernier.arbiter.trial.Trial;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Trials as a table: one line for each, one column for each goal and parameter. */
final class TrialCsv {

    private TrialCsv() {}

    static void write(Study study, List<Trial> trials, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        List<Object> header = new ArrayList<>(List.of("trial", "status"));
        study.goals().forEach(goal -> header.add(goal.name()));
        study.parameters().forEach(parameter -> header.add(parameter.name()));
        line(writer, header);
        for (Trial trial : trials) {
            List<Object> cells = new ArrayList<>(List.of(trial.id(), trial.status()));
            for (int i = 0; i < study.goals().size(); i++) {
                cells.add(i < trial.objectives().size() ? trial.objectives().get(i) : "");
            }
            study.parameters()
                    .forEach(parameter -> cells.add(trial.values().get(parameter.name())));
            line(writer, cells);
        }
        writer.flush();
    }

    private static void line(Writer writer, List<Object> cells) throws IOException {
        writer.write(cells.stream().map(TrialCsv::cell).collect(Collectors.joining(",")));
        writer.write("\r\n");
    }

    /** A text that a spreadsheet might take for a formula gets an apostrophe. */
    private static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        if (value instanceof String && text.matches("[=+@-].*")) {
            text = "'" + text;
        }
        return text.matches("(?s).*[\",\r\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
