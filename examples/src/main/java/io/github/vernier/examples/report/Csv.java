/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import io.github.vernier.examples.report.Findings.Measure;
import io.github.vernier.examples.training.EpochPoint;
import io.github.vernier.examples.training.ModelResult;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results as comma-separated values; no field needs quoting. */
final class Csv {

    private Csv() {}

    /** One line for each model. */
    static String results(Findings findings) {
        StringBuilder header =
                new StringBuilder("model,parameters,mult_adds,bytes,accuracy,ms_per_image");
        findings.measures().forEach(measure -> header.append(',').append(measure.name()));
        return text(
                header.toString(),
                findings.models().stream().map(model -> result(model, findings.measures())));
    }

    private static List<Object> result(ModelResult model, List<Measure> measures) {
        List<Object> fields = new ArrayList<>();
        fields.add(model.model().key());
        fields.add(model.parameters());
        fields.add(model.multAdds().isPresent() ? model.multAdds().getAsLong() : "");
        fields.add(model.bytes());
        fields.add(model.accuracy());
        fields.add(
                model.millisecondsPerImage().isPresent()
                        ? model.millisecondsPerImage().getAsDouble()
                        : "");
        for (Measure measure : measures) {
            Double value = measure.values().get(model.model());
            fields.add(value == null ? "" : value);
        }
        return fields;
    }

    /** One line for each epoch. */
    static String curves(Findings findings) {
        return text(
                "model,epoch,loss,test_accuracy,images_per_second",
                findings.epochs().stream().map(Csv::epoch));
    }

    private static List<Object> epoch(EpochPoint point) {
        return List.of(
                point.model().key(),
                point.epoch(),
                point.loss(),
                point.accuracy(),
                point.imagesPerSecond());
    }

    private static String text(String header, Stream<List<Object>> rows) {
        return Stream.concat(Stream.of(header), rows.map(Csv::line))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String line(List<Object> fields) {
        return fields.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
