package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A client of a delta stream that reads like a protocol transcript. What holds for every response (P20) is checked on
 * each. Not thread-safe.
 */
final class DeltaTranscript {
    private final Inbox<DeltaDiscoveryResponse> inbox;
    private final DiscoverySession<DeltaDiscoveryRequest, DeltaDiscoveryResponse> session;
    private Node node = Node.newBuilder().setId("delta").build();
    private boolean greeted;

    DeltaTranscript(Sessions sessions, ManualLoop loop, Optional<ResourceType> only) {
        inbox = new Inbox<>(loop, this::take);
        session = sessions.open(new StreamKind<>(Variant.DELTA, only), loop, inbox);
    }

    /** The client is of this node group. */
    DeltaTranscript of(String group) {
        node = node.toBuilder().setCluster(group).build();
        return this;
    }

    DeltaTranscript subscribes(ResourceType type, String... names) {
        return sends(about(type).addAllResourceNamesSubscribe(Arrays.asList(names)));
    }

    DeltaTranscript unsubscribes(ResourceType type, String... names) {
        return sends(about(type).addAllResourceNamesUnsubscribe(Arrays.asList(names)));
    }

    /** The first message of a type by a client that has these versions from an earlier stream. */
    DeltaTranscript reconnects(ResourceType type, Map<String, String> versions, String... names) {
        return sends(
                about(type).putAllInitialResourceVersions(versions).addAllResourceNamesSubscribe(Arrays.asList(names)));
    }

    static DeltaDiscoveryRequest.Builder about(ResourceType type) {
        return DeltaDiscoveryRequest.newBuilder().setTypeUrl(type.typeUrl());
    }

    /** Sends a request as it is, but for the node that the first one of a stream carries. */
    DeltaTranscript sends(DeltaDiscoveryRequest.Builder request) {
        if (!greeted && !request.hasNode()) {
            request.setNode(node);
        }
        greeted = true;
        session.request(request.build());
        return this;
    }

    DeltaReceived receives(ResourceType type) {
        return receives(type.typeUrl());
    }

    DeltaReceived receives(String typeUrl) {
        DeltaReceived received = receives();
        assertThat(received.typeUrl()).isEqualTo(typeUrl);
        return received;
    }

    /** Receives a response of whatever type. */
    DeltaReceived receives() {
        return new DeltaReceived(this, inbox.next());
    }

    DeltaTranscript receivesNothing() {
        inbox.expectEmpty();
        return this;
    }

    /** The client reads nothing more of what comes. */
    DeltaTranscript stopsReading() {
        inbox.reading(false);
        return this;
    }

    DeltaTranscript readsOn() {
        inbox.reading(true);
        session.writable();
        return this;
    }

    /** Why the server ended the stream. */
    List<RuntimeException> failures() {
        return inbox.failures();
    }

    boolean hasUnread() {
        return !inbox.isEmpty();
    }

    void closes() {
        session.close();
    }

    private void take(DeltaDiscoveryResponse response) {
        inbox.add(response, response.getNonce());
        List<String> names =
                response.getResourcesList().stream().map(Resource::getName).toList();
        assertThat(response.getTypeUrl()).isNotEmpty();
        assertThat(Stream.concat(names.stream(), response.getRemovedResourcesList().stream()))
                .as("names in either list")
                .doesNotHaveDuplicates();
        assertThat(response.getResourcesList()).allSatisfy(resource -> {
            assertThat(resource.getVersion()).isNotEmpty();
            if (resource.hasResource()) {
                assertThat(resource.getResource().getTypeUrl()).isEqualTo(response.getTypeUrl());
            }
        });
    }
}
