/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CutoutTest {

    private record Centre(int y, int x) {}

    /** Sets the square around a centre to 0, literally. */
    private static double[][][] obvious(double[][][] image, int side, Centre centre) {
        double[][][] result = new double[image.length][][];
        for (int c = 0; c < image.length; c++) {
            result[c] = new double[image[c].length][];
            for (int y = 0; y < image[c].length; y++) {
                result[c][y] = image[c][y].clone();
                for (int x = 0; x < image[c][y].length; x++) {
                    boolean inRows = y >= centre.y - side / 2 && y < centre.y + side / 2;
                    boolean inColumns = x >= centre.x - side / 2 && x < centre.x + side / 2;
                    if (inRows && inColumns) {
                        result[c][y][x] = 0;
                    }
                }
            }
        }
        return result;
    }

    /** The centre, from the extent of the zeros in an image without other zeros. */
    private static Centre centre(double[][][] image, int side) {
        int top = Integer.MAX_VALUE;
        int bottom = -1;
        int left = Integer.MAX_VALUE;
        int right = -1;
        for (int y = 0; y < image[0].length; y++) {
            for (int x = 0; x < image[0][y].length; x++) {
                if (image[0][y][x] == 0) {
                    top = Math.min(top, y);
                    bottom = Math.max(bottom, y + 1);
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                }
            }
        }
        return new Centre(
                top > 0 ? top + side / 2 : bottom - side / 2,
                left > 0 ? left + side / 2 : right - side / 2);
    }

    @ParameterizedTest
    @MethodSource("io.github.vernier.examples.data.Layouts#withFormatsAndTypes")
    void clearsOneClippedSquareInEveryLayout(Layouts layout, CNN2DFormat format, DataType type) {
        INDArray before = Layouts.distinct(type, 30, 3, 9, 8);
        INDArray features = layout.lay(Layouts.to(format, before));
        Layouts.apply(new Cutout(4, 5, format), features);
        INDArray after = Layouts.from(format, features);
        for (int i = 0; i < 30; i++) {
            double[][][] image = Layouts.image(after, i);
            Centre centre = centre(image, 4);
            assertThat(Arrays.deepEquals(image, obvious(Layouts.image(before, i), 4, centre)))
                    .as("image %d is cut out around %s", i, centre)
                    .isTrue();
        }
        INDArray plain = before.dup('c');
        Layouts.apply(new Cutout(4, 5), plain);
        assertThat(after).isEqualTo(plain);
    }

    @Test
    void centresAreUniformOverAllPixels() {
        int n = 512;
        int rounds = 40;
        int[][] counts = new int[32][32];
        Cutout cutout = new Cutout(16, 9);
        for (int round = 0; round < rounds; round++) {
            INDArray features = Nd4j.ones(DataType.FLOAT, n, 1, 32, 32);
            Layouts.apply(cutout, features);
            for (int i = 0; i < n; i++) {
                Centre centre = centre(Layouts.image(features, i), 16);
                counts[centre.y][centre.x]++;
            }
        }
        double expected = n * rounds / 1024.0;
        double chiSquare =
                Arrays.stream(counts)
                        .flatMapToInt(Arrays::stream)
                        .mapToDouble(c -> (c - expected) * (c - expected) / expected)
                        .sum();
        // Chi-square with 1023 degrees of freedom: 99.9 % of draws lie below 1168.
        assertThat(chiSquare).isBetween(890.0, 1168.0);
    }

    @Test
    void isIndependentOfACropWithTheSameSeed() {
        int n = 400;
        INDArray cropped = Nd4j.ones(DataType.FLOAT, n, 1, 9, 9);
        INDArray cut = Nd4j.ones(DataType.FLOAT, n, 1, 9, 9);
        Layouts.apply(new PadCropFlip(4, false, 1), cropped);
        Layouts.apply(new Cutout(2, 1), cut);
        double sumOfProducts = 0;
        for (int i = 0; i < n; i++) {
            // Both draw one of nine rows first; the crop's is visible as its black rows.
            double[][][] image = Layouts.image(cropped, i);
            int blackOnTop = 0;
            while (Arrays.stream(image[0][blackOnTop]).sum() == 0) {
                blackOnTop++;
            }
            int blackBelow = 0;
            while (Arrays.stream(image[0][8 - blackBelow]).sum() == 0) {
                blackBelow++;
            }
            int y = centre(Layouts.image(cut, i), 2).y;
            sumOfProducts += (blackBelow - blackOnTop) * (double) (y - 4);
        }
        // Each is uniform on -4 … 4 with variance 20/3: four standard errors of the correlation.
        assertThat(Math.abs(sumOfProducts / n / (20 / 3.0))).isLessThan(4 / Math.sqrt(n));
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> new Cutout(5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cutout of side 5: expected a positive even number");
        assertThatThrownBy(() -> new Cutout(0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cutout of side 0: expected a positive even number");
        assertThatThrownBy(() -> new Cutout(2, 0).startEpoch(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("epoch -1: expected at least 0");
    }
}
