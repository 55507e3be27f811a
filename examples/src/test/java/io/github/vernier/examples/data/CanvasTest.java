/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CanvasTest {

    private static final SplitMix64 UNUSED = new SplitMix64(0);

    private static byte[] develop(Canvas canvas) {
        byte[] image = new byte[25];
        canvas.develop(0, UNUSED, image, 0);
        return image;
    }

    @Test
    void inkFallsOffWithTheDistanceToTheLine() {
        Canvas canvas = new Canvas(5);
        canvas.line(2, -10, 2, 10, 4);
        canvas.ink(1, 2, 1);
        // Coverage (1 - d) / 2 + 1/2 for d = 2, 1, 0, 1, 2.
        assertThat(develop(canvas))
                .startsWith(new byte[] {0, (byte) 128, (byte) 255, (byte) 128, 0});
    }

    @Test
    void lineOfNoLengthIsADot() {
        Canvas canvas = new Canvas(5);
        canvas.line(1, 3, 1, 3, 1);
        canvas.ink(0.5, 1, 0.4);
        byte[] image = develop(canvas);
        assertThat(image[3 * 5 + 1]).isEqualTo((byte) 102);
        image[3 * 5 + 1] = 0;
        assertThat(image).containsOnly(0);
    }

    @Test
    void fainterInkDoesNotCoverStrongerInk() {
        Canvas canvas = new Canvas(5);
        canvas.line(0, 2, 4, 2, 1);
        canvas.ink(0.5, 1, 1);
        canvas.line(2, 0, 2, 4, 1);
        canvas.ink(0.5, 1, 0.2);
        byte[] image = develop(canvas);
        assertThat(image[2 * 5 + 2]).isEqualTo((byte) 255);
        assertThat(image[2]).isEqualTo((byte) 51);
    }
}
