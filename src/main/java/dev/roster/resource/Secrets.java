package dev.roster.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.crypto.tink.Aead;
import com.google.protobuf.ByteString;
import dev.roster.envoy.InvalidEnvoyJson;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Seals the bodies of secrets for the database and opens them again. A sealed body opens under the key of its own row
 * only: it cannot be moved to another one. Thread-safe.
 */
@Singleton
public final class Secrets {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;
    private static final String SEALED_BY = "sealed_by";
    private static final String SEALED = "sealed";

    private final KeyRing keys;

    public Secrets(SecretsConfig config) {
        keys = KeyRing.of(config.keys().orElse(List.of()));
    }

    /** Made at the start, so that a key that is none ends it. */
    void begin(@Observes StartupEvent event) {}

    /** The id of the key that seals, if there is any. */
    public Optional<String> sealsBy() {
        return keys.first();
    }

    static ByteString newSalt() {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return ByteString.copyFrom(salt);
    }

    /** The body of the row of this key. */
    String seal(ResourceKey key, Opened secret) {
        String id = keys.first().orElseThrow(() -> new RefusedException(new Refusal.NoSecretKey()));
        byte[] plain =
                secret.salt().concat(ByteString.copyFromUtf8(secret.body())).toByteArray();
        return JSON.createObjectNode()
                .put(SEALED_BY, id)
                .put(SEALED, Base64.getEncoder().encodeToString(encrypted(id, plain, key)))
                .toString();
    }

    /** What {@link #seal} was given, if the body was sealed for this row and by a key that is known here. */
    Opened open(ResourceKey key, String body) throws InvalidEnvoyJson {
        try {
            JsonNode sealed = JSON.readTree(body);
            String id = sealed.path(SEALED_BY).asText();
            Aead aead = keys.key(id)
                    .orElseThrow(() -> new InvalidEnvoyJson(
                            "it is sealed by the key " + id + ", which " + SecretsConfig.KEYS + " does not hold"));
            byte[] plain =
                    aead.decrypt(Base64.getDecoder().decode(sealed.path(SEALED).asText()), associated(key));
            ByteString opened = ByteString.copyFrom(plain);
            return new Opened(
                    opened.substring(0, SALT_BYTES),
                    opened.substring(SALT_BYTES).toStringUtf8());
        } catch (JsonProcessingException | IllegalArgumentException | GeneralSecurityException e) {
            throw new InvalidEnvoyJson("it was not sealed for this place, or is damaged");
        }
    }

    /** The same secret sealed by the first key; nothing when it is already, or cannot be opened here. */
    public Optional<StoredResource> sealedAnew(StoredResource stored) {
        try {
            String by = JSON.readTree(stored.body()).path(SEALED_BY).asText();
            if (keys.first().isEmpty() || keys.first().get().equals(by)) {
                return Optional.empty();
            }
            String anew = seal(stored.key(), open(stored.key(), stored.body()));
            return Optional.of(new StoredResource(stored.key(), anew, stored.ttl()));
        } catch (JsonProcessingException | InvalidEnvoyJson e) {
            return Optional.empty(); // stays as it is: somebody may still have its key
        }
    }

    private byte[] encrypted(String id, byte[] plain, ResourceKey key) {
        try {
            return keys.key(id).orElseThrow().encrypt(plain, associated(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not to be had", e);
        }
    }

    private static byte[] associated(ResourceKey key) {
        return ByteString.copyFromUtf8(key.toString()).toByteArray();
    }

    /** A secret in clear: its JSON and the salt of its version. Immutable. */
    record Opened(ByteString salt, String body) {
        @Override
        public String toString() {
            return "Opened[]"; // wherever it may be printed
        }
    }
}
