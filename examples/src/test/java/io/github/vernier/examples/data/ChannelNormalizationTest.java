/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class ChannelNormalizationTest {

    private static final double[] MEAN = {0.5, -2, 10};
    private static final double[] STD = {0.25, 3, 7};

    @ParameterizedTest
    @MethodSource("io.github.vernier.examples.data.Layouts#withFormatsAndTypes")
    void normalizesAndInvertsInEveryLayout(Layouts layout, CNN2DFormat format, DataType type) {
        INDArray before = Layouts.distinct(type, 4, 3, 5, 2);
        INDArray features = layout.lay(Layouts.to(format, before));
        ChannelNormalization normalization = ChannelNormalization.of(MEAN, STD).format(format);
        Layouts.apply(normalization, features);
        INDArray after = Layouts.from(format, features);
        INDArray back = Layouts.from(format, normalization.denormalize(features));
        // A few units in the last place: two operations, each rounded once.
        double tolerance = type == DataType.FLOAT ? 1e-6 : 1e-14;
        for (int i = 0; i < 4; i++) {
            double[][][] original = Layouts.image(before, i);
            double[][][] image = Layouts.image(after, i);
            double[][][] inverse = Layouts.image(back, i);
            for (int c = 0; c < 3; c++) {
                for (int y = 0; y < 5; y++) {
                    for (int x = 0; x < 2; x++) {
                        double expected = (original[c][y][x] - MEAN[c]) / STD[c];
                        assertThat(image[c][y][x])
                                .isCloseTo(expected, within(tolerance * (1 + Math.abs(expected))));
                        assertThat(inverse[c][y][x])
                                .isCloseTo(
                                        original[c][y][x],
                                        within(tolerance * (10 + original[c][y][x])));
                    }
                }
            }
        }
        assertThat(features.dataType()).isEqualTo(type);
    }

    @Test
    void leavesTheRestOfAViewedBatchAlone() {
        INDArray all = Nd4j.ones(DataType.FLOAT, 6, 3, 2, 2);
        Layouts.apply(ChannelNormalization.cifar10(), all.get(NDArrayIndex.interval(2, 4)));
        assertThat(all.get(NDArrayIndex.interval(0, 2)).minNumber().doubleValue()).isEqualTo(1);
        assertThat(all.get(NDArrayIndex.interval(4, 6)).minNumber().doubleValue()).isEqualTo(1);
        assertThat(all.getDouble(2, 2, 1, 1)).isCloseTo((1 - .4465) / .2010, within(1e-6));
    }

    @Test
    void hasThePublishedConstants() {
        assertThat(ChannelNormalization.cifar10().mean()).containsExactly(.4914, .4822, .4465);
        assertThat(ChannelNormalization.cifar10().std()).containsExactly(.2023, .1994, .2010);
        assertThat(ChannelNormalization.darts().mean())
                .containsExactly(.49139968, .48215827, .44653124);
        assertThat(ChannelNormalization.darts().std())
                .containsExactly(.24703233, .24348505, .26158768);
        assertThat(ChannelNormalization.mnist().mean()).containsExactly(.1307);
        assertThat(ChannelNormalization.mnist().std()).containsExactly(.3081);
    }

    @Test
    void measuresOneEpoch() {
        // Channel 0: 0, 51, 102, 153 → 0, .2, .4, .6; channel 1: 255, 255, 255, 0.
        byte[] pixels = {0, 51, (byte) 255, (byte) 255, 102, (byte) 153, (byte) 255, 0};
        ImageSet images = new ImageSet(new ImageShape(2, 1, 2), pixels, new byte[2]);
        ImageIterator iterator = ImageIterator.inOrder(images, List.of("one"), 1);
        ChannelNormalization fitted = ChannelNormalization.fit(iterator);
        assertThat(fitted.mean()[0]).isCloseTo(0.3, within(1e-7));
        assertThat(fitted.mean()[1]).isCloseTo(0.75, within(1e-7));
        assertThat(fitted.std()[0]).isCloseTo(Math.sqrt(0.05), within(1e-7));
        assertThat(fitted.std()[1]).isCloseTo(Math.sqrt(0.1875), within(1e-7));
        assertThat(iterator.hasNext()).isTrue();
    }

    @Test
    void fittedNormalizationGivesMeanZeroAndVarianceOne() {
        DataSource digits =
                new DataSource(
                        "digits",
                        List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
                        SyntheticDigits.train(200, 1),
                        SyntheticDigits.test(10, 1));
        ImageIterator iterator = digits.train(64, 1);
        iterator.setPreProcessor(ChannelNormalization.fit(digits.train(64, 1)));
        ChannelNormalization again = ChannelNormalization.fit(iterator);
        assertThat(again.mean()[0]).isCloseTo(0, within(1e-6));
        assertThat(again.std()[0]).isCloseTo(1, within(1e-6));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> ChannelNormalization.of(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 means and 3 stds: expected one per channel");
        assertThatThrownBy(
                        () -> ChannelNormalization.of(new double[] {0, 1}, new double[] {1, -0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "channel 1: mean 1.0, std -0.5: expected finite numbers and a positive std");
        ImageSet black = new ImageSet(new ImageShape(1, 2, 2), new byte[8], new byte[2]);
        assertThatThrownBy(
                        () ->
                                ChannelNormalization.fit(
                                        ImageIterator.inOrder(black, List.of("one"), 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "channel 0: mean 0.0, std 0.0: expected finite numbers and a positive std");
        ChannelNormalization cifar = ChannelNormalization.cifar10();
        assertThatThrownBy(() -> Layouts.apply(cifar, Nd4j.ones(2, 1, 4, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "features of shape [2, 1, 4, 4], [minibatch, channels, height, width]:"
                                + " expected 3 channels");
        assertThatThrownBy(() -> cifar.denormalize(Nd4j.ones(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "features of shape [2, 3]: expected 4 dimensions, [minibatch, channels,"
                                + " height, width]");
    }
}
