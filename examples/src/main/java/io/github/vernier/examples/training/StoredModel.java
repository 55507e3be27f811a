/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * A model and the normalization of its inputs, which DL4J's files keep together.
 *
 * @param model a MultiLayerNetwork or ComputationGraph
 * @param normalization of images in [0, 1]; empty if the model takes them as they are
 */
public record StoredModel(Model model, Optional<DataNormalization> normalization) {

    /**
     * Writes both by {@link ModelSerializer}, without updater state.
     *
     * @param file to be written
     * @throws IOException if that fails
     */
    public void write(Path file) throws IOException {
        File target = file.toFile();
        ModelSerializer.writeModel(model, target, false);
        // Not in one call: the serializer closes the file after the normalizer and writes on.
        normalization.ifPresent(n -> ModelSerializer.addNormalizerToModel(target, n));
    }
}
