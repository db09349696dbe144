package org.lazymmu.cache;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What an entry is found by.
 *
 * @param kind   what the entry holds, lower case letters
 * @param digest everything that its content depends on, as a SHA-256 in hexadecimal
 */
public record Key(String kind, String digest) {
    public Key {
        if (!kind.matches("[a-z]+") || !digest.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no key: " + kind + " " + digest);
        }
    }

    /** A key made of texts, in order. */
    public static Key of(String kind, String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return new Key(kind, HexFormat.of().formatHex(digest.digest()));
    }

    /** The digest that keys are made with. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    String fileName() {
        return kind + "-" + digest;
    }
}
