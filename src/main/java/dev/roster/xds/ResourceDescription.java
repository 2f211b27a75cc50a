package dev.roster.xds;

import dev.roster.snapshot.VersionedResource;
import dev.roster.xds.ResourceState.Rejection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one client has of one resource. Immutable.
 *
 * @param name the name by which the client has it
 * @param ownName the resource's own: another one where the client asked for it by an alias
 * @param sent the version sent last, or none
 * @param accepted the version accepted last, or none
 * @param rejected the current version where it was rejected, or else the one rejected last; none that was accepted later
 * @param error the client's own words on the rejected version, cut when they are very long
 */
public record ResourceDescription(
        String name,
        String ownName,
        Standing standing,
        @Nullable String sent,
        @Nullable String accepted,
        @Nullable String rejected,
        @Nullable String error) {

    /** @param current the version that the client should have, or none when there is no such resource for it */
    static ResourceDescription of(String name, @Nullable String current, @Nullable ResourceState state) {
        Standing standing = Standing.of(state, current);
        if (state == null) {
            return new ResourceDescription(name, name, standing, null, null, null, null);
        }
        Optional<Rejection> rejection = state.rejection(current);
        return new ResourceDescription(
                name,
                name,
                standing,
                state.sent,
                state.accepted,
                rejection.map(Rejection::version).orElse(null),
                rejection.map(Rejection::words).orElse(null));
    }

    /** A resource that the client accepted as it is. */
    public static ResourceDescription synced(String name, VersionedResource resource) {
        String version = resource.version();
        return new ResourceDescription(name, resource.name(), Standing.SYNCED, version, version, null, null);
    }

    /** A name of which the client knows that there is no such resource. */
    public static ResourceDescription absent(String name) {
        return of(name, null, null);
    }

    /** The same of the resource that has this name. */
    ResourceDescription named(String own) {
        return new ResourceDescription(name, own, standing, sent, accepted, rejected, error);
    }
}
