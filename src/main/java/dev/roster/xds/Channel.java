package dev.roster.xds;

import com.google.rpc.Status;
import dev.roster.snapshot.VersionedResource;
import java.util.Collection;

/** What a {@link TypeStream} needs of its session. */
interface Channel<R> {
    /** A nonce that this stream has not used. */
    String nonce();

    /** Nanoseconds of the session's clock. */
    long now();

    /** Whether a response sent then should have been answered by now. */
    boolean overdue(long sentAt);

    void send(R response, Collection<VersionedResource> resources, boolean pushed);

    void acked(Sent sent);

    void nacked(Sent sent, Status error);
}
