/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vernier.listeners.record.SeriesUpdate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.URI;
import java.util.List;
import org.deeplearning4j.ui.model.storage.impl.SbeStorageMetaData;
import org.junit.jupiter.api.Test;

class PlatformTest {

    private static Object read(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(Platform.RECORDS));
            return in.readObject();
        }
    }

    @Test
    void recordsOfFilesAreLetThrough() throws Exception {
        SeriesUpdate update = new SeriesUpdate("reward", 1, 2);
        update.stamp("s", "w", 3);
        assertThat(((SeriesUpdate) read(update)).getY()).isEqualTo(2);
        SbeStorageMetaData metaData = new SbeStorageMetaData(3, "s", "t", "w", "Init", "Update");
        assertThat(((SbeStorageMetaData) read(metaData)).getTypeID()).isEqualTo("t");
    }

    @Test
    void nothingElseIs() {
        assertThatThrownBy(() -> read(List.of(URI.create("http://localhost"))))
                .isInstanceOf(InvalidClassException.class)
                .hasMessageContaining("REJECTED");
    }
}
