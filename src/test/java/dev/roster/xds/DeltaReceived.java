package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ProtocolStringList;
import com.google.rpc.Status;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A delta response that a client looks at before it answers; what it does not name must not be in it. */
final class DeltaReceived {
    private final DeltaTranscript client;
    private final DeltaDiscoveryResponse response;
    private List<String> resources = List.of();
    private List<String> bare = List.of();
    private List<String> removed = List.of();

    DeltaReceived(DeltaTranscript client, DeltaDiscoveryResponse response) {
        this.client = client;
        this.response = response;
    }

    /** It holds exactly these resources, in any order. */
    DeltaReceived resources(String... names) {
        resources = List.of(names);
        return this;
    }

    /** It holds exactly these resources without a body, in any order. */
    DeltaReceived withoutBody(String... names) {
        bare = List.of(names);
        return this;
    }

    /** It says of exactly these names, in any order, that they do not exist. */
    DeltaReceived removed(String... names) {
        removed = List.of(names);
        return this;
    }

    /** It holds whatever it holds. */
    DeltaReceived anything() {
        resources = names(true);
        bare = names(false);
        removed = removedNames();
        return this;
    }

    DeltaTranscript acks() {
        return leavesUnanswered().sends(answer());
    }

    DeltaTranscript nacks(String error) {
        return leavesUnanswered().sends(answer().setErrorDetail(rejection(error)));
    }

    DeltaTranscript leavesUnanswered() {
        assertThat(names(true)).as("resources").containsExactlyInAnyOrderElementsOf(resources);
        assertThat(names(false)).as("without a body").containsExactlyInAnyOrderElementsOf(bare);
        assertThat(removedNames()).as("removed").containsExactlyInAnyOrderElementsOf(removed);
        return client;
    }

    /** An ACK, to add to before it is sent. */
    DeltaDiscoveryRequest.Builder answer() {
        return DeltaDiscoveryRequest.newBuilder()
                .setTypeUrl(response.getTypeUrl())
                .setResponseNonce(response.getNonce());
    }

    static Status rejection(String error) {
        return Status.newBuilder().setCode(3).setMessage(error).build();
    }

    /** The versions of the resources in it, by name. */
    Map<String, String> versions() {
        return response.getResourcesList().stream().collect(Collectors.toMap(Resource::getName, Resource::getVersion));
    }

    private List<String> names(boolean withBody) {
        return response.getResourcesList().stream()
                .filter(resource -> resource.hasResource() == withBody)
                .map(Resource::getName)
                .toList();
    }

    /** The resource of this name in it. */
    Resource resource(String name) {
        return response.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    List<String> removedNames() {
        ProtocolStringList names = response.getRemovedResourcesList();
        return List.copyOf(names);
    }

    String typeUrl() {
        return response.getTypeUrl();
    }

    int size() {
        return response.getSerializedSize();
    }
}
