/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How much of a data set, and for how long, a few minutes on two processors allow. */
enum DataSetDefaults {
    /** Drawn on the spot. */
    DIGITS(4, 5, Integer.MAX_VALUE, Integer.MAX_VALUE),
    /** Handwritten digits. */
    MNIST(4, 5, Integer.MAX_VALUE, Integer.MAX_VALUE),
    /** Clothes. */
    FASHION(2, 2, Integer.MAX_VALUE, Integer.MAX_VALUE),
    /** Photographs. */
    CIFAR10(8, 8, 10_000, 2_000);

    private final int teacherEpochs;
    private final int epochs;
    private final int trainExamples;
    private final int testExamples;

    DataSetDefaults(int teacherEpochs, int epochs, int trainExamples, int testExamples) {
        this.teacherEpochs = teacherEpochs;
        this.epochs = epochs;
        this.trainExamples = trainExamples;
        this.testExamples = testExamples;
    }

    int teacherEpochs() {
        return teacherEpochs;
    }

    int epochs() {
        return epochs;
    }

    int trainExamples() {
        return trainExamples;
    }

    int testExamples() {
        return testExamples;
    }

    /** Name of the data set. */
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return key();
    }

    /** By name. */
    static final class Converter implements ITypeConverter<DataSetDefaults> {
        /** For picocli. */
        Converter() {}

        @Override
        public DataSetDefaults convert(String name) {
            for (DataSetDefaults data : values()) {
                if (data.key().equals(name.toLowerCase(Locale.ROOT))) {
                    return data;
                }
            }
            throw new TypeConversionException(
                    "no data set '" + name + "', expected one of " + new Names());
        }
    }

    /** For picocli. */
    static final class Names extends NameList {
        private static final long serialVersionUID = 1L;

        Names() {
            super((Object[]) values());
        }
    }
}
