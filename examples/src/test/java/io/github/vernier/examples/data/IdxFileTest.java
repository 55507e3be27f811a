/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxFileTest {

    private static final byte[] LABELS = {0, 0, 8, 1, 0, 0, 0, 3, 7, 0, (byte) 200};
    private static final byte[] IMAGES = {
        0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, (byte) 128, (byte) 254, (byte) 255
    };

    @TempDir Path folder;
    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("some-idx-ubyte");
    }

    private void assertImagesFail(byte[] content, String message) throws IOException {
        Files.write(file, content);
        assertThatThrownBy(() -> IdxFile.readImages(file))
                .isInstanceOf(DataFormatException.class)
                .hasMessage(file + ": " + message);
    }

    private static byte[] with(byte[] content, int index, int value) {
        byte[] changed = content.clone();
        changed[index] = (byte) value;
        return changed;
    }

    @Test
    void readsPlainLabels() throws IOException {
        Files.write(file, LABELS);
        IdxFile labels = IdxFile.readLabels(file);
        assertThat(labels.count()).isEqualTo(3);
        assertThat(labels.dimensions()).containsExactly(3);
        assertThat(labels.values()).containsExactly(7, 0, 200);
    }

    @Test
    void readsCompressedImagesWhateverTheNameSays() throws IOException {
        Files.write(file, Gzip.compress(IMAGES));
        IdxFile images = IdxFile.readImages(file);
        assertThat(images.count()).isEqualTo(2);
        assertThat(images.dimensions()).containsExactly(2, 1, 3);
        assertThat(images.values()).containsExactly(1, 2, 3, 128, 254, 255);
    }

    @Test
    void readsPlainImagesNamedGz() throws IOException {
        Path misnamed = folder.resolve("x.gz");
        Files.write(misnamed, IMAGES);
        assertThat(IdxFile.readImages(misnamed).count()).isEqualTo(2);
    }

    @Test
    void saysWhatIsWrongWithTheMagicNumber() throws IOException {
        assertImagesFail(
                with(IMAGES, 0, 0x50),
                "expected an IDX file, which begins with two zero bytes, found 0x50 0x00");
        assertImagesFail(
                with(IMAGES, 2, 0x0D),
                "expected IDX type code 0x08 (unsigned byte), found 0x0D (float)");
        assertImagesFail(
                with(IMAGES, 2, 0x77),
                "expected IDX type code 0x08 (unsigned byte), found 0x77 (unknown)");
        assertImagesFail(LABELS, "expected 3 dimensions (count, height, width), found 1");
        Files.write(file, IMAGES);
        assertThatThrownBy(() -> IdxFile.readLabels(file))
                .isInstanceOf(DataFormatException.class)
                .hasMessage(file + ": expected 1 dimension (labels), found 3");
    }

    @Test
    void saysWhereTheFileEnds() throws IOException {
        assertImagesFail(
                Arrays.copyOf(IMAGES, IMAGES.length - 2),
                "expected 6 values after the header [2, 1, 3], found only 4 (truncated)");
        assertImagesFail(
                Arrays.copyOf(IMAGES, 9),
                "expected 12 bytes of an IDX header, found only 5 (truncated)");
        assertImagesFail(
                new byte[0], "expected 4 bytes of an IDX header, found only 0 (truncated)");
        assertImagesFail(
                Arrays.copyOf(IMAGES, IMAGES.length + 1),
                "expected 6 values after the header [2, 1, 3], found more bytes after them");
    }

    @Test
    void saysWhichSizeIsImpossible() throws IOException {
        assertImagesFail(
                with(IMAGES, 4, 0xFF),
                "expected positive sizes with a product below 2^31, found size 4278190082 of"
                        + " dimension 1");
        assertImagesFail(
                with(IMAGES, 11, 0),
                "expected positive sizes with a product below 2^31, found size 0 of dimension 2");
        byte[] huge = with(with(with(IMAGES, 4, 0x7F), 8, 0x7F), 12, 0x7F);
        assertImagesFail(
                huge,
                "expected positive sizes with a product below 2^31, found size 2130706433 of"
                        + " dimension 2");
    }

    @Test
    void saysThatACompressedFileIsDamaged() throws IOException {
        byte[] compressed = Gzip.compress(IMAGES);
        Files.write(file, Arrays.copyOf(compressed, compressed.length - 10));
        assertThatThrownBy(() -> IdxFile.readImages(file))
                .isInstanceOf(DataFormatException.class)
                .hasMessageStartingWith(
                        file + ": expected an intact gzip stream, found a damaged one (")
                .hasCauseInstanceOf(IOException.class);
        Files.write(file, with(compressed, compressed.length - 6, 99));
        assertThatThrownBy(() -> IdxFile.readImages(file))
                .isInstanceOf(DataFormatException.class)
                .hasMessageContaining("damaged");
    }
}
