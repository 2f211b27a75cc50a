package dev.roster.status.api;

import static dev.roster.registry.api.RegistryClient.register;
import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.roster.RosterOnFreePorts;
import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.DeltaClients;
import dev.roster.xds.grpc.WireType;
import io.envoyproxy.envoy.config.core.v3.BuildVersion;
import io.envoyproxy.envoy.config.core.v3.Locality;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.type.v3.SemanticVersion;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is connected, and what each has accepted. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class NodesTest {
    private static final UUID ELSEWHERE = UUID.randomUUID();

    @RegisterExtension
    final DeltaClients clients = new DeltaClients();

    @Inject
    Pool pool;

    @BeforeEach
    void registerOne() {
        register("shown", 8081);
    }

    @AfterEach
    void forget() {
        done(pool.preparedQuery("delete from replica where id = $1").execute(Tuple.of(ELSEWHERE)));
    }

    @Test
    void aNodeIsShownWithWhatItSaysOfItselfAndWhatItHasAccepted() {
        Node node = Node.newBuilder()
                .setId("envoy/1")
                .setCluster("edge")
                .setLocality(Locality.newBuilder().setRegion("eu").setZone("eu-1"))
                .setUserAgentName("envoy")
                .setUserAgentBuildVersion(BuildVersion.newBuilder()
                        .setVersion(
                                SemanticVersion.newBuilder().setMajorNumber(1).setMinorNumber(40)))
                .build();
        DeltaClient client = clients.aggregated();
        client.send(DeltaDiscoveryRequest.newBuilder()
                        .setNode(node)
                        .setTypeUrl(WireType.EDS.url())
                        .addResourceNamesSubscribe("shown")
                        .addResourceNamesSubscribe("missing")
                        .build())
                .on(WireType.EDS)
                .expect(List.of("shown"), List.of("missing"))
                .ack();
        String version = client.last().getResources(0).getVersion();

        awaitNode("envoy/1", true)
                .body("cluster", equalTo("edge"))
                .body("group", equalTo("edge"))
                .body("locality.region", equalTo("eu"))
                .body("locality", not(hasKey("sub_zone")))
                .body("user_agent.name", equalTo("envoy"))
                .body("user_agent.version", equalTo("1.40.0"))
                .body("complete", equalTo(true))
                .body("streams", hasSize(1))
                .body("streams[0].transport", equalTo("delta-ads"))
                .body("streams[0].replica", not(emptyOrNullString()))
                .body("streams[0].connected_since", not(emptyOrNullString()))
                .body("streams[0].types[0].type_url", equalTo(WireType.EDS.url()))
                .body("streams[0].types[0].wildcard", equalTo(false))
                .body("streams[0].types[0].names", equalTo(2))
                .body("streams[0].types[0].more", equalTo(0))
                .body("streams[0].types[0].resources.name", contains("missing", "shown"))
                .body("streams[0].types[0].resources[0]", not(hasKey("accepted")))
                .body("streams[0].types[0].resources[1].sent", equalTo(version))
                .body("streams[0].types[0].resources[1].accepted", equalTo(version))
                .body("streams[0].types[0].resources[1].status", equalTo("SYNCED"));

        client.close();
        await().untilAsserted(() -> node("envoy/1").statusCode(404));
    }

    @Test
    void aRejectionIsShownWithTheClientsWordsUntilTheRepairedVersionIsAccepted() {
        DeltaClient client = clients.aggregated();
        client.node("rejects", "edge")
                .subscribe(WireType.EDS, "shown")
                .expectResources("shown")
                .ack();
        String good = client.last().getResources(0).getVersion();
        register("shown", 8082);
        client.expectResources("shown").nack("malformed address");
        String bad = client.last().getResources(0).getVersion();

        awaitNode("rejects", false)
                .body("streams[0].types[0].resources[0].status", equalTo("ERROR"))
                .body("streams[0].types[0].resources[0].sent", equalTo(bad))
                .body("streams[0].types[0].resources[0].accepted", equalTo(good))
                .body("streams[0].types[0].resources[0].rejected", equalTo(bad))
                .body("streams[0].types[0].resources[0].error", equalTo("malformed address"));
        list("in_sync=false&group=edge")
                .body("items.id", contains("rejects"))
                .body("items[0].rejected", equalTo(1))
                .body("items[0].pending", equalTo(0));

        register("shown", 8083);
        client.expectResources("shown").ack();
        awaitNode("rejects", true).body("streams[0].types[0].resources[0]", not(hasKey("error")));
        list("in_sync=false&group=edge").body("items", hasSize(0));
    }

    @Test
    void streamsOfOneNodeAreOneNode() {
        clients.of(WireType.EDS)
                .node("per-type", "streams")
                .subscribe(WireType.EDS, "shown")
                .expectResources("shown");
        clients.of(WireType.CDS)
                .node("per-type", "streams")
                .subscribe(WireType.CDS, "shown")
                .expectResources("shown");

        list("group=streams")
                .body("items", hasSize(1))
                .body("items[0].pending", equalTo(2))
                .body("items[0].streams.transport", contains("delta", "delta"));
    }

    @Test
    void aListGoesOnWhereThePageBeforeEnded() {
        clients.holding("shown", "pages", "page-a", "page-b", "page-c");

        ValidatableResponse first = list("group=pages&limit=2");
        first.body("items.id", contains("page-a", "page-b")).body("complete", equalTo(true));
        list("group=pages&limit=2&cursor=" + first.extract().path("next"))
                .body("items.id", contains("page-c"))
                .body("$", not(hasKey("next")));
        list("group=pages&transport=ads").body("items", hasSize(0));
    }

    @Test
    void aClientOfAnotherReplicaIsShownToo() {
        elsewhere("moving", """
                [{"type": "%s", "names": ["shown", "gone"],
                  "unsettled": {"gone": [{"standing": "ERROR", "sent": "2", "rejected": "2", "error": 0}]},
                  "errors": ["no"]}]
                """.formatted(WireType.EDS.url()));
        node("moving")
                .body("in_sync", equalTo(false))
                .body("streams[0].replica", equalTo("elsewhere"))
                .body("streams[0].transport", equalTo("ads"))
                .body("streams[0].types[0].resources.name", contains("gone", "shown"))
                .body("streams[0].types[0].resources[0].error", equalTo("no"))
                .body("streams[0].types[0].resources[1].accepted", not(emptyOrNullString()));

        clients.holding("shown", "pages", "moving");
        list("group=pages")
                .body("items.id", contains("moving"))
                .body("items[0].streams.transport", contains("delta-ads", "ads"));
    }

    @Test
    void anUnknownNodeIsAProblem() {
        node("nobody")
                .statusCode(404)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:roster:problem:unknown-node"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"in_sync=maybe", "transport=carrier-pigeon", "limit=0", "cursor=%21"})
    void aBadParameterIsAProblem(String query) {
        given().urlEncodingEnabled(false)
                .get("/v1/nodes?" + query)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:roster:problem:bad-parameter"));
    }

    @Test
    void theDocumentHoldsIt() {
        given().get("/q/openapi?format=json")
                .then()
                .body("paths.keySet()", hasItems("/v1/nodes", "/v1/nodes/{id}"))
                .body("components.schemas.keySet()", hasItems("Node", "NodeList", "StreamResource"));
    }

    /** A client of another replica, as that one would write it. */
    private void elsewhere(String id, String types) {
        done(pool.preparedQuery("insert into replica (id, name, seen_at) values ($1, 'elsewhere', now())")
                .execute(Tuple.of(ELSEWHERE)));
        Node node = Node.newBuilder().setId(id).setCluster("pages").build();
        done(pool.preparedQuery("""
                        insert into node_stream (replica, stream, node_id, node_group, transport, node, connected_at,
                                                 in_sync, types)
                        values ($1, 1, $2, 'pages', 'ads', $3, now() - interval '1 hour', false, $4::text::jsonb)
                        """).execute(Tuple.of(ELSEWHERE, id, Buffer.buffer(node.toByteArray()), types)));
    }

    private static <T> void done(Uni<T> answer) {
        answer.await().atMost(Duration.ofSeconds(20));
    }

    private static ValidatableResponse node(String id) {
        return given().pathParam("id", id).get("/v1/nodes/{id}").then();
    }

    /** What a client answers arrives a moment later. */
    private static ValidatableResponse awaitNode(String id, boolean inSync) {
        await().untilAsserted(() -> node(id).statusCode(200).body("in_sync", equalTo(inSync)));
        return node(id);
    }

    private static ValidatableResponse list(String query) {
        return given().get("/v1/nodes?" + query).then().statusCode(200);
    }
}
