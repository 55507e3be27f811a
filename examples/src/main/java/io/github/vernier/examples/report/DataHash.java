/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.examples.report;

import io.github.vernier.examples.data.DataSource;
import io.github.vernier.examples.data.ImageSet;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Identifies images and labels by their content. */
public final class DataHash {

    private DataHash() {}

    /**
     * SHA-256 over all training and then all test images: pixels, then label, of each in its order.
     *
     * @param data the images
     * @return 64 hexadecimal digits
     */
    public static String of(DataSource data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, data.trainImages());
            add(digest, data.testImages());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private static void add(MessageDigest digest, ImageSet images) {
        for (int i = 0; i < images.size(); i++) {
            digest.update(images.pixels(i));
            digest.update((byte) images.label(i));
        }
    }
}
