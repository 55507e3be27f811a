/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class SyntheticDigitsTest {

    private static long checksum(ImageSet images) {
        CRC32 crc = new CRC32();
        for (int i = 0; i < images.size(); i++) {
            crc.update(images.label(i));
            crc.update(images.pixels(i));
        }
        return crc.getValue();
    }

    @Test
    void sameBytesOnEveryPlatform() {
        assertThat(checksum(SyntheticDigits.train(500, 1))).isEqualTo(1094093048L);
        assertThat(checksum(SyntheticDigits.test(500, 1))).isEqualTo(3005327324L);
        assertThat(checksum(SyntheticDigits.train(500, 2))).isEqualTo(1044801978L);
    }

    @Test
    void exampleDoesNotDependOnHowManyAreDrawn() {
        ImageSet few = SyntheticDigits.train(20, 9);
        ImageSet many = SyntheticDigits.train(200, 9);
        for (int i = 0; i < few.size(); i++) {
            assertThat(few.pixels(i)).isEqualTo(many.pixels(i));
        }
    }

    @Test
    void everyPrefixIsBalanced() {
        ImageSet images = SyntheticDigits.test(35, 1);
        for (int i = 0; i < images.size(); i++) {
            assertThat(images.label(i)).isEqualTo(i % 10);
        }
    }

    @Test
    void noImageIsDrawnTwiceWithinOrAcrossSets() {
        Set<ByteBuffer> seen = new HashSet<>();
        ImageSet train = SyntheticDigits.train(1000, 1);
        ImageSet test = SyntheticDigits.test(1000, 1);
        for (int i = 0; i < 1000; i++) {
            seen.add(ByteBuffer.wrap(train.pixels(i)));
            seen.add(ByteBuffer.wrap(test.pixels(i)));
        }
        assertThat(seen).hasSize(2000);
    }

    @Test
    void digitsAreBrightOnBlackAndInsideTheFrame() {
        ImageSet images = SyntheticDigits.train(500, 3);
        for (int i = 0; i < images.size(); i++) {
            byte[] image = images.pixels(i);
            int bright = 0;
            int edge = 0;
            for (int p = 0; p < image.length; p++) {
                boolean isBright = (image[p] & 0xFF) > 90;
                boolean isEdge = p < 28 || p >= 27 * 28 || p % 28 == 0 || p % 28 == 27;
                bright += isBright ? 1 : 0;
                edge += isBright && isEdge ? 1 : 0;
            }
            assertThat(bright).as("bright pixels of image %d", i).isBetween(10, 330);
            // A stray stroke may run along an edge, a digit may touch it.
            assertThat(edge).as("bright pixels on the edge of image %d", i).isLessThan(20);
        }
    }

    @Test
    void needsAtLeastOne() {
        assertThatThrownBy(() -> SyntheticDigits.train(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 digits: expected at least one");
    }
}
