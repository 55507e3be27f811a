/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import io.github.vernier.examples.networks.ConvFactory;
import io.github.vernier.examples.networks.ConvUnit;
import io.github.vernier.examples.networks.ConvUnits;
import io.github.vernier.examples.networks.Networks;
import io.github.vernier.examples.study.Candidate;
import io.github.vernier.examples.study.StudySettings;
import io.github.vernier.examples.training.InputException;
import io.github.vernier.examples.training.ModelName;
import io.github.vernier.examples.training.Protocol;
import io.github.vernier.examples.training.Stop;
import io.github.vernier.layers.binary.ExponentialTau;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.schedule.FixedSchedule;
import org.nd4j.linalg.schedule.ISchedule;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code train}: one network by a published protocol. */
@Command(
        name = "train",
        versionProvider = Versions.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Trains a network, with convolutions of one's choice, by a published protocol.")
final class TrainCommand extends StudyCommand {

    private static final String BINARY = "binary";

    @Mixin private DataOptions data;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            defaultValue = "resnet-20",
            description = "One of " + Networks.NAMES + "; default ${DEFAULT-VALUE}.")
    private String network;

    @Option(
            names = "--layer",
            paramLabel = "NAME",
            defaultValue = "Conv",
            description =
                    "What its convolutions are: Conv, Sep, binary, HashedDecimate, SepHashed_0.2 and"
                            + " so on (a wrong name prints all); default ${DEFAULT-VALUE}.")
    private String layer;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "recu",
            description =
                    "Optimizer, rates, weight decay and augmentation: wrn, darts, imagenet,"
                            + " mobilenet-v2, recu, recu-imagenet, recu-two-stage; default"
                            + " ${DEFAULT-VALUE}.")
    private String protocol;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Epochs; the protocol is scaled to them (default: its own).")
    private Integer epochs;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Images per minibatch (default: the protocol's).")
    private Integer batch;

    @Option(
            names = "--full-decay",
            description =
                    "Decay compressed parameters as all others; the protocols wrn, darts, imagenet"
                            + " and mobilenet-v2 multiply their decay by the share of the"
                            + " parameters that is left.")
    private boolean fullDecay;

    @ArgGroup private Tau tau = new Tau();

    /** A constant or a schedule, not both. */
    static final class Tau {
        @Option(
                names = "--tau",
                paramLabel = "QUANTILE",
                description = "Quantile of the binary weights' clamp, all along; 1 is no clamp.")
        private Double constant;

        @ArgGroup(exclusive = false)
        private Schedule schedule = new Schedule();
    }

    /** First and last value. */
    static final class Schedule {
        @Option(
                names = "--tau-start",
                paramLabel = "QUANTILE",
                defaultValue = "0.85",
                description = "The quantile in the first epoch; default ${DEFAULT-VALUE}.")
        private double start = 0.85;

        @Option(
                names = "--tau-end",
                paramLabel = "QUANTILE",
                defaultValue = "0.99",
                description = "The quantile after the last epoch; default ${DEFAULT-VALUE}.")
        private double end = 0.99;
    }

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of everything random; default ${DEFAULT-VALUE}.")
    private long seed;

    /** For picocli. */
    TrainCommand() {
        super(new Stop());
    }

    private Protocol protocol() {
        Protocol published = Protocol.byName(protocol);
        Protocol scaled = epochs == null ? published : published.scaledTo(epochs);
        Protocol batched = batch == null ? scaled : scaled.withBatch(batch);
        return fullDecay ? batched.withFullDecay() : batched;
    }

    private ISchedule tau() {
        return tau.constant == null
                ? new ExponentialTau(tau.schedule.start, tau.schedule.end, protocol().epochs())
                : new FixedSchedule(tau.constant);
    }

    private ConvUnit convolution() {
        try {
            return layer.equals(BINARY) ? ConvFactory.binary(tau()) : ConvUnits.byName(layer);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
    }

    @Override
    StudySettings settings() {
        ModelName name = new ModelName("model", network + ", " + layer);
        return new StudySettings(
                "Training of " + network,
                data.selection(),
                List.of(new Candidate(name, network, convolution())),
                protocol(),
                seed);
    }

    @Override
    Map<String, String> describe() {
        Map<String, String> all = new LinkedHashMap<>(data.describe());
        all.put("--network", network);
        all.put("--layer", layer);
        if (layer.equals(BINARY)) {
            all.put("tau", tau().toString());
        }
        all.put("--protocol", protocol);
        all.put("--epochs", Integer.toString(protocol().epochs()));
        all.put("--batch", Integer.toString(protocol().batch()));
        all.put("--full-decay", Boolean.toString(fullDecay));
        all.put("--seed", Long.toString(seed));
        return all;
    }
}
