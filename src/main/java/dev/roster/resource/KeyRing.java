package dev.roster.resource;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that secrets are sealed by, by their ids; AES-256 in GCM. Immutable. */
final class KeyRing {
    private static final int KEY_BYTES = 32;

    private final Map<String, Aead> keys;

    private KeyRing(Map<String, Aead> keys) {
        this.keys = keys;
    }

    /** Takes keys as {@code id:base64}, the one that encrypts first. What is wrong is said without the key. */
    static KeyRing of(List<String> written) {
        Map<String, Aead> keys = new LinkedHashMap<>();
        for (int i = 0; i < written.size(); i++) {
            String place = SecretsConfig.KEYS + "[" + i + "] ";
            String entry = written.get(i).strip();
            int colon = entry.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException(place + "is not of the form id:base64");
            }
            String id = entry.substring(0, colon);
            if (keys.put(id, aead(place, entry.substring(colon + 1))) != null) {
                throw new IllegalArgumentException(place + "has the id " + id + ", which another key has");
            }
        }
        return new KeyRing(keys);
    }

    private static Aead aead(String place, String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            if (key.length == KEY_BYTES) {
                return new AesGcmJce(key);
            }
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            // what it says of the key is for nobody's eyes
        }
        throw new IllegalArgumentException(place + "is not 32 bytes in base64 after its id");
    }

    /** The id of the key that encrypts, if there is any. */
    Optional<String> first() {
        return keys.keySet().stream().findFirst();
    }

    Optional<Aead> key(String id) {
        return Optional.ofNullable(keys.get(id));
    }
}
