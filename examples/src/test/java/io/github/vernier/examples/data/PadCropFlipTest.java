/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class PadCropFlipTest {

    private record Draw(int dy, int dx, boolean mirrored) {}

    /** Pad, crop and mirror, literally. */
    private static double[][][] obvious(double[][][] image, int pad, Draw draw) {
        int channels = image.length;
        int height = image[0].length;
        int width = image[0][0].length;
        double[][][] result = new double[channels][height][width];
        for (int c = 0; c < channels; c++) {
            double[][] padded = new double[height + 2 * pad][width + 2 * pad];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    padded[y + pad][x + pad] = image[c][y][x];
                }
            }
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int from = draw.mirrored ? width - 1 - x : x;
                    result[c][y][x] = padded[y + draw.dy][from + draw.dx];
                }
            }
        }
        return result;
    }

    /** The only draw that explains the result. */
    private static Draw explain(double[][][] before, double[][][] after, int pad) {
        List<Draw> explanations = new ArrayList<>();
        for (int dy = 0; dy <= 2 * pad; dy++) {
            for (int dx = 0; dx <= 2 * pad; dx++) {
                for (boolean mirrored : new boolean[] {false, true}) {
                    Draw draw = new Draw(dy, dx, mirrored);
                    if (Arrays.deepEquals(obvious(before, pad, draw), after)) {
                        explanations.add(draw);
                    }
                }
            }
        }
        assertThat(explanations).hasSize(1);
        return explanations.get(0);
    }

    @ParameterizedTest
    @MethodSource("io.github.vernier.examples.data.Layouts#withFormatsAndTypes")
    void isAPaddedCropPossiblyMirroredInEveryLayout(
            Layouts layout, CNN2DFormat format, DataType type) {
        INDArray before = Layouts.distinct(type, 30, 3, 7, 6);
        INDArray features = layout.lay(Layouts.to(format, before));
        Layouts.apply(new PadCropFlip(2, true, 5, format), features);
        INDArray after = Layouts.from(format, features);
        List<Draw> draws = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            draws.add(explain(Layouts.image(before, i), Layouts.image(after, i), 2));
        }
        // The draws do not depend on how the batch lies in memory.
        INDArray plain = before.dup('c');
        Layouts.apply(new PadCropFlip(2, true, 5), plain);
        assertThat(after).isEqualTo(plain);
        assertThat(draws).extracting(Draw::mirrored).contains(true, false);
    }

    @Test
    void drawsAreUniform() {
        int n = 200;
        int rounds = 50;
        INDArray before = Layouts.distinct(DataType.FLOAT, n, 1, 5, 4);
        PadCropFlip crop = new PadCropFlip(2, true, 11);
        Map<Draw, Integer> counts = new HashMap<>();
        for (int round = 0; round < rounds; round++) {
            INDArray features = before.dup();
            Layouts.apply(crop, features);
            for (int i = 0; i < n; i++) {
                counts.merge(
                        explain(Layouts.image(before, i), Layouts.image(features, i), 2),
                        1,
                        Integer::sum);
            }
        }
        double expected = n * rounds / 50.0;
        assertThat(counts).hasSize(50);
        double chiSquare =
                counts.values().stream()
                        .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                        .sum();
        // 99.9 % quantile of chi-square with 49 degrees of freedom.
        assertThat(chiSquare).isLessThan(85.4);
    }

    @Test
    void withoutFlipTheWindowsAreTheSame() {
        INDArray before = Layouts.distinct(DataType.FLOAT, 40, 1, 6, 6);
        INDArray flipped = before.dup();
        INDArray straight = before.dup();
        Layouts.apply(new PadCropFlip(2, true, 3), flipped);
        Layouts.apply(new PadCropFlip(2, false, 3), straight);
        for (int i = 0; i < 40; i++) {
            Draw a = explain(Layouts.image(before, i), Layouts.image(flipped, i), 2);
            Draw b = explain(Layouts.image(before, i), Layouts.image(straight, i), 2);
            assertThat(b.mirrored).isFalse();
            assertThat(b.dy).isEqualTo(a.dy);
        }
    }

    @Test
    void noPadAndNoFlipIsTheIdentity() {
        INDArray features = Layouts.distinct(DataType.DOUBLE, 4, 2, 3, 5);
        INDArray before = features.dup();
        Layouts.apply(new PadCropFlip(0, false, 3), features);
        assertThat(features).isEqualTo(before);
    }

    @Test
    void windowBesideTheImageIsBlack() {
        // A pad far above the image's size: nearly every window misses it.
        INDArray features = Nd4j.ones(DataType.FLOAT, 50, 1, 2, 2);
        Layouts.apply(new PadCropFlip(100, true, 3), features);
        assertThat(features.sumNumber().doubleValue()).isLessThan(4);
    }

    @Test
    void leavesTheRestOfAViewedBatchAlone() {
        INDArray all = Nd4j.valueArrayOf(new long[] {6, 1, 3, 3}, 7.0, DataType.FLOAT);
        Layouts.apply(new PadCropFlip(3, true, 3), all.get(NDArrayIndex.interval(2, 4)));
        assertThat(all.get(NDArrayIndex.interval(0, 2)).minNumber().doubleValue()).isEqualTo(7);
        assertThat(all.get(NDArrayIndex.interval(4, 6)).minNumber().doubleValue()).isEqualTo(7);
        assertThat(all.get(NDArrayIndex.interval(2, 4)).minNumber().doubleValue()).isZero();
    }

    @Test
    void worksInsideAWorkspace() {
        INDArray before = Layouts.distinct(DataType.FLOAT, 5, 2, 4, 4);
        INDArray expected = before.dup('c');
        Layouts.apply(new PadCropFlip(1, true, 3), expected);
        for (Layouts layout : Layouts.values()) {
            try (MemoryWorkspace workspace =
                    Nd4j.getWorkspaceManager().getAndActivateWorkspace("crop")) {
                INDArray features = layout.lay(before);
                Layouts.apply(new PadCropFlip(1, true, 3), features);
                assertThat(features.isAttached()).isTrue();
                assertThat(features).as("%s in %s", layout, workspace).isEqualTo(expected);
            }
        }
    }

    @Test
    void drawsDependOnSeedEpochAndPositionButNotOnTheBatches() {
        INDArray before = Layouts.distinct(DataType.FLOAT, 12, 1, 6, 6);
        PadCropFlip crop = new PadCropFlip(2, true, 3);
        INDArray whole = before.dup();
        Layouts.apply(crop, whole);
        INDArray next = before.dup();
        Layouts.apply(crop, next);
        assertThat(next).isNotEqualTo(whole);

        crop.reset();
        INDArray pieces = before.dup();
        Layouts.apply(crop, pieces.get(NDArrayIndex.interval(0, 5)));
        Layouts.apply(crop, pieces.get(NDArrayIndex.interval(5, 12)));
        assertThat(pieces).isEqualTo(whole);

        crop.startEpoch(1);
        INDArray second = before.dup();
        Layouts.apply(crop, second);
        assertThat(second).isNotEqualTo(whole);
        INDArray otherSeed = before.dup();
        Layouts.apply(new PadCropFlip(2, true, 4), otherSeed);
        assertThat(otherSeed).isNotEqualTo(whole);
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> new PadCropFlip(-1, true, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pad -1: expected at least 0");
        PadCropFlip crop = new PadCropFlip(1, true, 0);
        assertThatThrownBy(() -> Layouts.apply(crop, Nd4j.ones(3, 16)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "PadCropFlip: features of shape [3, 16]: expected 4 dimensions,"
                                + " [minibatch, channels, height, width]");
        assertThatThrownBy(() -> Layouts.apply(crop, Nd4j.ones(DataType.INT32, 1, 1, 2, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PadCropFlip: features of type INT: expected a floating-point type");
        assertThatThrownBy(() -> crop.preProcess(new DataSet()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("PadCropFlip: minibatch without features");
    }
}
