package dev.roster.xds;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How what a client has of a resource stands to what it should have, in the words of Envoy's client status discovery; each is
 * graver than those before it.
 */
public enum Standing {
    /** It accepted the current version, or was told that there is none. */
    SYNCED,
    /** The current version, or that the resource is gone, was not sent yet. */
    NOT_SENT,
    /** The current version was sent and is not answered yet. */
    STALE,
    /** It rejected the current version. */
    ERROR;

    /** @param current the version that the client should have, or none when there is no such resource for it */
    static Standing of(@Nullable ResourceState state, @Nullable String current) {
        if (state == null) {
            return current == null ? SYNCED : NOT_SENT;
        }
        if (Objects.equals(current, state.accepted)) {
            return SYNCED;
        }
        if (current == null) {
            return state.sent == null ? SYNCED : NOT_SENT;
        }
        if (state.rejects(current)) {
            return ERROR;
        }
        return current.equals(state.sent) ? STALE : NOT_SENT;
    }
}
