package dev.roster.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.util.JsonFormat;
import dev.roster.envoy.DeterministicBytes;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Health;
import dev.roster.registry.Locality;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;

/** An endpoint as the bytes of an LbEndpoint, with what decides its place in the assignment. Immutable. */
record EncodedEndpoint(String id, int priority, Locality locality, int weight, ByteString lbEndpoint) {
    /** The filter namespace that Envoy's subset load balancing reads. */
    private static final String LOAD_BALANCER = "envoy.lb";

    static EncodedEndpoint of(Endpoint endpoint) {
        LbEndpoint.Builder encoded = LbEndpoint.newBuilder()
                .setHealthStatus(healthStatus(endpoint.health()))
                .setLoadBalancingWeight(UInt32Value.of(endpoint.weight()));
        encoded.getEndpointBuilder()
                .setAddress(Address.newBuilder()
                        .setSocketAddress(SocketAddress.newBuilder()
                                .setAddress(endpoint.address())
                                .setPortValue(endpoint.port())));
        if (endpoint.hostname() != null) {
            encoded.getEndpointBuilder().setHostname(endpoint.hostname());
        }
        if (endpoint.metadata() != null) {
            encoded.setMetadata(metadata(endpoint.metadata()));
        }
        return new EncodedEndpoint(
                endpoint.id(),
                endpoint.priority(),
                endpoint.locality(),
                endpoint.weight(),
                DeterministicBytes.of(encoded.build()));
    }

    private static HealthStatus healthStatus(Health health) {
        return switch (health) {
            case UNKNOWN -> HealthStatus.UNKNOWN;
            case HEALTHY -> HealthStatus.HEALTHY;
            case UNHEALTHY -> HealthStatus.UNHEALTHY;
            case DRAINING -> HealthStatus.DRAINING;
            case TIMEOUT -> HealthStatus.TIMEOUT;
            case DEGRADED -> HealthStatus.DEGRADED;
        };
    }

    /** Envoy's own form is taken as it is; the keys of a flat object are published to the load balancer. */
    private static Metadata metadata(String json) {
        try {
            Struct.Builder object = Struct.newBuilder();
            JsonFormat.parser().merge(json, object);
            if (object.containsFields("filter_metadata")) {
                Metadata.Builder own = Metadata.newBuilder();
                object.getFieldsOrThrow("filter_metadata")
                        .getStructValue()
                        .getFieldsMap()
                        .forEach((namespace, value) -> own.putFilterMetadata(namespace, value.getStructValue()));
                return own.build();
            }
            return Metadata.newBuilder()
                    .putFilterMetadata(LOAD_BALANCER, object.build())
                    .build();
        } catch (InvalidProtocolBufferException e) {
            // written past the API: one bad endpoint hides no good one (P82), it has no metadata
            return Metadata.getDefaultInstance();
        }
    }
}
