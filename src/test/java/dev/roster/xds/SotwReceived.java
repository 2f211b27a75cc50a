package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A state-of-the-world response that a client looks at before it answers; what it does not name must not be in it. */
final class SotwReceived {
    private static final int FIRST_FIELD = 0x0a;

    private final SotwTranscript client;
    private final DiscoveryResponse response;
    private List<String> resources = List.of();

    SotwReceived(SotwTranscript client, DiscoveryResponse response) {
        this.client = client;
        this.response = response;
    }

    /** It holds exactly these resources, in any order. */
    SotwReceived resources(String... names) {
        resources = List.of(names);
        return this;
    }

    /** It holds no resource. */
    SotwReceived nothing() {
        return resources();
    }

    /** It holds whatever it holds. */
    SotwReceived anything() {
        resources = names(response);
        return this;
    }

    SotwTranscript acks() {
        return leavesUnanswered().sends(client.about(typeUrl()).setVersionInfo(version()));
    }

    SotwTranscript nacks(String error) {
        return leavesUnanswered().sends(client.about(typeUrl()).setErrorDetail(DeltaReceived.rejection(error)));
    }

    SotwTranscript leavesUnanswered() {
        assertThat(names(response)).as("resources").containsExactlyInAnyOrderElementsOf(resources);
        return client;
    }

    boolean isAbout(String name) {
        return names(response).contains(name);
    }

    String version() {
        return response.getVersionInfo();
    }

    String typeUrl() {
        return response.getTypeUrl();
    }

    String nonce() {
        return response.getNonce();
    }

    /** The contents of the resources in it, by name. */
    Map<String, String> contents() {
        Map<String, String> contents = new LinkedHashMap<>();
        response.getResourcesList().forEach(resource -> {
            String text = resource.getValue().toStringUtf8();
            contents.put(text.substring(0, text.lastIndexOf('=')), text.substring(text.lastIndexOf('=') + 1));
        });
        return contents;
    }

    static List<String> names(DiscoveryResponse response) {
        return response.getResourcesList().stream()
                .map(resource -> wrapper(resource).map(Resource::getName).orElseGet(() -> name(resource.getValue())))
                .toList();
    }

    /** The resource of this name, as it is wrapped. */
    Resource wrapped(String name) {
        return response.getResourcesList().stream()
                .map(SotwReceived::wrapper)
                .flatMap(Optional::stream)
                .filter(resource -> resource.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The resource itself; empty when only its wrapper is there. */
    static Any unwrapped(Any resource) {
        return wrapper(resource).map(Resource::getResource).orElse(resource);
    }

    private static Optional<Resource> wrapper(Any resource) {
        try {
            return resource.is(Resource.class) ? Optional.of(resource.unpack(Resource.class)) : Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    /** A synthetic resource begins with its name; the messages have it in their first field. */
    private static String name(ByteString resource) {
        return resource.byteAt(0) == FIRST_FIELD
                ? resource.substring(2, 2 + resource.byteAt(1)).toStringUtf8()
                : resource.substring(0, resource.toStringUtf8().lastIndexOf('='))
                        .toStringUtf8();
    }
}
