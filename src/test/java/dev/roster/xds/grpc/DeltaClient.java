package dev.roster.xds.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.rpc.Status;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.grpc.Status.Code;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A delta xDS client that does exactly what a test tells it, so that the test reads like a transcript:
 * {@code client.subscribe(CDS, "*").expectResources("a").ack()}. It answers nothing by itself, and whatever is expected
 * is expected of the type named last. Not thread-safe: one test drives it.
 */
public final class DeltaClient implements AutoCloseable {
    private static final int INVALID_ARGUMENT = 3;

    private final Wire<DeltaDiscoveryRequest, DeltaDiscoveryResponse> wire;
    private Optional<Node> node = Optional.empty();
    private Map<String, String> initialVersions = Map.of();
    private WireType type;
    private DeltaDiscoveryResponse last = DeltaDiscoveryResponse.getDefaultInstance();

    private DeltaClient(Wire<DeltaDiscoveryRequest, DeltaDiscoveryResponse> wire, WireType type) {
        this.wire = wire;
        this.type = type;
    }

    /** Opens an aggregated stream. */
    public static DeltaClient aggregated(int port) {
        return new DeltaClient(
                new Wire<>(port, AggregatedDiscoveryServiceGrpc.getDeltaAggregatedResourcesMethod()), WireType.CDS);
    }

    /** Opens a stream of the service for this type alone. */
    public static DeltaClient of(WireType type, int port) {
        return new DeltaClient(new Wire<>(port, type.delta()), type);
    }

    /** Who the client says it is, on the next request alone. */
    public DeltaClient node(String id, String cluster) {
        node = Optional.of(Node.newBuilder().setId(id).setCluster(cluster).build());
        return this;
    }

    /** What the client says it still holds, on the next request alone. */
    public DeltaClient initialVersions(Map<String, String> versions) {
        initialVersions = Map.copyOf(versions);
        return this;
    }

    public DeltaClient subscribe(WireType of, String... names) {
        return on(of).send(
                        request().addAllResourceNamesSubscribe(List.of(names)).build());
    }

    public DeltaClient unsubscribe(WireType of, String... names) {
        return on(of).send(
                        request().addAllResourceNamesUnsubscribe(List.of(names)).build());
    }

    /** The type that the next expectations are about; of several types at once, each has its turn. */
    public DeltaClient on(WireType of) {
        type = of;
        return this;
    }

    /** Any request at all, as it stands. */
    public DeltaClient send(DeltaDiscoveryRequest request) {
        wire.send(request);
        return this;
    }

    /** Accepts the response that came last. */
    public DeltaClient ack() {
        return send(request().setResponseNonce(last.getNonce()).build());
    }

    /** Rejects the response that came last. */
    public DeltaClient nack(String reason) {
        Status error =
                Status.newBuilder().setCode(INVALID_ARGUMENT).setMessage(reason).build();
        return send(request()
                .setResponseNonce(last.getNonce())
                .setErrorDetail(error)
                .build());
    }

    /** The next response of the type brings exactly these resources and removes nothing. */
    public DeltaClient expectResources(String... names) {
        return expect(List.of(names), List.of());
    }

    /** The next response of the type removes exactly these resources and brings none. */
    public DeltaClient expectRemoved(String... names) {
        return expect(List.of(), List.of(names));
    }

    /** The next response of the type says that there is nothing. */
    public DeltaClient expectEmpty() {
        return expect(List.of(), List.of());
    }

    /** The next response of the type, in any order within it. */
    public DeltaClient expect(List<String> resources, List<String> removed) {
        expectAny();
        assertThat(last.getResourcesList())
                .extracting(Resource::getName)
                .containsExactlyInAnyOrderElementsOf(resources);
        assertThat(last.getRemovedResourcesList()).containsExactlyInAnyOrderElementsOf(removed);
        return this;
    }

    /** The next response of the type, whatever it brings. */
    public DeltaClient expectAny() {
        last = wire.next(type.name(), response -> response.getTypeUrl().equals(type.url()));
        return this;
    }

    /** No response of any type comes within this time. */
    public DeltaClient expectNothingFor(Duration time) {
        assertThat(wire.poll(any -> true, time)).isEmpty();
        return this;
    }

    public DeltaClient expectStatus(Code code) {
        var status = wire.end();
        assertThat(status.getCode()).as(status.toString()).isEqualTo(code);
        return this;
    }

    public DeltaClient expectStatus(Code code, String words) {
        expectStatus(code);
        assertThat(wire.end().getDescription()).contains(words);
        return this;
    }

    public DeltaClient halfClose() {
        wire.halfClose();
        return this;
    }

    /** The response that was expected last. */
    public DeltaDiscoveryResponse last() {
        return last;
    }

    /** The resource of this name in the response that was expected last. */
    public Any resource(String name) {
        return last.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .findFirst()
                .orElseThrow()
                .getResource();
    }

    /** All responses of all types, in the order in which they came. */
    public List<DeltaDiscoveryResponse> received() {
        return wire.received();
    }

    private DeltaDiscoveryRequest.Builder request() {
        var request = DeltaDiscoveryRequest.newBuilder()
                .setTypeUrl(type.url())
                .putAllInitialResourceVersions(initialVersions);
        node.ifPresent(request::setNode);
        node = Optional.empty();
        initialVersions = Map.of();
        return request;
    }

    @Override
    public void close() {
        wire.close();
    }
}
