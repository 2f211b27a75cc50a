package dev.roster.snapshot;

import static dev.roster.snapshot.EndpointBuilder.endpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.util.Values;
import dev.roster.registry.Health;
import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.config.endpoint.v3.LocalityLbEndpoints;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ClusterLoadAssignment of a service. */
class LoadAssignmentTest {
    private final Projected projected = new Projected();

    @Test
    void theBytesAreThoseOfTheMessageBuiltByHand() throws InvalidProtocolBufferException {
        projected.apply(Batch.of()
                .service("s")
                .endpoint(endpoint("s", "b")
                        .address("10.0.0.2")
                        .zone("z")
                        .weight(3)
                        .health(Health.DRAINING))
                .endpoint(endpoint("s", "a")
                        .address("::1")
                        .zone("z")
                        .hostname("host")
                        .metadata("{\"canary\": true}"))
                .endpoint(endpoint("s", "c").address("10.0.0.3").priority(2)));

        LbEndpoint.Builder first = host("::1", 1)
                .setMetadata(Metadata.newBuilder()
                        .putFilterMetadata(
                                "envoy.lb",
                                Struct.newBuilder()
                                        .putFields("canary", Values.of(true))
                                        .build()));
        first.getEndpointBuilder().setHostname("host");
        assertThat(projected.assignment("s"))
                .isEqualTo(ClusterLoadAssignment.newBuilder()
                        .setClusterName("s")
                        .addEndpoints(LocalityLbEndpoints.newBuilder()
                                .setLocality(
                                        Locality.newBuilder().setRegion("r").setZone("z"))
                                .setLoadBalancingWeight(UInt32Value.of(4))
                                .addLbEndpoints(first)
                                .addLbEndpoints(host("10.0.0.2", 3).setHealthStatus(HealthStatus.DRAINING)))
                        .addEndpoints(LocalityLbEndpoints.newBuilder()
                                .setLocality(Locality.getDefaultInstance())
                                .setLoadBalancingWeight(UInt32Value.of(1))
                                .setPriority(1)
                                .addLbEndpoints(host("10.0.0.3", 1)))
                        .build());
    }

    @Test
    void endpointsAreOrderedByPriorityLocalityAndId() throws InvalidProtocolBufferException {
        projected.apply(Batch.of()
                .service("s")
                .endpoint(endpoint("s", "1").address("10.0.0.5").priority(1).zone("a"))
                .endpoint(endpoint("s", "2").address("10.0.0.4").zone("b"))
                .endpoint(endpoint("s", "4").address("10.0.0.3").zone("a"))
                .endpoint(endpoint("s", "3").address("10.0.0.2").zone("a"))
                .endpoint(endpoint("s", "9").address("10.0.0.1")));

        assertThat(projected.addresses("s"))
                .containsExactly("10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5");
    }

    @Test
    void anEndpointThatChangesItsPriorityMoves() throws InvalidProtocolBufferException {
        projected.apply(Batch.of()
                .service("s")
                .endpoint(endpoint("s", "a").address("10.0.0.1"))
                .endpoint(endpoint("s", "b").address("10.0.0.2")));

        projected.apply(
                Batch.of().endpoint(endpoint("s", "a").address("10.0.0.1").priority(1)));
        assertThat(projected.addresses("s")).containsExactly("10.0.0.2", "10.0.0.1");
    }

    @Test
    void P80_prioritiesAreRenumberedWithoutGaps() throws InvalidProtocolBufferException {
        projected.apply(Batch.of()
                .service("s")
                .endpoint(endpoint("s", "a").priority(7).zone("x"))
                .endpoint(endpoint("s", "b").priority(7).zone("y"))
                .endpoint(endpoint("s", "c").priority(3))
                .endpoint(endpoint("s", "d").priority(128)));

        assertThat(priorities()).containsExactly(0, 1, 1, 2);
    }

    @Test
    void P80_prioritiesCloseUpWhenOneEmpties() throws InvalidProtocolBufferException {
        projected.apply(Batch.of()
                .service("s")
                .endpoint(endpoint("s", "a"))
                .endpoint(endpoint("s", "b").priority(1)));

        projected.apply(Batch.of().deregistered("s", "a"));
        assertThat(priorities()).containsExactly(0);
    }

    @Test
    void P80_theWeightOfALocalityIsTheSumOfItsEndpoints() throws InvalidProtocolBufferException {
        projected.apply(Batch.of()
                .service("s")
                .endpoint(endpoint("s", "a").zone("x").weight(2))
                .endpoint(endpoint("s", "b").zone("x").weight(5))
                .endpoint(endpoint("s", "c").zone("y")));

        assertThat(projected.assignment("s").getEndpointsList())
                .extracting(locality -> locality.getLoadBalancingWeight().getValue())
                .containsExactly(7, 1);
    }

    @Test
    void P80_theWeightsOfAPriorityAddUpToLessThan31Bits() throws InvalidProtocolBufferException {
        projected.apply(Batch.of()
                .service("s")
                .endpoint(endpoint("s", "a").zone("x").weight(Integer.MAX_VALUE))
                .endpoint(endpoint("s", "b").zone("x").weight(Integer.MAX_VALUE))
                .endpoint(endpoint("s", "c").zone("y").weight(Integer.MAX_VALUE))
                .endpoint(endpoint("s", "d").zone("z"))
                .endpoint(endpoint("s", "e").zone("z").priority(1).weight(7)));

        List<Integer> weights = projected.assignment("s").getEndpointsList().stream()
                .map(locality -> locality.getLoadBalancingWeight().getValue())
                .toList();
        assertThat(weights.subList(0, 3).stream().mapToLong(Integer::longValue).sum())
                .isLessThan(Integer.MAX_VALUE);
        assertThat(weights.get(0)).as("twice the other").isCloseTo(2 * weights.get(1), within(1));
        assertThat(weights.subList(2, 4)).as("at least 1; another priority").containsExactly(1, 7);
    }

    @Test
    void metadataInEnvoysOwnFormIsTakenAsItIs() throws InvalidProtocolBufferException {
        projected.apply(Batch.of()
                .service("s")
                .endpoint(endpoint("s", "a")
                        .metadata("{\"filter_metadata\": {\"my.filter\": {\"k\": \"v\"}, \"envoy.lb\": {\"n\": 1}}}")));

        Metadata metadata =
                projected.assignment("s").getEndpoints(0).getLbEndpoints(0).getMetadata();
        assertThat(metadata.getFilterMetadataMap())
                .containsOnlyKeys("my.filter", "envoy.lb")
                .containsEntry(
                        "my.filter",
                        Struct.newBuilder().putFields("k", Values.of("v")).build());
    }

    @ParameterizedTest
    @EnumSource(Health.class)
    void everyHealthHasItsStatus(Health health) throws InvalidProtocolBufferException {
        projected.apply(Batch.of().service("s").endpoint(endpoint("s", "a").health(health)));

        assertThat(projected
                        .assignment("s")
                        .getEndpoints(0)
                        .getLbEndpoints(0)
                        .getHealthStatus()
                        .name())
                .isEqualTo(health.name());
    }

    private List<Integer> priorities() throws InvalidProtocolBufferException {
        return projected.assignment("s").getEndpointsList().stream()
                .map(LocalityLbEndpoints::getPriority)
                .toList();
    }

    private static LbEndpoint.Builder host(String address, int weight) {
        LbEndpoint.Builder host = LbEndpoint.newBuilder().setLoadBalancingWeight(UInt32Value.of(weight));
        host.getEndpointBuilder()
                .setAddress(Address.newBuilder()
                        .setSocketAddress(
                                SocketAddress.newBuilder().setAddress(address).setPortValue(8080)));
        return host;
    }
}
