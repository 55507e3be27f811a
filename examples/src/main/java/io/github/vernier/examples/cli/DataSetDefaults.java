/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Data sets, and for how many epochs a few minutes on two processors allow. */
enum DataSetDefaults {
    /** Drawn on the spot. */
    DIGITS(4, 6),
    /** Handwritten digits. */
    MNIST(4, 5),
    /** Clothes. */
    FASHION(4, 5),
    /** Photographs. */
    CIFAR10(6, 6);

    private final int teacherEpochs;
    private final int epochs;

    DataSetDefaults(int teacherEpochs, int epochs) {
        this.teacherEpochs = teacherEpochs;
        this.epochs = epochs;
    }

    int teacherEpochs() {
        return teacherEpochs;
    }

    int epochs() {
        return epochs;
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
