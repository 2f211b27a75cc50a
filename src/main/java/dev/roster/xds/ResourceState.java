package dev.roster.xds;

import org.jspecify.annotations.Nullable;

/**
 * What one client has of one resource: whether it asked for it by name, and the versions last sent, accepted and
 * rejected, each kept apart (P11). Not thread-safe: belongs to its stream.
 */
final class ResourceState {
    boolean subscribed;

    @Nullable String sent;

    @Nullable String accepted;

    @Nullable String rejected;

    /** The client's words on the rejected version. */
    @Nullable String error;

    /** An acceptance is the last word on a version, also after a rejection. */
    void accept(String version) {
        accepted = version;
        if (version.equals(rejected)) {
            rejected = null;
            error = null;
        }
    }

    /**
     * A response is rejected as a whole: that takes back no version which the client accepted before, and says nothing
     * of a resource that was withdrawn since.
     */
    void reject(String version, String words) {
        if (sent != null && !version.equals(accepted)) {
            rejected = version;
            error = words;
        }
    }

    /** Whether the client has this version, and has not said yet what it makes of it. */
    boolean isOpen(String version) {
        return version.equals(sent) && !version.equals(accepted) && !version.equals(rejected);
    }

    /** The client was told that the resource is gone: one that comes back is new to it (P18). */
    void removed() {
        sent = null;
        accepted = null;
        rejected = null;
        error = null;
    }

    /** Whether a push of this version would tell the client something new; what it rejected is not sent again (P12). */
    boolean wants(String version) {
        return !version.equals(sent) && !version.equals(rejected);
    }
}
