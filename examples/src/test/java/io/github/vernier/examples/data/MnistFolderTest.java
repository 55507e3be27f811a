/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class MnistFolderTest {

    private static final List<String> NAMES = List.of("a", "b", "c");

    @TempDir Path folder;

    /** Image i is {@code first + i} in all {@code height · 2} pixels. */
    private static byte[] images(int count, int height, int first) {
        ByteBuffer file = ByteBuffer.allocate(16 + count * height * 2);
        file.putInt(0x0803).putInt(count).putInt(height).putInt(2);
        for (int i = 0; i < count * height * 2; i++) {
            file.put((byte) (first + i / (height * 2)));
        }
        return file.array();
    }

    private static byte[] labels(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(8 + labels.length);
        file.putInt(0x0801).putInt(labels.length);
        for (int label : labels) {
            file.put((byte) label);
        }
        return file.array();
    }

    private void write(String name, byte[] content) throws IOException {
        Files.write(folder.resolve(name), content);
    }

    private DataSource read() throws IOException {
        return MnistFolder.read("mnist", NAMES, folder);
    }

    private void writeTest() throws IOException {
        write("t10k-images-idx3-ubyte", images(2, 3, 50));
        write("t10k-labels-idx1-ubyte", labels(0, 2));
    }

    @Test
    void readsBothSetsUnderAnyOfTheirNames() throws IOException {
        write("train-images.idx3-ubyte", images(3, 3, 10));
        write("train-labels.idx1-ubyte.gz", Gzip.compress(labels(2, 1, 0)));
        write("t10k-images-idx3-ubyte.gz", Gzip.compress(images(2, 3, 50)));
        write("t10k-labels-idx1-ubyte", labels(0, 2));
        DataSource source = read();
        assertThat(source.name()).isEqualTo("mnist");
        assertThat(source.labels()).isEqualTo(NAMES);
        assertThat(source.shape()).isEqualTo(new ImageShape(1, 3, 2));
        assertThat(source.trainImages().size()).isEqualTo(3);
        assertThat(source.trainImages().label(0)).isEqualTo(2);
        assertThat(source.trainImages().pixels(2)).containsOnly(12);
        assertThat(source.testImages().size()).isEqualTo(2);
        assertThat(source.testImages().label(1)).isEqualTo(2);
        assertThat(source.testImages().pixels(1)).containsOnly(51);
    }

    @Test
    void splitsTheTestSetIfThereIsNoTrainingSetAndSaysSo() throws IOException {
        int[] labels = new int[100];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i % 3;
        }
        write("t10k-images-idx3-ubyte", images(100, 1, 0));
        write("t10k-labels-idx1-ubyte", labels(labels));

        Logger logger = (Logger) LoggerFactory.getLogger(MnistFolder.class);
        Level before = logger.getLevel();
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(events);
        DataSource source;
        try {
            source = read();
        } finally {
            logger.detachAppender(events);
            logger.setLevel(before);
        }
        assertThat(events.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "mnist: no training files in "
                                + folder
                                + "; the 100 images of t10k are split into 80 to train on and 20"
                                + " held out");

        Set<Integer> seen = new HashSet<>();
        for (ImageSet set : List.of(source.trainImages(), source.testImages())) {
            for (int i = 0; i < set.size(); i++) {
                int image = set.pixels(i)[0];
                assertThat(set.label(i)).isEqualTo(image % 3);
                seen.add(image);
            }
        }
        assertThat(source.trainImages().size()).isEqualTo(80);
        assertThat(source.testImages().size()).isEqualTo(20);
        assertThat(seen).hasSize(100);
        DataSource again = read();
        for (int i = 0; i < 20; i++) {
            assertThat(again.testImages().pixels(i)).isEqualTo(source.testImages().pixels(i));
        }
    }

    @Test
    void doesNotSplitIfHalfOfTheTrainingSetIsThere() throws IOException {
        writeTest();
        write("train-images-idx3-ubyte", images(3, 3, 10));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataFormatException.class)
                .hasMessage(
                        folder
                                + ": expected train-labels-idx1-ubyte or train-labels.idx1-ubyte"
                                + " (plain or .gz), found none of them");
    }

    @Test
    void saysWhatWasLookedFor() {
        assertThatThrownBy(this::read)
                .isInstanceOf(DataFormatException.class)
                .hasMessage(
                        folder
                                + ": expected t10k-images-idx3-ubyte or t10k-images.idx3-ubyte"
                                + " (plain or .gz), found none of them");
    }

    @Test
    void saysThatLabelsAndImagesDifferInNumber() throws IOException {
        writeTest();
        write("t10k-labels-idx1-ubyte", labels(0, 2, 1));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataFormatException.class)
                .hasMessage(
                        folder.resolve("t10k-labels-idx1-ubyte")
                                + ": expected 2 labels, one per image of t10k-images-idx3-ubyte,"
                                + " found 3");
    }

    @Test
    void saysWhichLabelHasNoName() throws IOException {
        writeTest();
        write("t10k-labels-idx1-ubyte", labels(0, 255));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataFormatException.class)
                .hasMessage(
                        folder.resolve("t10k-labels-idx1-ubyte")
                                + ": expected labels 0 to 2, found label 255 at index 1");
    }

    @Test
    void saysThatTheTwoSetsHaveDifferentShapes() throws IOException {
        writeTest();
        write("train-images-idx3-ubyte", images(1, 4, 0));
        write("train-labels-idx1-ubyte", labels(0));
        assertThatThrownBy(this::read)
                .isInstanceOf(DataFormatException.class)
                .hasMessage(
                        folder.resolve("t10k-images-idx3-ubyte")
                                + ": expected images of the training set's shape 1x4x2, found"
                                + " 1x3x2");
    }

    @Test
    void saysThatThereIsTooLittleToSplit() throws IOException {
        writeTest();
        assertThatThrownBy(this::read)
                .isInstanceOf(DataFormatException.class)
                .hasMessage(
                        folder
                                + ": expected the train files, or at least 5 t10k images to split,"
                                + " found 2 t10k images");
    }
}
