package dev.roster.status.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import dev.roster.RosterOnFreePorts;
import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.DeltaClients;
import dev.roster.xds.grpc.WireType;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said of resources that clients asked for by other names than the resources' own. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class OtherNamesTest {
    private static final String HOST = "named/host";
    private static final String COLLECTION = "xdstp://roster/envoy.config.cluster.v3.Cluster/named/*";
    private static final String ONE = COLLECTION.replace("*", "one");
    private static final String TWO = COLLECTION.replace("*", "two");

    @RegisterExtension
    final DeltaClients clients = new DeltaClients();

    @Test
    void aVirtualHostSaysWhatEachClientMadeOfItThatAskedByItsDomains() {
        writeHost(200);
        DeltaClient client = clients.aggregated();
        client.node("vhds", "named")
                .subscribe(WireType.VHDS, "named/a.example", "named/b.example")
                .expectResources(HOST)
                .ack();
        awaitStatus("virtual-hosts", HOST, 1, 0);

        writeHost(201);
        client.expectResources(HOST).nack("no such route");
        awaitStatus("virtual-hosts", HOST, 0, 1)
                .body("reasons.error", contains("no such route"))
                .body("pending", equalTo(0));
        node("vhds")
                .body("streams[0].types[0].resources.name", contains("named/a.example", "named/b.example"))
                .body("streams[0].types[0].resources.own_name", everyItem(equalTo(HOST)))
                .body("streams[0].types[0].resources.status", everyItem(equalTo("ERROR")));
        given().get("/v1/nodes?in_sync=false&group=named").then().body("items[0].rejected", equalTo(1));
    }

    @Test
    void aMemberSaysWhatEachClientMadeOfItThatAskedForItsCollection() {
        writeClusters("1s");
        DeltaClient client = clients.aggregated();
        client.node("collects", "named")
                .subscribe(WireType.CDS, COLLECTION)
                .expectResources(ONE, TWO)
                .ack();
        awaitStatus("clusters", ONE, 1, 0);
        node("collects")
                .body("streams[0].types[0].names", equalTo(1))
                .body("streams[0].types[0].resources.name", contains(ONE, TWO))
                .body("streams[0].types[0].resources.accepted", everyItem(notNullValue()))
                .body("streams[0].types[0].resources[0]", not(hasKey("own_name")))
                .body("streams[0].types[0].more", equalTo(0));

        writeClusters("2s");
        client.expectResources(ONE, TWO).nack("Error adding/updating cluster(s) " + ONE + ": no");
        awaitStatus("clusters", ONE, 0, 1);
        awaitStatus("clusters", TWO, 1, 0);
        node("collects").body("streams[0].types[0].resources.status", contains("ERROR", "SYNCED"));
    }

    private static void writeHost(int status) {
        given().contentType("application/json")
                .body("""
                        {"name": "%s", "domains": ["a.example", "b.example"],
                         "routes": [{"match": {"prefix": "/"}, "direct_response": {"status": %d}}]}
                        """.formatted(HOST, status))
                .put("/v1/resources/virtual-hosts/{name}", HOST)
                .then()
                .statusCode(status == 200 ? 201 : 200);
    }

    private static void writeClusters(String timeout) {
        String cluster = """
                {"@type": "type.googleapis.com/envoy.config.cluster.v3.Cluster", "name": "%s", "type": "STATIC",
                 "connect_timeout": "%s"}""";
        given().contentType("application/json")
                .body("{\"resources\": [%s, %s]}"
                        .formatted(cluster.formatted(ONE, timeout), cluster.formatted(TWO, timeout)))
                .post("/v1/resources")
                .then()
                .statusCode(200);
    }

    /** What a client answers arrives a moment later. */
    private static ValidatableResponse awaitStatus(String type, String name, int accepted, int rejected) {
        await().untilAsserted(() ->
                status(type, name).body("accepted", equalTo(accepted)).body("rejected", equalTo(rejected)));
        return status(type, name);
    }

    private static ValidatableResponse status(String type, String name) {
        return given().get("/v1/resources/{type}/{name}/status", type, name)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse node(String id) {
        return given().get("/v1/nodes/{id}", id).then().statusCode(200);
    }
}
