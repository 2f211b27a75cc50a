package dev.roster.xds;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one client has of one resource: whether it asked for it by name, and the versions last sent, accepted and
 * rejected, each kept apart (P11). Not thread-safe: belongs to its stream.
 */
final class ResourceState {
    /** A resource goes back and forth between few versions, and each costs the client's words. */
    private static final int MOST_REJECTIONS = 4;

    boolean subscribed;

    @Nullable String sent;

    @Nullable String accepted;

    /** The versions that were rejected and not accepted later, the newest first. */
    private List<Rejection> rejections = List.of();

    /** An acceptance is the last word on a version, also after a rejection. */
    void accept(String version) {
        accepted = version;
        if (rejects(version)) {
            rejections = others(version).toList();
        }
    }

    /**
     * A response is rejected as a whole: that takes back no version which the client accepted before, and says nothing
     * of a resource that was withdrawn since.
     */
    void reject(String version, String words) {
        if (sent != null && !version.equals(accepted)) {
            rejections = Stream.concat(Stream.of(new Rejection(version, words)), others(version))
                    .limit(MOST_REJECTIONS)
                    .toList();
        }
    }

    private Stream<Rejection> others(String version) {
        return rejections.stream().filter(rejection -> !rejection.version().equals(version));
    }

    boolean rejects(@Nullable String version) {
        return rejections.stream().anyMatch(rejection -> rejection.version().equals(version));
    }

    /** Whether the client accepted what it was sent last, and rejects nothing. */
    boolean isSettled() {
        return rejections.isEmpty() && Objects.equals(sent, accepted);
    }

    /** What the client said of this version, or else of the one that it rejected last. */
    Optional<Rejection> rejection(@Nullable String version) {
        return rejections.stream()
                .filter(rejection -> rejection.version().equals(version))
                .findFirst()
                .or(() -> rejections.stream().findFirst());
    }

    /** Whether the client has this version, and has not said yet what it makes of it. */
    boolean isOpen(String version) {
        return version.equals(sent) && !version.equals(accepted) && !rejects(version);
    }

    /** The client was told that the resource is gone: one that comes back is new to it (P18). */
    void removed() {
        sent = null;
        accepted = null;
        rejections = List.of();
    }

    /** Whether a push of this version would tell the client something new; what it rejected is not sent again (P12). */
    boolean wants(String version) {
        return !version.equals(sent) && !rejects(version);
    }

    /** A version that the client rejected, and its words on it. Immutable. */
    record Rejection(String version, String words) {}
}
