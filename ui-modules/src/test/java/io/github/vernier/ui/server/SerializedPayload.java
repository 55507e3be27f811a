/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands for an object that does harm when Java deserialization reads it: it counts. */
final class SerializedPayload implements Serializable {

    static final AtomicInteger READ = new AtomicInteger();

    private static final long serialVersionUID = 1L;

    static byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(new SerializedPayload());
        }
        return bytes.toByteArray();
    }

    private void readObject(ObjectInputStream in) {
        READ.incrementAndGet();
    }
}
