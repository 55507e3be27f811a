/*
 * Copyright the Vernier authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package io.github.vernier.ui.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A secret that everyone is asked for, and the cookie that browsers get instead of it.
 *
 * <p>Both are compared in a time that does not depend on where they differ. The cookie is drawn
 * anew at each start and does not tell the token.
 */
public final class Token {

    /** Name of the cookie. */
    static final String COOKIE = "vernier";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 24;

    private final byte[] secret;
    private final String cookie = random();
    private final byte[] cookieHash = hash(cookie);

    Token(String secret) {
        this.secret = hash(secret);
    }

    /**
     * A new token.
     *
     * @return 32 letters, digits, hyphens and underscores from 192 random bits
     */
    public static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Whether a text is the token; null is not. */
    boolean matches(String text) {
        return text != null && MessageDigest.isEqual(secret, hash(text));
    }

    /** Whether a cookie is the one that was handed out; null is not. */
    boolean matchesCookie(String value) {
        return value != null && MessageDigest.isEqual(cookieHash, hash(value));
    }

    /**
     * What a browser is told to keep: not to be read by scripts, not to be sent from other sites.
     */
    String setCookie() {
        return COOKIE + "=" + cookie + "; Path=/; HttpOnly; SameSite=Lax";
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
