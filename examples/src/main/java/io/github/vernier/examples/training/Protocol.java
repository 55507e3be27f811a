/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.training;

import io.github.vernier.examples.training.Preparation.Augmentation;
import io.github.vernier.examples.training.RateSchedule.Cosine;
import io.github.vernier.examples.training.RateSchedule.Steps;
import io.github.vernier.layers.updater.HeavyBall;
import java.util.List;
import java.util.Locale;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A published way of training a network.
 *
 * <p>Weight decay is L2 added to the gradient, of weights and biases; DL4J leaves out batch
 * normalization's. Sources: BayesWatch/deficient-efficient main.py; z-hXu/ReCU.
 *
 * @param name what it is called
 * @param optimizer update rule
 * @param rate learning rate
 * @param weightDecay L2 coefficient
 * @param compressedDecay whether compressed parameters get that times the share of the network's
 *     parameters that is left
 * @param epochs length
 * @param batch images per minibatch
 * @param augmentation of the training images
 */
public record Protocol(
        String name,
        Optimizer optimizer,
        RateSchedule rate,
        double weightDecay,
        boolean compressedDecay,
        int epochs,
        int batch,
        Augmentation augmentation)
        implements Recipe {

    private static final double MOMENTUM = 0.9;

    /** Update rules. */
    public enum Optimizer {
        /** SGD with momentum 0.9, not Nesterov's. */
        HEAVY_BALL,
        /** Adam. */
        ADAM
    }

    /** Wide residual networks on CIFAR. */
    public static final Protocol WRN =
            new Protocol(
                    "wrn",
                    Optimizer.HEAVY_BALL,
                    new Steps(0.1, 0.2, List.of(60, 120, 160)),
                    5e-4,
                    true,
                    200,
                    128,
                    Augmentation.CROP_FLIP_CUTOUT);

    /** DARTS on CIFAR-10. */
    public static final Protocol DARTS =
            new Protocol(
                    "darts",
                    Optimizer.HEAVY_BALL,
                    new Cosine(0.025, 0),
                    3e-4,
                    true,
                    600,
                    96,
                    Augmentation.CROP_FLIP_CUTOUT);

    /** WRN-50-2 on ImageNet. */
    public static final Protocol IMAGENET =
            new Protocol(
                    "imagenet",
                    Optimizer.HEAVY_BALL,
                    new Steps(0.1, 0.1, List.of(30, 60)),
                    1e-4,
                    true,
                    90,
                    256,
                    Augmentation.CROP_FLIP);

    /** MobileNetV2 on ImageNet. */
    public static final Protocol MOBILENET_V2 =
            new Protocol(
                    "mobilenet-v2",
                    Optimizer.HEAVY_BALL,
                    new Cosine(0.05, 0),
                    4e-5,
                    true,
                    150,
                    256,
                    Augmentation.CROP_FLIP);

    /** ReCU on CIFAR-10. */
    public static final Protocol RECU =
            new Protocol(
                    "recu",
                    Optimizer.HEAVY_BALL,
                    new Cosine(0.1, 5),
                    5e-4,
                    false,
                    600,
                    256,
                    Augmentation.CROP_FLIP);

    /** ReCU on ImageNet. */
    public static final Protocol RECU_IMAGENET =
            new Protocol(
                    "recu-imagenet",
                    Optimizer.HEAVY_BALL,
                    new Cosine(0.1, 5),
                    1e-4,
                    false,
                    200,
                    512,
                    Augmentation.CROP_FLIP);

    /** ReCU on ImageNet, second of two stages. */
    public static final Protocol RECU_TWO_STAGE =
            new Protocol(
                    "recu-two-stage",
                    Optimizer.ADAM,
                    new Cosine(1e-3, 0),
                    0,
                    false,
                    256,
                    512,
                    Augmentation.CROP_FLIP);

    private static final List<Protocol> ALL =
            List.of(WRN, DARTS, IMAGENET, MOBILENET_V2, RECU, RECU_IMAGENET, RECU_TWO_STAGE);

    /** The names {@link #byName} knows. */
    public static List<String> names() {
        return ALL.stream().map(Protocol::name).toList();
    }

    /**
     * The protocol of that name.
     *
     * @param name one of {@link #names()}
     * @throws InputException if there is none
     */
    public static Protocol byName(String name) {
        return ALL.stream()
                .filter(protocol -> protocol.name().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputException(
                                        "protocol '" + name + "': expected one of " + names()));
    }

    /**
     * The same for another length: what happens at a share of the training happens at that share. A
     * warm-up of less than half an epoch is left out.
     *
     * @param newEpochs at least 1
     */
    public Protocol scaledTo(int newEpochs) {
        InputException.atLeastOne("epochs", newEpochs);
        return new Protocol(
                name,
                optimizer,
                rate.scaled(epochs, newEpochs),
                weightDecay,
                compressedDecay,
                newEpochs,
                batch,
                augmentation);
    }

    /**
     * The same with other minibatches.
     *
     * @param newBatch at least 1
     */
    public Protocol withBatch(int newBatch) {
        InputException.atLeastOne("batch", newBatch);
        return new Protocol(
                name,
                optimizer,
                rate,
                weightDecay,
                compressedDecay,
                epochs,
                newBatch,
                augmentation);
    }

    /** The same with the full weight decay for compressed parameters too. */
    public Protocol withFullDecay() {
        return new Protocol(name, optimizer, rate, weightDecay, false, epochs, batch, augmentation);
    }

    @Override
    public IUpdater updater(int epochs, int iterations) {
        ISchedule schedule = rate.schedule(epochs);
        return switch (optimizer) {
            case HEAVY_BALL -> new HeavyBall(schedule, MOMENTUM);
            case ADAM -> new Adam(schedule);
        };
    }

    @Override
    public double lastRate(int epochs) {
        return rate.schedule(epochs).valueAt(0, epochs - 1);
    }
}
