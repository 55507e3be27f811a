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
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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

    /** A whole file. */
    public static JsonNode read(String family, String file) {
        try (InputStream in = open(family, file)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The names of a family's files, in order.
     *
     * @param glob which, such as {@code recu_*.json}
     * @return file names for {@link #read}; none if the folder that the property names has none
     */
    public static List<String> files(String family, String glob) {
        try {
            Path folder = folder(family);
            if (folder != null) {
                return list(folder, glob);
            }
            URI resources =
                    GoldenFile.class.getClassLoader().getResource("golden/" + family).toURI();
            if (resources.getScheme().equals("file")) {
                return list(Path.of(resources), glob);
            }
            try (FileSystem archive = FileSystems.newFileSystem(resources, Map.of())) {
                return list(archive.getPath("golden", family), glob);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> list(Path folder, String glob) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        Collections.sort(names);
        return names;
    }

    /** The folder that the property names, for a family; null if it names none. */
    private static Path folder(String family) {
        String folder = System.getProperty("vernier.golden", "");
        if (folder.isBlank()) {
            return null;
        }
        Path root = Path.of(System.getProperty("vernier.root", "")).resolve(folder);
        Path inFamily = root.resolve(family);
        return Files.isDirectory(inFamily) ? inFamily : root;
    }

    private static InputStream open(String family, String file) throws IOException {
        Path folder = folder(family);
        return folder == null
                ? GoldenFile.class.getResourceAsStream("/golden/" + family + "/" + file)
                : Files.newInputStream(folder.resolve(file));
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
