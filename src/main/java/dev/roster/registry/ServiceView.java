package dev.roster.registry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A service with its endpoints, ordered by id. Immutable. */
public record ServiceView(Service service, List<Endpoint> endpoints) {
    private static final int VERSION_BYTES = 8;

    public ServiceView {
        endpoints =
                endpoints.stream().sorted(Comparator.comparing(Endpoint::id)).toList();
    }

    /** The content's hash: equal views have equal versions on every replica and after every restart. */
    public String version() {
        MessageDigest digest = sha256();
        add(digest, service.name());
        add(digest, service.cluster());
        endpoints.forEach(endpoint -> add(digest, endpoint));
        return HexFormat.of().formatHex(digest.digest(), 0, VERSION_BYTES);
    }

    private static void add(MessageDigest digest, Endpoint endpoint) {
        add(digest, endpoint.id());
        add(digest, endpoint.address());
        add(digest, endpoint.port());
        add(digest, endpoint.weight());
        add(digest, endpoint.priority());
        add(digest, endpoint.locality().region());
        add(digest, endpoint.locality().zone());
        add(digest, endpoint.locality().subZone());
        add(digest, endpoint.health().name());
        add(digest, endpoint.hostname());
        add(digest, endpoint.metadata());
    }

    // Lengths go in as well, so that no two views run together into the same bytes.
    private static void add(MessageDigest digest, @Nullable String text) {
        if (text == null) {
            add(digest, -1);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        add(digest, bytes.length);
        digest.update(bytes);
    }

    private static void add(MessageDigest digest, int number) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
