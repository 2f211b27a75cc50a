package dev.roster.xds;

import com.google.protobuf.MessageLite;
import com.google.rpc.Status;
import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Removal;
import dev.roster.envoy.ResourceType.Sotw;
import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.snapshot.Viewer;
import dev.roster.xds.SessionObserver.Reason;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A type that the client of a session asked for: ties its {@link TypeStream} to the session. Not thread-safe: belongs
 * to its session.
 */
final class OpenType<Q, R extends MessageLite> implements Channel<R> {
    private final String typeUrl;
    /** The type, if it is served on streams like this one. */
    private final Optional<ResourceType> type;

    private final DiscoverySession<Q, R> session;
    private final TypeStream<Q> stream;
    private int reported;
    private boolean isNew = true;
    private @Nullable Long heldSince;

    OpenType(String typeUrl, Variant<Q, R> variant, DiscoverySession<Q, R> session) {
        this.typeUrl = typeUrl;
        this.type = ResourceType.ofUrl(typeUrl).filter(known -> variant.isDelta() || known.sotw() != Sotw.NEVER);
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

    /** When a resource that is gone is withdrawn from the client. */
    Removal removal() {
        return type.map(ResourceType::removal).orElse(Removal.IN_TURN);
    }

    /** Whether it has a stream of its own: what becomes of the types that refer to it is not seen there. */
    boolean isAlone() {
        return session.isOfOneType();
    }

    /** Whether something of this type was not sent or not answered yet, and that not for too long. */
    boolean isUnsettled() {
        return stream.behind() || stream.state().answers().awaitsAny();
    }

    /** Whether a resource of this type may lead to others. */
    boolean refers() {
        return type.filter(ResourceType::refers).isPresent();
    }

    /** Whether other types wait until what is sent of this one is answered (P41). */
    boolean isFollowed() {
        return removal() == Removal.LAST || refers();
    }

    /**
     * Whether it goes on to wait for what comes before it: changes there hold it up for no longer than one that is not
     * answered, though each of them is answered in time (P38).
     */
    boolean isHeld(boolean waits) {
        if (!waits || !stream.behind()) {
            heldSince = null;
            return waits;
        }
        if (heldSince == null) {
            heldSince = now();
        }
        return !overdue(heldSince);
    }

    /** Whether the client goes on with something of this type that may lead to what is gone, for it rejected what follows. */
    boolean isOutdated(Snapshot snapshot, Viewer viewer) {
        return !isAlone() && refers() && stream.rejects(view(snapshot, viewer));
    }

    /** How many more names the client asks for than when last asked. */
    int newSubscriptions() {
        int difference = stream.state().asked().named() - reported;
        reported += difference;
        return difference;
    }

    /** Whether its first request was only now taken in; asked once. */
    boolean isNew() {
        boolean wasNew = isNew;
        isNew = false;
        return wasNew;
    }

    /** The client asks for nothing any more. */
    void closed() {
        session.observer().subscriptions(typeUrl, -reported);
    }

    @Override
    public String nonce() {
        return session.nonce();
    }

    @Override
    public Allowance allowance() {
        return session.allowance();
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
    public void send(R response, int resources, Reason reason) {
        session.send(typeUrl, response, new SessionObserver.Response(reason, resources, response.getSerializedSize()));
    }

    @Override
    public long retireAfter() {
        return session.retireAfter();
    }

    @Override
    public boolean takesTtl() {
        return session.info().takesTtl();
    }

    @Override
    public void told(Collection<VersionedResource> news) {
        session.told(news);
    }

    @Override
    public void acked(Sent sent) {
        session.observer()
                .acked(
                        session.info(),
                        typeUrl,
                        new SessionObserver.Acknowledged(
                                sent.cause().reason(), now() - sent.cause().since()));
    }

    @Override
    public void nacked(Set<String> names, String words) {
        session.observer().nacked(session.info(), typeUrl, new SessionObserver.Rejected(names, words));
    }

    @Override
    public String words(Status error) {
        return ClientWords.of(typeUrl, error.getMessage());
    }
}
