/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import io.github.vernier.examples.compress.EpochPoint;
import io.github.vernier.examples.compress.ModelResult;
import io.github.vernier.examples.compress.Outcome;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Results as comma-separated values; no field needs quoting. */
final class Csv {

    private Csv() {}

    /** One line for each model. */
    static String results(Outcome outcome) {
        return text(
                "model,parameters,mult_adds,bytes,accuracy,ms_per_image",
                outcome.models().stream().map(Csv::result));
    }

    private static List<Object> result(ModelResult model) {
        return List.of(
                model.role().key(),
                model.parameters(),
                model.multAdds().isPresent() ? model.multAdds().getAsLong() : "",
                model.bytes(),
                model.accuracy(),
                model.millisecondsPerImage().isPresent()
                        ? model.millisecondsPerImage().getAsDouble()
                        : "");
    }

    /** One line for each epoch. */
    static String curves(Outcome outcome) {
        return text(
                "model,epoch,loss,test_accuracy,images_per_second",
                outcome.epochs().stream().map(Csv::epoch));
    }

    private static List<Object> epoch(EpochPoint point) {
        return List.of(
                point.role().key(),
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
