package dev.roster.xds;

import com.google.rpc.Status;
import dev.roster.snapshot.VersionedResource;
import dev.roster.xds.SessionObserver.Reason;
import java.util.Collection;
import java.util.Set;

/** What a {@link TypeStream} needs of its session. */
interface Channel<R> {
    /** A nonce that this stream has not used. */
    String nonce();

    /** How many names the client may ask for yet. */
    Allowance allowance();

    /** Nanoseconds of the session's clock. */
    long now();

    /** Whether a response sent then should have been answered by now. */
    boolean overdue(long sentAt);

    void send(R response, int resources, Reason reason);

    /** For how many nanoseconds what is gone stays with the client at least, where that is withdrawn late. */
    long retireAfter();

    /** Whether the client understands a time to live in a state-of-the-world response. */
    boolean takesTtl();

    /** Notes that the client was sent these resources, which it did not have in this version or asked for again. */
    void told(Collection<VersionedResource> news);

    void acked(Sent sent);

    /** The client rejected a response because of one or more of these resources. */
    void nacked(Set<String> names, String words);

    /** What the client says of a version that it rejects. */
    String words(Status error);
}
