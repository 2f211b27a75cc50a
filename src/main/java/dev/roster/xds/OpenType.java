package dev.roster.xds;

import com.google.protobuf.MessageLite;
import com.google.rpc.Status;
import dev.roster.resource.ResourceType;
import dev.roster.resource.ResourceType.Removal;
import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.snapshot.Viewer;
import java.util.Collection;
import java.util.Optional;

/**
 * A type that the client of a session asked for: ties its {@link TypeStream} to the session. Not thread-safe: belongs
 * to its session.
 */
final class OpenType<Q, R extends MessageLite> implements Channel<R> {
    private final String typeUrl;
    private final Optional<ResourceType> type;
    private final DiscoverySession<Q, R> session;
    private final TypeStream<Q> stream;
    private int reported;

    OpenType(String typeUrl, Variant<Q, R> variant, DiscoverySession<Q, R> session) {
        this.typeUrl = typeUrl;
        this.type = ResourceType.ofUrl(typeUrl);
        this.session = session;
        this.stream = variant.open(typeUrl, this);
    }

    TypeStream<Q> stream() {
        return stream;
    }

    /** A type that is not served has nothing in it (P60). */
    TypeView view(Snapshot snapshot, Viewer viewer) {
        return type.map(known -> snapshot.view(known, viewer)).orElse(TypeView.NOTHING);
    }

    TypeDescription describe(Snapshot snapshot, Viewer viewer) {
        return stream.describe(view(snapshot, viewer));
    }

    boolean removesLast() {
        return type.map(known -> known.removal() == Removal.LAST).orElse(false);
    }

    /** How many more names the client asks for than when last asked. */
    int newSubscriptions() {
        int difference = stream.subscriptions() - reported;
        reported += difference;
        return difference;
    }

    int reported() {
        return reported;
    }

    @Override
    public String nonce() {
        return session.nonce();
    }

    @Override
    public long now() {
        return session.now();
    }

    @Override
    public boolean overdue(long sentAt) {
        return session.overdue(sentAt);
    }

    @Override
    public void send(R response, int resources, boolean pushed) {
        session.send(typeUrl, response, new SessionObserver.Response(resources, response.getSerializedSize(), pushed));
    }

    @Override
    public void told(Collection<VersionedResource> news) {
        if (type.equals(Optional.of(ResourceType.CLUSTER))) {
            session.clustersSent(news);
        }
    }

    @Override
    public void acked(Sent sent) {
        session.observer()
                .acked(session.info(), typeUrl, new SessionObserver.Acknowledged(sent.pushed(), now() - sent.since()));
    }

    @Override
    public void nacked(Sent sent, Status error) {
        session.observer()
                .nacked(
                        session.info(),
                        typeUrl,
                        new SessionObserver.Rejected(sent.versions().keySet(), error.getMessage()));
    }
}
