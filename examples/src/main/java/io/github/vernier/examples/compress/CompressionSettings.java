/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.training.DataSelection;
import io.github.vernier.examples.training.InputException;
import io.github.vernier.layers.substitution.Initialization;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Everything that decides a compression's numbers.
 *
 * @param data images to train and test on
 * @param teacher network to be made smaller
 * @param student what is made of it
 * @param training how all are trained
 * @param distillation how the distilled student learns from the teacher; empty for none
 */
public record CompressionSettings(
        DataSelection data,
        Teacher teacher,
        Student student,
        Training training,
        Optional<Distillation> distillation) {

    /** Where the teacher comes from. */
    public sealed interface Teacher {}

    /**
     * A network of the examples, trained first.
     *
     * @param name its name
     * @param epochs passes over the training images
     */
    public record NewTeacher(String name, int epochs) implements Teacher {

        /** Rejects numbers below 1. */
        public NewTeacher {
            InputException.atLeastOne("teacher-epochs", epochs);
        }
    }

    /**
     * A trained model.
     *
     * @param file written by DL4J's {@code ModelSerializer}
     */
    public record SavedTeacher(Path file) implements Teacher {}

    /**
     * The compact network.
     *
     * @param family what replaces convolutions
     * @param budget parameters, or bits of a binary network, as a share of the teacher's, in (0, 1]
     * @param initialization where the compact layers' parameters come from
     * @param keepFirst whether the first convolution stays
     */
    public record Student(
            LayerFamily family, double budget, Initialization initialization, boolean keepFirst) {

        /** Rejects budgets outside (0, 1]. */
        public Student {
            if (!(budget > 0 && budget <= 1)) {
                throw new InputException("budget " + budget + ": expected above 0, at most 1");
            }
        }
    }

    /**
     * Training with Adam; the rate rises over the first twentieth of the iterations and falls along
     * a cosine to 1 % of its peak.
     *
     * @param epochs passes of the students over the training images
     * @param batch images per minibatch
     * @param learningRate peak of Adam's learning rate
     * @param seed of parameters, orders and transforms
     */
    public record Training(int epochs, int batch, double learningRate, long seed) {

        /** Rejects numbers below 1 and rates that are not positive. */
        public Training {
            InputException.atLeastOne("epochs", epochs);
            InputException.atLeastOne("batch", batch);
            if (!(learningRate > 0 && Double.isFinite(learningRate))) {
                throw new InputException(
                        "learning-rate " + learningRate + ": expected a positive number");
            }
        }
    }

    /**
     * Weights of what the student learns from the teacher, by the conventions that are the defaults
     * of {@link io.github.vernier.listeners.distillation.DistillationListener}.
     *
     * @param temperature of the softened outputs, above 0
     * @param alpha share of the loss against the teacher's outputs, in [0, 1]
     * @param beta weight of the attention loss, at least 0
     */
    public record Distillation(double temperature, double alpha, double beta) {

        /** Rejects values out of range. */
        public Distillation {
            if (!(temperature > 0 && Double.isFinite(temperature))) {
                throw new InputException(
                        "kd-temperature " + temperature + ": expected a positive number");
            }
            if (!(alpha >= 0 && alpha <= 1)) {
                throw new InputException("kd-alpha " + alpha + ": expected 0 to 1");
            }
            if (!(beta >= 0 && Double.isFinite(beta))) {
                throw new InputException("at-beta " + beta + ": expected at least 0");
            }
        }
    }
}
