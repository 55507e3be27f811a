/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.serializer.NormalizerSerializer;
import org.nd4j.shade.jackson.databind.ObjectMapper;

/** Reads a model of either kind that {@link ModelSerializer} wrote. */
public final class SavedModel {

    private SavedModel() {}

    /**
     * Reads the model and its normalization.
     *
     * @param file written by DL4J's {@link ModelSerializer}
     * @throws InputException if the file is not there or is no model
     */
    public static StoredModel read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new InputException("model " + file + ": no such file");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new StoredModel(model(file, zip), normalization(file, zip));
        } catch (ZipException e) {
            throw notAModel(file, "it is no zip file", e);
        } catch (IOException e) {
            throw notAModel(file, e.getMessage(), e);
        }
    }

    private static Model model(Path file, ZipFile zip) throws IOException {
        ZipEntry configuration = zip.getEntry(ModelSerializer.CONFIGURATION_JSON);
        if (configuration == null) {
            throw notAModel(file, "no " + ModelSerializer.CONFIGURATION_JSON + " in it", null);
        }
        boolean isGraph;
        try (InputStream json = zip.getInputStream(configuration)) {
            isGraph = new ObjectMapper().readTree(json).has("vertices");
        }
        try {
            return isGraph
                    ? ModelSerializer.restoreComputationGraph(file.toFile(), false)
                    : ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false);
        } catch (RuntimeException e) {
            throw notAModel(file, e.getMessage(), e);
        }
    }

    // DL4J's own method falls back to Java deserialization.
    private static Optional<DataNormalization> normalization(Path file, ZipFile zip)
            throws IOException {
        ZipEntry entry = zip.getEntry(ModelSerializer.NORMALIZER_BIN);
        if (entry == null) {
            return Optional.empty();
        }
        Normalizer<?> normalizer;
        try (InputStream stream = zip.getInputStream(entry)) {
            normalizer = NormalizerSerializer.getDefault().restore(stream);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw notAModel(file, "its normalizer cannot be read: " + e.getMessage(), e);
        }
        if (normalizer instanceof DataNormalization data) {
            return Optional.of(data);
        }
        throw notAModel(
                file,
                "its normalizer is a "
                        + normalizer.getClass().getSimpleName()
                        + ", expected one for a single input",
                null);
    }

    private static InputException notAModel(Path file, String why, Throwable cause) {
        return new InputException(
                "model " + file + ": expected a file of DL4J's ModelSerializer, but " + why, cause);
    }
}
