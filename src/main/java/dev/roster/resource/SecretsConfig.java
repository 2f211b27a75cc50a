package dev.roster.resource;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** How secrets are encrypted. */
@ConfigMapping(prefix = "roster.secrets")
public interface SecretsConfig {
    /** The property that holds the keys. */
    String KEYS = "roster.secrets.keys";

    /** Keys as {@code id:base64}, 32 bytes each: the first one encrypts, every one decrypts. */
    Optional<List<String>> keys();
}
