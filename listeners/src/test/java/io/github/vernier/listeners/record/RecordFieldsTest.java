/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.listeners.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordFieldsTest {

    private static byte[] bytes(RecordFields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        fields.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static RecordFields read(byte[] bytes) throws IOException {
        return RecordFields.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }

    private static RecordFields nested(int depth) {
        RecordFields fields = new RecordFields().put("depth", 0);
        for (int i = 1; i <= depth; i++) {
            fields = new RecordFields().put("depth", i).putGroups("inner", List.of(fields));
        }
        return fields;
    }

    /** Payloads are read in portions; these end before, at and after the end of one. */
    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 1 << 21, (1 << 21) + 1, 5_000_000})
    void payloadsOfAnyLengthAreReadBack(int length) throws IOException {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        RecordFields read = read(bytes(new RecordFields().put("b", payload).put("after", 7)));
        assertThat(read.getBytes("b")).isEqualTo(payload);
        assertThat(read.getLong("after", 0)).isEqualTo(7);
    }

    @Test
    void aLengthBeyondTheEndIsAnErrorAndTakesNoMemory() throws IOException {
        byte[] bytes = bytes(new RecordFields().put("b", new byte[4]));
        // The length is the int before the payload.
        bytes[bytes.length - 8] = 0x7F;
        assertThatThrownBy(() -> read(bytes)).isInstanceOf(EOFException.class);
    }

    @Test
    void groupsAreNestedToAPoint() throws IOException {
        RecordFields fields = read(bytes(nested(32)));
        for (int depth = 32; depth > 0; depth--) {
            assertThat(fields.getLong("depth", -1)).isEqualTo(depth);
            fields = fields.getGroups("inner").get(0);
        }
        byte[] deeper = bytes(nested(33));
        assertThatThrownBy(() -> read(deeper))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nested deeper than 32");
    }
}
