/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.study.ReCuStudy;
import io.github.vernier.examples.study.StudySettings;
import io.github.vernier.examples.training.Protocol;
import io.github.vernier.examples.training.Stop;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code recu}: what the clamp of binary weights does. */
@Command(
        name = "recu",
        versionProvider = Versions.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Trains a residual network with float convolutions, and with binary ones whose clamp"
                    + " stays at quantile 0.85 or 0.99, follows the published schedule, or is off,"
                    + " and compares them.",
            "By the published recipe (SGD with heavy ball, L2 5e-4, cosine) in fewer epochs, and"
                    + " with narrower groups unless --width 16."
        })
final class RecuCommand extends StudyCommand {

    private static final int QUICK_TRAIN = 2000;
    private static final int QUICK_TEST = 500;
    private static final int QUICK_EPOCHS = 2;

    @Mixin private DataOptions data;

    @Option(
            names = "--width",
            paramLabel = "N",
            defaultValue = "8",
            description =
                    "Channels of ResNet-20's first group; published 16, default ${DEFAULT-VALUE}.")
    private int width;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "6",
            description = "Epochs of each network; published 600, default ${DEFAULT-VALUE}.")
    private int epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "64",
            description = "Images per minibatch; published 256, default ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--quick",
            description =
                    "Only to see it run: 2 epochs on at most 2000 images, accuracy on at most 500.")
    private boolean quick;

    /** For picocli. */
    RecuCommand() {
        super(new Stop());
    }

    private int epochs() {
        return quick ? Math.min(epochs, QUICK_EPOCHS) : epochs;
    }

    @Override
    StudySettings settings() {
        Protocol protocol = Protocol.RECU.withBatch(batch).scaledTo(epochs());
        return new StudySettings(
                "ReCU: the clamp of binary weights",
                quick ? data.selection().atMost(QUICK_TRAIN, QUICK_TEST) : data.selection(),
                ReCuStudy.candidates("resnet-20-" + width, epochs()),
                protocol,
                seed);
    }

    @Override
    Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>(data.describe());
        all.put("--width", Integer.toString(width));
        all.put("--epochs", Integer.toString(epochs()));
        all.put("--batch", Integer.toString(batch));
        all.put("--seed", Long.toString(seed));
        all.put("--quick", Boolean.toString(quick));
        return all;
    }
}
