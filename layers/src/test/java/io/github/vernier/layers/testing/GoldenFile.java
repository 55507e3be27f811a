/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.layers.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A file of golden vectors: from the folder {@code -Dvernier.golden} names (with the family as a
 * subfolder, or the files themselves; relative to the project's root), or the copy among the test
 * resources.
 */
public final class GoldenFile {

    private GoldenFile() {}

    /** The cases of a file such as {@code hashed_conv.json} of a family such as {@code compact}. */
    public static List<JsonNode> cases(String family, String file) {
        List<JsonNode> cases = new ArrayList<>();
        read(family, file).get("cases").forEach(cases::add);
        if (cases.isEmpty()) {
            throw new IllegalStateException(file + " has no cases");
        }
        return cases;
    }

    /** The names of a family's files, in order. */
    public static List<String> names(String family) {
        try (Stream<Path> files = Files.list(folder(family))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder(String family) {
        String given = System.getProperty("vernier.golden", "");
        if (given.isBlank()) {
            return Path.of(
                    URI.create(GoldenFile.class.getResource("/golden/" + family).toString()));
        }
        Path root = Path.of(System.getProperty("vernier.root", "")).resolve(given);
        Path inFamily = root.resolve(family);
        return Files.exists(inFamily) ? inFamily : root;
    }

    /** A whole file. */
    public static JsonNode read(String family, String file) {
        try (InputStream in = open(family, file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String family, String file) throws IOException {
        String folder = System.getProperty("vernier.golden", "");
        if (folder.isBlank()) {
            return GoldenFile.class.getResourceAsStream("/golden/" + family + "/" + file);
        }
        Path root = Path.of(System.getProperty("vernier.root", "")).resolve(folder);
        Path inFamily = root.resolve(family).resolve(file);
        return Files.newInputStream(Files.exists(inFamily) ? inFamily : root.resolve(file));
    }

    /** A tensor {@code {"shape": [...], "data": [...]}}. */
    public static INDArray tensor(JsonNode node, DataType type) {
        double[] data = new double[node.get("data").size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = node.get("data").get(i).asDouble();
        }
        long[] shape =
                StreamSupport.stream(node.get("shape").spliterator(), false)
                        .mapToLong(JsonNode::asLong)
                        .toArray();
        return Nd4j.createFromArray(data).reshape('c', shape).castTo(type);
    }

    /** The integers of a table of the same layout. */
    public static int[] table(JsonNode node) {
        return StreamSupport.stream(node.get("data").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }
}
