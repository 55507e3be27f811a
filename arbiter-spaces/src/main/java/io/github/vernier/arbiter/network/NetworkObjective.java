/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.arbiter.network;

import io.github.vernier.arbiter.execution.Objective;
import io.github.vernier.arbiter.execution.TrialContext;
import io.github.vernier.arbiter.trial.Direction;
import io.github.vernier.arbiter.trial.Goal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Properties;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.factory.Nd4j;

/** Trains a network on a data source of Arbiter and scores it with a score function of Arbiter. */
public final class NetworkObjective implements Objective<Object> {

    private static final long serialVersionUID = 1;

    private final TrialData data;
    private final ScoreFunction score;
    private final String name;
    private final String models;

    private NetworkObjective(Builder builder) {
        this.data = builder.data;
        this.score = builder.score;
        this.name =
                Objects.requireNonNullElseGet(
                        builder.name,
                        () -> score.getClass().getSimpleName().replace("ScoreFunction", ""));
        this.models = builder.models;
    }

    /** Starts with nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** The score's name and direction. */
    public Goal goal() {
        return new Goal(name, score.minimize() ? Direction.MINIMIZE : Direction.MAXIMIZE);
    }

    @Override
    public double evaluate(Object configuration, TrialContext trial) throws Exception {
        try {
            // Dropout and the like draw from this thread's generator.
            Nd4j.getRandom().setSeed(trial.seed());
            TrainableNetwork network = TrainableNetwork.of(configuration);
            network.model().addListeners(new CheckpointListener(trial));
            Object training = data.training();
            double last = Double.NaN;
            for (int epoch = 1; epoch <= network.epochs(); epoch++) {
                network.fit(training);
                last = data.score(score, network.model());
                trial.report(epoch, last);
            }
            if (models != null) {
                trial.savedTo(save(network, trial.id()).toString());
            }
            return last;
        } finally {
            Nd4j.getWorkspaceManager().destroyAllWorkspacesForCurrentThread();
        }
    }

    /** A file is there as a whole or not at all. */
    private Path save(TrainableNetwork network, int trial) throws IOException {
        Path folder = Files.createDirectories(Path.of(models));
        Path file = folder.resolve(trial + ".zip");
        Path aside = folder.resolve(trial + ".zip.part");
        ModelSerializer.writeModel(network.model(), aside.toFile(), true);
        Files.move(
                aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return file;
    }

    /** Options of the objective. */
    public static final class Builder {

        private TrialData data;
        private ScoreFunction score;
        private String name;
        private String models;

        private Builder() {}

        /**
         * Sets what networks are trained and scored on: a source that is made, and reads its data,
         * for each training and for each score.
         *
         * @param data has a public constructor without arguments
         * @param properties what it is configured with
         * @throws IllegalArgumentException if it has no such constructor
         */
        public Builder data(Class<? extends DataSource> data, Properties properties) {
            this.data = new ConfiguredData(data, properties);
            return this;
        }

        /**
         * Sets what networks are trained and scored on: one source for all trials, which can read
         * its data once. Trials that run at a time ask it at a time, each for an iterator of its
         * own; on a cluster it is serialized.
         *
         * @param data ready for use: it is not configured
         */
        public Builder data(DataSource data) {
            this.data = new SharedData(data);
            return this;
        }

        /**
         * Sets what networks are scored with.
         *
         * @param score the score function
         */
        public Builder score(ScoreFunction score) {
            this.score = score;
            return this;
        }

        /**
         * Names the score; after the score function's class if not given.
         *
         * @param name its name, such as {@code accuracy}
         */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /**
         * Saves each complete trial's network, with its updater, as {@code <id>.zip}; on a cluster
         * the folder must be a shared one.
         *
         * @param folder the folder, made if needed
         */
        public Builder saveModels(Path folder) {
            this.models = folder.toAbsolutePath().toString();
            return this;
        }

        /**
         * Makes the objective.
         *
         * @throws IllegalStateException if data or score is missing
         */
        public NetworkObjective build() {
            if (data == null) {
                throw new IllegalStateException("A network's objective needs data");
            }
            if (score == null) {
                throw new IllegalStateException("A network's objective needs a score function");
            }
            return new NetworkObjective(this);
        }
    }
}
