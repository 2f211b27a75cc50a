package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ResourceType;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A client of a state-of-the-world stream that reads like a protocol transcript. Each of its requests repeats the names
 * it wants, the version it accepted last and the nonce it read last. Not thread-safe.
 */
final class SotwTranscript {
    private final Map<String, DiscoveryRequest> last = new HashMap<>();
    private final Inbox<DiscoveryResponse> inbox;
    private final DiscoverySession<DiscoveryRequest, DiscoveryResponse> session;
    private Node node = Node.newBuilder().setId("sotw").build();
    private boolean greeted;

    SotwTranscript(Sessions sessions, ManualLoop loop, Optional<ResourceType> only) {
        inbox = new Inbox<>(loop, this::take);
        session = sessions.open(new StreamKind<>(Variant.SOTW, only), loop, inbox);
    }

    /** The client is of this node group. */
    SotwTranscript of(String group) {
        node = node.toBuilder().setCluster(group).build();
        return this;
    }

    /** The client says that it understands these features. */
    SotwTranscript withFeatures(String... features) {
        node = node.toBuilder().addAllClientFeatures(List.of(features)).build();
        return this;
    }

    /** Wants these names from now on, and no others. */
    SotwTranscript wants(ResourceType type, String... names) {
        return sends(about(type.typeUrl()).clearResourceNames().addAllResourceNames(Arrays.asList(names)));
    }

    /** The first message of a type by a client that accepted this version on an earlier stream. */
    SotwTranscript reconnects(ResourceType type, String version, String... names) {
        return sends(about(type.typeUrl()).setVersionInfo(version).addAllResourceNames(Arrays.asList(names)));
    }

    /** A request as the client would send it now, to add to. */
    DiscoveryRequest.Builder about(String typeUrl) {
        return last
                .getOrDefault(
                        typeUrl,
                        DiscoveryRequest.newBuilder().setTypeUrl(typeUrl).build())
                .toBuilder();
    }

    /** Sends a request as it is, but for the node that the first one of a stream carries. */
    SotwTranscript sends(DiscoveryRequest.Builder request) {
        if (!greeted && !request.hasNode()) {
            request.setNode(node);
        }
        greeted = true;
        DiscoveryRequest sent = request.build();
        last.put(
                sent.getTypeUrl(),
                sent.toBuilder().clearNode().clearErrorDetail().build());
        session.request(sent);
        return this;
    }

    SotwReceived receives(ResourceType type) {
        return receives(type.typeUrl());
    }

    SotwReceived receives(String typeUrl) {
        SotwReceived received = receives();
        assertThat(received.typeUrl()).isEqualTo(typeUrl);
        return received;
    }

    /** Receives a response of whatever type. */
    SotwReceived receives() {
        DiscoveryResponse response = inbox.next();
        String typeUrl = response.getTypeUrl();
        last.put(typeUrl, about(typeUrl).setResponseNonce(response.getNonce()).build());
        return new SotwReceived(this, response);
    }

    SotwTranscript receivesNothing() {
        inbox.expectEmpty();
        return this;
    }

    /** The client reads nothing more of what comes. */
    SotwTranscript stopsReading() {
        inbox.reading(false);
        return this;
    }

    SotwTranscript readsOn() {
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

    private void take(DiscoveryResponse response) {
        inbox.add(response, response.getNonce());
        List<String> names = SotwReceived.names(response);
        assertThat(response.getTypeUrl()).isNotEmpty();
        assertThat(response.getVersionInfo()).isNotEmpty();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(response.getResourcesList())
                .allSatisfy(
                        resource -> assertThat(SotwReceived.unwrapped(resource).getTypeUrl())
                                .isIn(response.getTypeUrl(), ""));
    }
}
