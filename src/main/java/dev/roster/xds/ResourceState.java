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

    /** Whether a push of this version would tell the client something new; what it rejected is not sent again (P12). */
    boolean wants(String version) {
        return !version.equals(sent) && !version.equals(rejected);
    }
}
