/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.compress.CompressionSettings;
import io.github.vernier.examples.compress.CompressionSettings.Distillation;
import io.github.vernier.examples.compress.CompressionSettings.NewTeacher;
import io.github.vernier.examples.compress.CompressionSettings.SavedTeacher;
import io.github.vernier.examples.compress.CompressionSettings.Student;
import io.github.vernier.examples.compress.CompressionSettings.Teacher;
import io.github.vernier.examples.compress.CompressionSettings.Training;
import io.github.vernier.examples.compress.LayerFamily;
import io.github.vernier.examples.training.InferenceTime;
import io.github.vernier.layers.substitution.Initialization;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that decide a compression's numbers. */
final class CompressOptions {

    @Mixin private DataOptions data;

    @ArgGroup private TeacherOptions teacher = new TeacherOptions();

    /** A saved model or a named network, not both. */
    static final class TeacherOptions {
        @Option(
                names = "--model",
                paramLabel = "FILE",
                description = "Trained teacher, a .zip of DL4J's ModelSerializer.")
        private Path model;

        @Option(
                names = "--network",
                paramLabel = "NAME",
                description =
                        "Teacher to be trained: small-cnn, or wrn-<depth>-<widen> such as"
                                + " wrn-16-1; default small-cnn.")
        private String network = "small-cnn";
    }

    @Option(
            names = "--layer",
            paramLabel = "FAMILY",
            defaultValue = "hashed",
            converter = FamilyConverter.class,
            completionCandidates = FamilyConverter.Names.class,
            description =
                    "What replaces convolutions: ${COMPLETION-CANDIDATES}; default"
                            + " ${DEFAULT-VALUE}. Binary layers take signs of weights and of"
                            + " inputs, binary-weight ones inputs as they are.")
    private LayerFamily family;

    @Option(
            names = "--budget",
            paramLabel = "SHARE",
            defaultValue = "0.1",
            description =
                    "Parameters of the student as a share of the teacher's; of binary layers bits,"
                            + " and as few layers become binary as meet it, the largest first;"
                            + " default ${DEFAULT-VALUE}.")
    private double budget;

    @Option(
            names = "--keep-first",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Leave the first convolution as it is; default. Binary layers always leave the"
                            + " last layer in float.")
    private boolean keepFirst;

    @Option(
            names = "--init",
            paramLabel = "FROM",
            defaultValue = "trained",
            converter = InitializationConverter.class,
            description =
                    "Compact layers start from the teacher's weights (trained) or anew (fresh);"
                            + " default ${DEFAULT-VALUE}.")
    private Initialization initialization;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Epochs of each student; default digits and cifar10 6, others 5.")
    private Integer epochs;

    @Option(
            names = "--teacher-epochs",
            paramLabel = "N",
            description = "Epochs of the teacher; default cifar10 6, others 4.")
    private Integer teacherEpochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Images per minibatch; default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--learning-rate",
            paramLabel = "RATE",
            defaultValue = "0.003",
            description = "Peak of Adam's learning rate; default ${DEFAULT-VALUE}.")
    private double learningRate;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--distill",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Train a distilled student as well; default.")
    private boolean distill;

    @Option(
            names = "--kd-temperature",
            paramLabel = "T",
            defaultValue = "4",
            description = "Temperature of the teacher's outputs; default ${DEFAULT-VALUE}.")
    private double temperature;

    @Option(
            names = "--kd-alpha",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            description =
                    "Share of the loss against the teacher's outputs, the rest is against the"
                            + " labels; default ${DEFAULT-VALUE}.")
    private double alpha;

    @Option(
            names = "--at-beta",
            paramLabel = "WEIGHT",
            defaultValue = "20",
            description = "Weight of attention transfer; default ${DEFAULT-VALUE}.")
    private double beta;

    /** For picocli. */
    CompressOptions() {}

    /**
     * The settings.
     *
     * @throws io.github.vernier.examples.training.InputException if a value is out of range
     */
    CompressionSettings settings() {
        return new CompressionSettings(
                data.selection(),
                teacher(),
                new Student(family, budget, initialization, keepFirst),
                new Training(epochs(), batch, learningRate, seed),
                distill
                        ? Optional.of(new Distillation(temperature, alpha, beta))
                        : Optional.empty());
    }

    private Teacher teacher() {
        return teacher.model == null
                ? new NewTeacher(teacher.network, teacherEpochs())
                : new SavedTeacher(teacher.model);
    }

    private int epochs() {
        return epochs == null ? data.defaults().epochs() : epochs;
    }

    private int teacherEpochs() {
        return teacherEpochs == null ? data.defaults().teacherEpochs() : teacherEpochs;
    }

    /** How inference is timed. */
    String timing() {
        return InferenceTime.describe(batch);
    }

    /** Every option by name, as it is in force. */
    Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>(data.describe());
        if (teacher.model == null) {
            all.put("--network", teacher.network);
            all.put("--teacher-epochs", Integer.toString(teacherEpochs()));
        } else {
            all.put("--model", teacher.model.toString());
        }
        all.put("--layer", family.toString());
        all.put("--budget", Double.toString(budget));
        all.put("--keep-first", Boolean.toString(keepFirst));
        all.put("--init", InitializationConverter.name(initialization));
        all.put("--epochs", Integer.toString(epochs()));
        all.put("--batch", Integer.toString(batch));
        all.put("--learning-rate", Double.toString(learningRate));
        all.put("--seed", Long.toString(seed));
        all.put("--distill", Boolean.toString(distill));
        if (distill) {
            all.put("--kd-temperature", Double.toString(temperature));
            all.put("--kd-alpha", Double.toString(alpha));
            all.put("--at-beta", Double.toString(beta));
        }
        return all;
    }

    /** {@code hashed}, {@code hashed-separable}, {@code low-rank} and so on. */
    static final class FamilyConverter implements ITypeConverter<LayerFamily> {
        /** For picocli. */
        FamilyConverter() {}

        @Override
        public LayerFamily convert(String name) {
            for (LayerFamily family : LayerFamily.values()) {
                if (family.toString().equals(name.toLowerCase(Locale.ROOT))) {
                    return family;
                }
            }
            throw new TypeConversionException(
                    "no layer '" + name + "', expected one of " + new Names());
        }

        /** For picocli. */
        static final class Names extends NameList {
            private static final long serialVersionUID = 1L;

            Names() {
                super((Object[]) LayerFamily.values());
            }
        }
    }

    /** {@code trained} and {@code fresh}. */
    static final class InitializationConverter implements ITypeConverter<Initialization> {
        private static final String TRAINED = "trained";
        private static final String FRESH = "fresh";

        /** For picocli. */
        InitializationConverter() {}

        @Override
        public Initialization convert(String name) {
            return switch (name.toLowerCase(Locale.ROOT)) {
                case TRAINED -> Initialization.FROM_TRAINED;
                case FRESH -> Initialization.FRESH;
                default ->
                        throw new TypeConversionException(
                                "no start '" + name + "', expected trained or fresh");
            };
        }

        static String name(Initialization initialization) {
            return initialization == Initialization.FROM_TRAINED ? TRAINED : FRESH;
        }
    }
}
