package dev.roster.xds.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import dev.roster.RosterOnFreePorts;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.grpc.MethodDescriptor.Marshaller;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is wrong ends its own stream with a status, and no other one. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class BadRequestTest {
    private static final String TOO_LONG = "x".repeat(2049);
    private static final int MILLION = 1_000_000;

    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int port;

    private DeltaClient neighbour;

    @BeforeEach
    void openAnotherStream() {
        neighbour = DeltaClient.aggregated(port);
        neighbour
                .node("neighbour", "edge")
                .subscribe(WireType.EDS, "a")
                .expectRemoved("a")
                .ack();
    }

    @AfterEach
    void theOtherStreamIsStillServed() {
        neighbour.subscribe(WireType.EDS, "b").expectRemoved("b").ack();
        neighbour.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, MILLION})
    void aBombOfNestedGroupsIsNoRequest(int depth) {
        byte[] startGroups = new byte[depth];
        Arrays.fill(startGroups, (byte) (15 << 3 | 3));
        assertThat(answerTo(startGroups).getCode()).isEqualTo(Code.UNKNOWN);
    }

    @Test
    void aNodeNestedTooDeepIsNoRequest() {
        Value value = Value.newBuilder().setNumberValue(1).build();
        for (int depth = 0; depth < 100; depth++) {
            value = Value.newBuilder()
                    .setStructValue(Struct.newBuilder().putFields("deeper", value))
                    .build();
        }
        Node node = Node.newBuilder()
                .setMetadata(Struct.newBuilder().putFields("deep", value))
                .build();
        byte[] request =
                DeltaDiscoveryRequest.newBuilder().setNode(node).build().toByteArray();
        assertThat(answerTo(request).getCode()).isEqualTo(Code.UNKNOWN);
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.subscribe(WireType.EDS, TOO_LONG).expectStatus(Code.RESOURCE_EXHAUSTED);
        }
        try (SotwClient client = SotwClient.aggregated(port)) {
            client.subscribe(WireType.EDS, TOO_LONG).expectStatus(Code.RESOURCE_EXHAUSTED);
        }
    }

    /** A client that asks for all may have been sent it; refused, it could never come back. */
    @Test
    void aNameThatIsTooLongMayBeShown() {
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.initialVersions(Map.of(TOO_LONG, "1")).subscribe(WireType.EDS, "*");

            assertThat(client.expectAny().last().getRemovedResourcesList()).contains(TOO_LONG);
        }
    }

    @Test
    void aTypeUrlThatIsTooLongIsRefused() {
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.send(DeltaDiscoveryRequest.newBuilder().setTypeUrl(TOO_LONG).build())
                    .expectStatus(Code.RESOURCE_EXHAUSTED);
        }
    }

    /** They fill a request of the largest size, and each is answered: none exists. */
    @Test
    void aMillionInitialVersionsAreAnswered() {
        Map<String, String> versions = HashMap.newHashMap(MILLION);
        for (int i = 0; i < MILLION; i++) {
            versions.put(Integer.toString(MILLION + i), "0123456789abcdef");
        }
        try (DeltaClient client = DeltaClient.aggregated(port)) {
            client.initialVersions(versions).subscribe(WireType.EDS, "*");
            int removed = 0;
            while (removed < MILLION) {
                removed += client.expectAny().last().getRemovedResourcesCount();
                client.ack();
            }
            assertThat(removed).isEqualTo(MILLION);
        }
    }

    private Status answerTo(byte[] request) {
        var method = AggregatedDiscoveryServiceGrpc.getDeltaAggregatedResourcesMethod();
        try (var wire = new Wire<>(
                port,
                method.toBuilder(new Bytes(), method.getResponseMarshaller()).build())) {
            wire.send(request);
            return wire.end();
        }
    }

    /** Sends bytes as they are. Immutable. */
    private record Bytes() implements Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] message) {
            return new ByteArrayInputStream(message);
        }

        @Override
        public byte[] parse(InputStream message) {
            throw new UnsupportedOperationException("a client only sends");
        }
    }
}
