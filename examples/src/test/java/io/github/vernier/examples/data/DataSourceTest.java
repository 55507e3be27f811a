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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataSourceTest {

    private static ImageSet images(int side, int... labels) {
        byte[] bytes = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            bytes[i] = (byte) labels[i];
        }
        return new ImageSet(
                new ImageShape(1, side, side), new byte[labels.length * side * side], bytes);
    }

    @Test
    void digitsNeedNoFolder() throws IOException {
        DataSource digits = DataSource.of("digits", null, 5);
        assertThat(digits.name()).isEqualTo("digits");
        assertThat(digits.classes()).isEqualTo(10);
        assertThat(digits.labels()).startsWith("0", "1").endsWith("9");
        assertThat(digits.shape()).isEqualTo(new ImageShape(1, 28, 28));
        assertThat(digits.trainImages().size()).isEqualTo(8000);
        assertThat(digits.testImages().size()).isEqualTo(2000);
        assertThat(digits.testImages().pixels(7)).isEqualTo(SyntheticDigits.test(8, 5).pixels(7));
    }

    @Test
    void limitKeepsTheFirstExamplesAndToleratesTooMuch() throws IOException {
        DataSource digits = DataSource.of("digits", null, 5);
        DataSource few = digits.limit(30, 100_000);
        assertThat(few.trainImages().size()).isEqualTo(30);
        assertThat(few.testImages().size()).isEqualTo(2000);
        assertThat(few.trainImages().pixels(29)).isEqualTo(digits.trainImages().pixels(29));
        assertThatThrownBy(() -> few.trainImages().pixels(30))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> digits.limit(0, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("0 images: expected at least one");
    }

    @Test
    void saysWhichNamesAreKnown() {
        assertThatThrownBy(() -> DataSource.of("svhn", null, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data set 'svhn': expected one of [digits, mnist, fashion, cifar10]");
    }

    @Test
    void saysThatAFolderIsNeeded(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> DataSource.of("cifar10", null, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("data set 'cifar10': expected a folder with its files, got none");
        Path missing = folder.resolve("no");
        assertThatThrownBy(() -> DataSource.of("mnist", missing, 1))
                .isInstanceOf(DataFormatException.class)
                .hasMessage(missing + ": expected a folder, found nothing of that name");
        Path file = Files.write(folder.resolve("f"), new byte[1]);
        assertThatThrownBy(() -> DataSource.of("mnist", file, 1))
                .isInstanceOf(DataFormatException.class)
                .hasMessage(file + ": expected a folder, found a file");
    }

    @Test
    void looksIntoTheSubfolderOfTheSetsName(@TempDir Path folder) throws IOException {
        Path inner = Files.createDirectory(folder.resolve("fashion"));
        assertThatThrownBy(() -> DataSource.of("fashion", folder, 1))
                .isInstanceOf(DataFormatException.class)
                .hasMessageStartingWith(inner + ": expected t10k-images-idx3-ubyte");
        assertThatThrownBy(() -> DataSource.of("mnist", folder, 1))
                .isInstanceOf(DataFormatException.class)
                .hasMessageStartingWith(folder + ": expected t10k-images-idx3-ubyte");
    }

    @Test
    void checksThatTheSetsFitTogether() {
        List<String> names = List.of("no", "yes");
        assertThatThrownBy(() -> new DataSource("x", names, images(2, 0), images(3, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x: test images of 1x3x3: expected the training images' 1x2x2");
        assertThatThrownBy(() -> new DataSource("x", names, images(2, 0, 1), images(2, 1, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x: image 1 has label 2: expected 0 to 1");
        assertThatThrownBy(() -> new ImageSet(new ImageShape(1, 2, 2), new byte[7], new byte[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("7 pixel values: expected 2 labels times 1x2x2 = 8");
    }

    @Test
    void shapeIsPositiveAndFitsAnArray() {
        assertThat(new ImageShape(3, 32, 16).size()).isEqualTo(1536);
        assertThatThrownBy(() -> new ImageShape(3, 0, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("image shape 3x0x2: expected positive sizes");
        assertThatThrownBy(() -> new ImageShape(1 << 30, 1 << 30, 16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "image shape 1073741824x1073741824x16: expected fewer than 2^31 values");
    }
}
