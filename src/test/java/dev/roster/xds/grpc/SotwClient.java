package dev.roster.xds.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A state-of-the-world xDS client that does exactly what a test tells it. It answers nothing by itself; of each type it
 * remembers, as the protocol wants it, the names subscribed to, the newest nonce and the version accepted last. Not
 * thread-safe: one test drives it.
 */
public final class SotwClient implements AutoCloseable {
    private static final int INVALID_ARGUMENT = 3;

    private final Wire<DiscoveryRequest, DiscoveryResponse> wire;
    private final Map<WireType, List<String>> names = new EnumMap<>(WireType.class);
    private final Map<WireType, DiscoveryResponse> newest = new EnumMap<>(WireType.class);
    private final Map<WireType, String> accepted = new EnumMap<>(WireType.class);
    private Optional<Node> node = Optional.empty();
    private WireType type;

    private SotwClient(Wire<DiscoveryRequest, DiscoveryResponse> wire, WireType type) {
        this.wire = wire;
        this.type = type;
    }

    /** Opens an aggregated stream. */
    public static SotwClient aggregated(int port) {
        return new SotwClient(
                new Wire<>(port, AggregatedDiscoveryServiceGrpc.getStreamAggregatedResourcesMethod()), WireType.CDS);
    }

    /** Opens a stream of the service for this type alone. */
    public static SotwClient of(WireType type, int port) {
        return new SotwClient(new Wire<>(port, type.sotw()), type);
    }

    /** Who the client says it is, on the next request alone. */
    public SotwClient node(String id, String cluster) {
        node = Optional.of(Node.newBuilder().setId(id).setCluster(cluster).build());
        return this;
    }

    /** The version that the client says it accepted on an earlier stream. */
    public SotwClient initialVersion(WireType of, String version) {
        accepted.put(of, version);
        return this;
    }

    /** Asks for exactly these names from now on; without a name for all, where the type has that. */
    public SotwClient subscribe(WireType of, String... all) {
        names.put(of, List.of(all));
        return on(of).send(request().build());
    }

    /** The type that the next expectations are about. */
    public SotwClient on(WireType of) {
        type = of;
        return this;
    }

    /** Any request at all, as it stands. */
    public SotwClient send(DiscoveryRequest request) {
        wire.send(request);
        return this;
    }

    /** Accepts the response of the type that came last. */
    public SotwClient ack() {
        accepted.put(type, last().getVersionInfo());
        return send(request().build());
    }

    /** Rejects the response of the type that came last: the version stays the one accepted before. */
    public SotwClient nack(String reason) {
        Status error =
                Status.newBuilder().setCode(INVALID_ARGUMENT).setMessage(reason).build();
        return send(request().setErrorDetail(error).build());
    }

    /** The next response of the type brings exactly these resources, in any order. */
    public SotwClient expectResources(String... expected) {
        DiscoveryResponse next =
                wire.next(type.name(), response -> response.getTypeUrl().equals(type.url()));
        newest.put(type, next);
        assertThat(next.getResourcesList()).extracting(type::name).containsExactlyInAnyOrder(expected);
        return this;
    }

    /** The next response of the type says that there is nothing. */
    public SotwClient expectEmpty() {
        return expectResources();
    }

    /** No response of any type comes within this time. */
    public SotwClient expectNothingFor(Duration time) {
        assertThat(wire.poll(any -> true, time)).isEmpty();
        return this;
    }

    public SotwClient expectStatus(Code code) {
        var status = wire.end();
        assertThat(status.getCode()).as(status.toString()).isEqualTo(code);
        return this;
    }

    public SotwClient halfClose() {
        wire.halfClose();
        return this;
    }

    /** The response of the type that was expected last. */
    public DiscoveryResponse last() {
        return newest.getOrDefault(type, DiscoveryResponse.getDefaultInstance());
    }

    /** The resource of this name in the response that was expected last. */
    public Any resource(String name) {
        return last().getResourcesList().stream()
                .filter(resource -> type.name(resource).equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All responses of all types, in the order in which they came. */
    public List<DiscoveryResponse> received() {
        return wire.received();
    }

    private DiscoveryRequest.Builder request() {
        var request = DiscoveryRequest.newBuilder()
                .setTypeUrl(type.url())
                .setVersionInfo(accepted.getOrDefault(type, ""))
                .setResponseNonce(last().getNonce())
                .addAllResourceNames(names.getOrDefault(type, List.of()));
        node.ifPresent(request::setNode);
        node = Optional.empty();
        return request;
    }

    @Override
    public void close() {
        wire.close();
    }
}
