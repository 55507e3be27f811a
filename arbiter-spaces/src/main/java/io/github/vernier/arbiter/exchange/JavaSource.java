/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.exchange;

import io.github.vernier.arbiter.trial.Trial;
import io.github.vernier.arbiter.trial.TrialStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * A trial's network as a Java class that makes it again, and trains it as the trial did.
 *
 * <p>The class has {@code VALUES}, {@code SEED} and {@code EPOCHS} of the trial and the methods
 * {@code configuration()}, {@code network()} and {@code train(iterator)}, and needs nothing but
 * Deeplearning4j and the layers in use. It can have a main method as well.
 */
public final class JavaSource {

    /** A string constant of a class file holds 65535 bytes; a character takes up to 3. */
    private static final int PIECE = 20_000;

    private final Trial trial;
    private final String configuration;
    private final String title;
    private final Optional<String> main;

    private JavaSource(Trial trial, String configuration, String title, Optional<String> main) {
        this.trial = trial;
        this.configuration = configuration;
        this.title = title;
        this.main = main;
    }

    /**
     * Takes a trial.
     *
     * @param store the trial's store
     * @param trial the trial
     * @throws IllegalArgumentException if the trial has no network
     */
    public static JavaSource of(TrialStore store, Trial trial) {
        Optional<String> configuration = store.configuration(trial.id());
        if (configuration.isEmpty()) {
            throw new IllegalArgumentException(
                    "Trial " + trial.id() + " of " + store + " has no network's configuration");
        }
        String title =
                store.study()
                        .map(study -> study.name() + ": " + study.score().name())
                        .orElse("score");
        return new JavaSource(trial, configuration.get(), title, Optional.empty());
    }

    /**
     * The same with a main method, for example one that trains the network again and prints its
     * score.
     *
     * @param statements what it does, in Java; may call the class's methods and throw exceptions
     */
    public JavaSource main(String statements) {
        return new JavaSource(trial, configuration, title, Optional.of(statements));
    }

    /**
     * Writes the class into a source folder.
     *
     * @param sources the folder, to which the package's folders are added
     * @param packageName the class's package, empty for none
     * @param className the class's simple name
     * @return the file
     * @throws IOException if it cannot be written
     */
    public Path write(Path sources, String packageName, String className) throws IOException {
        Path folder = Files.createDirectories(sources.resolve(packageName.replace('.', '/')));
        Path file = folder.resolve(className + ".java");
        return Files.writeString(file, text(packageName, className), StandardCharsets.UTF_8);
    }

    /**
     * The class as text.
     *
     * @param packageName the class's package, empty for none
     * @param className the class's simple name
     * @throws IllegalArgumentException if either is no name in Java
     */
    public String text(String packageName, String className) {
        requireName(packageName, packageName.isEmpty() || SourceVersion.isName(packageName));
        requireName(className, SourceVersion.isIdentifier(className));
        boolean isGraph = configuration.contains("\"networkInputs\"");
        String kind = isGraph ? "ComputationGraph" : "MultiLayer";
        String network = isGraph ? "ComputationGraph" : "MultiLayerNetwork";
        String networkPackage = isGraph ? "graph" : "multilayer";
        return """
                %1$simport java.util.Map;
                import org.deeplearning4j.nn.conf.%2$sConfiguration;
                import org.deeplearning4j.nn.%4$s.%3$s;
                import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
                import org.nd4j.linalg.factory.Nd4j;

                /** Trial %5$d of %6$s%7$s. */
                public final class %8$s {

                    /** The trial's seed. */
                    public static final long SEED = %9$dL;

                    /** Epochs the trial trained. */
                    public static final int EPOCHS = %10$d;

                    /** What the search chose. */
                    public static final Map<String, Object> VALUES =
                            Map.ofEntries(%11$s);

                    private %8$s() {}

                    /** The network's configuration. */
                    public static %2$sConfiguration configuration() {
                        return %2$sConfiguration.fromJson(
                                String.join(
                                        "",
                %12$s));
                    }

                    /** The network, not trained. */
                    public static %3$s network() {
                        Nd4j.getRandom().setSeed(SEED);
                        %3$s network = new %3$s(configuration());
                        network.init();
                        return network;
                    }

                    /** The network, trained as the trial was. */
                    public static %3$s train(DataSetIterator data) {
                        %3$s network = network();
                        for (int epoch = 0; epoch < EPOCHS; epoch++) {
                            network.fit(data);
                        }
                        return network;
                    }
                %13$s}
                """
                .formatted(
                        packageName.isEmpty() ? "" : "package " + packageName + ";\n\n",
                        kind,
                        network,
                        networkPackage,
                        trial.id(),
                        comment(title),
                        trial.objectives().isEmpty() ? "" : " " + trial.objectives(),
                        className,
                        trial.seed(),
                        trial.epochs().isEmpty()
                                ? 1
                                : trial.epochs().get(trial.epochs().size() - 1).epoch(),
                        entries(),
                        pieces(),
                        main.map(JavaSource::mainMethod).orElse(""));
    }

    private static String mainMethod(String statements) {
        return """

                    /** Runs it. */
                    public static void main(String[] arguments) throws Exception {
                %s
                    }
                """
                .formatted(statements.strip().indent(8).stripTrailing());
    }

    private String entries() {
        return trial.values().entrySet().stream()
                .filter(value -> value.getValue() != null)
                .map(JavaSource::entry)
                .collect(Collectors.joining(","));
    }

    private static String entry(Map.Entry<String, Object> value) {
        return "\n                    Map.entry("
                + literal(value.getKey())
                + ", "
                + constant(value.getValue())
                + ")";
    }

    private static String constant(Object value) {
        if (value instanceof Long) {
            return value + "L";
        }
        if (value instanceof Double number && !Double.isFinite(number)) {
            return "Double.valueOf(" + literal(number.toString()) + ")";
        }
        return value instanceof String text ? literal(text) : value.toString();
    }

    private String pieces() {
        List<String> pieces = new ArrayList<>();
        for (int i = 0; i < configuration.length(); i += PIECE) {
            String piece = configuration.substring(i, Math.min(i + PIECE, configuration.length()));
            pieces.add(lines(piece));
        }
        return String.join(",\n", pieces);
    }

    /** A constant of one literal a line of the text, which the compiler joins. */
    private static String lines(String piece) {
        return Stream.of(piece.split("(?<=\n)"))
                .map(JavaSource::literal)
                .collect(Collectors.joining("\n                        + "));
    }

    private static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                default -> {
                    boolean isPlain = c >= ' ' && c < 127;
                    literal.append(isPlain ? String.valueOf(c) : "\\u%04x".formatted((int) c));
                }
            }
        }
        return literal.append('"').toString();
    }

    private static String comment(String text) {
        return text.replace("*/", "* /").replace("\\", "/");
    }

    private static void requireName(String name, boolean isName) {
        if (!isName) {
            throw new IllegalArgumentException("\"" + name + "\" is no name in Java");
        }
    }
}
