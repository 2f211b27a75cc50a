package dev.roster.status;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes are asked for; what is null is any. Immutable.
 *
 * @param group the group that it belongs to
 * @param transport a transport that one of its streams uses
 * @param inSync whether all its streams are in sync
 */
public record NodeFilter(
        @Nullable String group,
        @Nullable String transport,
        @Nullable Boolean inSync) {
    /** Every node. */
    public static final NodeFilter ANY = new NodeFilter(null, null, null);

    boolean matches(Collection<StreamHead> streams) {
        return (group == null
                        || streams.stream().anyMatch(stream -> stream.group().equals(group)))
                && (transport == null
                        || streams.stream()
                                .anyMatch(stream -> stream.transport().equals(transport)))
                && (inSync == null || inSync == streams.stream().allMatch(StreamHead::inSync));
    }
}
