package dev.roster.xds.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.RosterOnFreePorts;
import dev.roster.changelog.Commits;
import dev.roster.envoy.ResourceType;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse.ServingStatus;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every type has a service of its own, and the server says what it serves. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class ServicesTest {
    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int port;

    @Inject
    Pool pool;

    @Inject
    Commits commits;

    @AfterEach
    void remove() {
        pool.query("delete from resource")
                .execute()
                .chain(commits::discoverable)
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    /** Secrets are sealed, which plain SQL cannot do. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "SDS")
    void aWrittenResourceIsServedOnADeltaStreamOfItsType(WireType type) {
        String name = write(type);
        try (DeltaClient client = DeltaClient.of(type, port)) {
            client.node("d", "services")
                    .subscribe(type, name)
                    .expectResources(name)
                    .ack();
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"VHDS", "SDS"})
    void aWrittenResourceIsServedOnASotwStreamOfItsType(WireType type) {
        String name = write(type);
        try (SotwClient client = SotwClient.of(type, port)) {
            client.node("s", "services")
                    .subscribe(type, name)
                    .expectResources(name)
                    .ack();
        }
    }

    @Test
    void P60_virtualHostsAreNothingToAStateOfTheWorldStream() {
        String name = write(WireType.VHDS);
        try (SotwClient client = SotwClient.aggregated(port)) {
            client.node("s", "services")
                    .subscribe(WireType.VHDS, name)
                    .expectEmpty()
                    .ack();
        }
    }

    @Test
    void whatOnlyANewerVersionKnowsIsLeftToIt() {
        insert("later-types", "later", new JsonObject());
        String name = write(WireType.CDS);
        try (DeltaClient client = DeltaClient.of(WireType.CDS, port)) {
            client.node("d", "services")
                    .subscribe(WireType.CDS, name)
                    .expectResources(name)
                    .ack();
        }
    }

    @Test
    void reflectionNamesEveryService() {
        ServerReflectionRequest request =
                ServerReflectionRequest.newBuilder().setListServices("").build();
        try (Wire<ServerReflectionRequest, ServerReflectionResponse> reflection =
                new Wire<>(port, ServerReflectionGrpc.getServerReflectionInfoMethod())) {
            reflection.send(request);
            assertThat(reflection
                            .next("the services", any -> true)
                            .getListServicesResponse()
                            .getServiceList())
                    .extracting(service -> service.getName())
                    .contains("envoy.service.discovery.v3.AggregatedDiscoveryService", "grpc.health.v1.Health")
                    .containsAll(Arrays.stream(WireType.values())
                            .map(type -> type.delta().getServiceName())
                            .toList());
        }
    }

    @Test
    void theHealthServiceSaysThatItServes() {
        assertThat(HealthClient.status(port)).isEqualTo(ServingStatus.SERVING);
    }

    /** Writes a resource of the type that holds nothing but its name. */
    private String write(WireType type) {
        String name = type == WireType.VHDS ? "route/host.example" : "written-" + type;
        String nameField = type == WireType.EDS ? "cluster_name" : "name";
        ResourceType resourceType = ResourceType.ofUrl(type.url()).orElseThrow();
        insert(resourceType.path(), name, new JsonObject().put(nameField, name));
        return name;
    }

    private void insert(String type, String name, JsonObject body) {
        pool.preparedQuery("insert into resource (type, name, body) values ($1, $2, $3) on conflict do nothing")
                .execute(Tuple.of(type, name, body))
                .chain(commits::discoverable)
                .await()
                .atMost(Duration.ofSeconds(5));
    }
}
