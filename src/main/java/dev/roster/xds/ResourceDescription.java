package dev.roster.xds;

import org.jspecify.annotations.Nullable;

/**
 * What one client has of one resource. Immutable.
 *
 * @param sent the version sent last, or none
 * @param accepted the version accepted last, or none
 * @param rejected the version rejected last, unless it was accepted later
 * @param error the client's own words on the rejected version, cut when they are very long
 */
public record ResourceDescription(
        String name,
        Standing standing,
        @Nullable String sent,
        @Nullable String accepted,
        @Nullable String rejected,
        @Nullable String error) {

    static ResourceDescription of(String name, Standing standing, @Nullable ResourceState state) {
        return state == null
                ? new ResourceDescription(name, standing, null, null, null, null)
                : new ResourceDescription(name, standing, state.sent, state.accepted, state.rejected, state.error);
    }

    /** A resource that the client accepted in this version; without one, it knows that there is no such resource. */
    public static ResourceDescription synced(String name, @Nullable String version) {
        return new ResourceDescription(name, Standing.SYNCED, version, version, null, null);
    }
}
