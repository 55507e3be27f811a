/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.compress;

import io.github.vernier.examples.compress.CompressionSettings.NewTeacher;
import io.github.vernier.examples.compress.CompressionSettings.SavedTeacher;
import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.data.ImageShape;
import io.github.vernier.examples.networks.Architecture;
import io.github.vernier.examples.networks.Networks;
import io.github.vernier.examples.training.InputException;
import io.github.vernier.examples.training.Network;
import io.github.vernier.examples.training.Preparation;
import io.github.vernier.examples.training.SavedModel;
import io.github.vernier.examples.training.StoredModel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The teacher before its training, or a trained one.
 *
 * @param network the network
 * @param taps layers whose attention can be transferred
 * @param normalization of its inputs
 */
record TeacherStart(Network network, List<String> taps, Optional<DataNormalization> normalization) {

    /**
     * A new network.
     *
     * @throws InputException if there is no network of that name
     */
    static TeacherStart of(NewTeacher teacher, DataSource data, long seed) {
        ImageShape shape = data.shape();
        Architecture architecture;
        try {
            architecture =
                    Networks.byName(
                            teacher.name(),
                            new Networks.ImageShape(
                                    shape.channels(),
                                    shape.height(),
                                    shape.width(),
                                    data.classes()),
                            seed);
        } catch (IllegalArgumentException e) {
            throw new InputException(e.getMessage(), e);
        }
        return new TeacherStart(
                Network.of(architecture.network()),
                architecture.taps(),
                Optional.of(Preparation.standardization(data)));
    }

    /**
     * A trained model that fits the data.
     *
     * @throws InputException if it cannot be read or does not fit
     */
    static TeacherStart of(SavedTeacher teacher, DataSource data) {
        StoredModel model = SavedModel.read(teacher.file());
        Network network = Network.of(model.model());
        checkFits(teacher, network, data);
        return new TeacherStart(
                network, Taps.of(network.activations(blank(data))), model.normalization());
    }

    private static void checkFits(SavedTeacher teacher, Network network, DataSource data) {
        String what = "model " + teacher.file() + ": ";
        INDArray output;
        try {
            output = network.output(blank(data));
            network.cost(Preparation.input(data));
        } catch (RuntimeException e) {
            throw new InputException(
                    what
                            + "expected one that takes images of "
                            + data.shape()
                            + " ("
                            + data.name()
                            + "), but "
                            + firstLine(e),
                    e);
        }
        if (!Arrays.equals(output.shape(), new long[] {1, data.classes()})) {
            throw new InputException(
                    what
                            + "expected "
                            + data.classes()
                            + " classes ("
                            + data.name()
                            + "), but its output for one image has shape "
                            + Arrays.toString(output.shape()));
        }
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static INDArray blank(DataSource data) {
        ImageShape shape = data.shape();
        return Nd4j.zeros(1, shape.channels(), shape.height(), shape.width());
    }
}
