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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

class CifarBinaryTest {

    private static final int RECORD = 3073;

    @TempDir Path folder;

    /** One record per label; its planes are filled with label + 10, + 20 and + 30. */
    private static byte[] records(int... labels) {
        byte[] file = new byte[labels.length * RECORD];
        for (int i = 0; i < labels.length; i++) {
            int start = i * RECORD;
            file[start] = (byte) labels[i];
            for (int c = 0; c < 3; c++) {
                int plane = start + 1 + c * 1024;
                Arrays.fill(file, plane, plane + 1024, (byte) (labels[i] + 10 * (c + 1)));
            }
        }
        return file;
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private DataSource read() throws IOException {
        return DataSource.of("cifar10", folder, 0);
    }

    @Test
    void readsOneTrainingFile() throws IOException {
        write("train_batch.bin.gz", Gzip.compress(records(3, 9)));
        byte[] test = records(4);
        test[1 + 1024 + 5 * 32 + 7] = (byte) 255;
        write("test_batch.bin", test);
        DataSource source = read();
        assertThat(source.classes()).isEqualTo(10);
        assertThat(source.labels().get(4)).isEqualTo("deer");
        assertThat(source.shape()).isEqualTo(new ImageShape(3, 32, 32));
        assertThat(source.trainImages().size()).isEqualTo(2);
        assertThat(source.trainImages().label(1)).isEqualTo(9);
        assertThat(Arrays.copyOfRange(source.trainImages().pixels(1), 1023, 1025))
                .containsExactly(19, 29);
        INDArray features = source.test(8).next().getFeatures();
        assertThat(features.shape()).containsExactly(1, 3, 32, 32);
        assertThat(features.getFloat(0, 0, 5, 7)).isEqualTo(14 / 255f);
        assertThat(features.getFloat(0, 1, 5, 7)).isEqualTo(1f);
        assertThat(features.getFloat(0, 2, 5, 7)).isEqualTo(34 / 255f);
    }

    @Test
    void readsFiveTrainingFilesInOrder() throws IOException {
        for (int i = 1; i <= 5; i++) {
            write("data_batch_" + i + ".bin", records(i, 0));
        }
        write("test_batch.bin", records(1));
        ImageSet train = read().trainImages();
        assertThat(train.size()).isEqualTo(10);
        for (int i = 0; i < 5; i++) {
            assertThat(train.label(2 * i)).isEqualTo(i + 1);
            assertThat(train.pixels(2 * i)[3071]).isEqualTo((byte) (i + 31));
            assertThat(train.label(2 * i + 1)).isZero();
        }
    }

    @Test
    void saysWhichFilesAreMissing() throws IOException {
        write("data_batch_1.bin", records(1));
        write("data_batch_4.bin.gz", records(1));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataFormatException.class)
                .hasMessage(
                        folder
                                + ": expected data_batch_1.bin to data_batch_5.bin, or"
                                + " train_batch.bin (plain or .gz), found no data_batch_2.bin,"
                                + " data_batch_3.bin, data_batch_5.bin and no train_batch.bin");
        write("train_batch.bin", records(1));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataFormatException.class)
                .hasMessage(
                        folder + ": expected test_batch.bin (plain or .gz), found none of them");
    }

    @Test
    void saysThatTheLengthIsWrong() throws IOException {
        write("train_batch.bin", Arrays.copyOf(records(1, 2), 2 * RECORD - 3));
        write("test_batch.bin", records(1));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataFormatException.class)
                .hasMessage(
                        folder.resolve("train_batch.bin")
                                + ": expected a positive multiple of 3073 bytes, found 6143 bytes ="
                                + " 1 records and 3070 bytes");
        write("train_batch.bin", new byte[0]);
        assertThatThrownBy(this::read)
                .isInstanceOf(DataFormatException.class)
                .hasMessageEndingWith("found 0 bytes = 0 records and 0 bytes");
    }

    @Test
    void saysWhichLabelIsWrong() throws IOException {
        write("train_batch.bin", records(1, 10));
        write("test_batch.bin", records(1));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataFormatException.class)
                .hasMessage(
                        folder.resolve("train_batch.bin")
                                + ": expected labels 0 to 9, found label 10 in record 1");
    }
}
