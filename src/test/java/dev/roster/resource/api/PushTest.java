package dev.roster.resource.api;

import static dev.roster.resource.api.ResourceClient.ONE;
import static dev.roster.resource.api.ResourceClient.apply;
import static dev.roster.resource.api.ResourceClient.cluster;
import static dev.roster.resource.api.ResourceClient.put;
import static dev.roster.resource.api.ResourceClient.yaml;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.resource.RosterWithKeys;
import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.DeltaClients;
import dev.roster.xds.grpc.WireType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients are sent of what operators write. */
@QuarkusTest
@TestProfile(RosterWithKeys.class)
class PushTest {
    private static final Duration A_WHILE = Duration.ofMillis(500);

    @RegisterExtension
    final DeltaClients clients = new DeltaClients();

    @BeforeEach
    void forgetEverything() {
        ResourceClient.forgetEverything();
    }

    @Test
    void aResourceThatChangesItsGroupIsAnUpdateForSomeAndARemovalForOthers() throws Exception {
        put("clusters", "web", cluster("web", "1s")).statusCode(201);
        yaml(cluster("web", "5s"))
                .put(ONE + "?group=blue", "clusters", "web")
                .then()
                .statusCode(201);
        yaml(cluster("own", "1s"))
                .put(ONE + "?group=blue", "clusters", "own")
                .then()
                .statusCode(201);
        DeltaClient blue = clients.aggregated();
        DeltaClient green = clients.aggregated();
        DeltaClient other = clients.aggregated();
        blue.node("b", "blue")
                .subscribe(WireType.CDS, "web", "own")
                .expectResources("web", "own")
                .ack();
        green.node("g", "green")
                .subscribe(WireType.CDS, "web", "own")
                .expect(names("web"), names("own"))
                .ack();
        other.node("o", "red")
                .subscribe(WireType.CDS, "web", "own")
                .expect(names("web"), names("own"))
                .ack();
        assertThat(timeout(blue)).isEqualTo(5);
        assertThat(timeout(green)).isEqualTo(1);

        yaml(cluster("own", "1s"))
                .put(ONE + "?group=green", "clusters", "own")
                .then()
                .statusCode(201);
        green.expectResources("own").ack();
        given().delete(ONE + "?group=blue", "clusters", "own").then().statusCode(204);
        blue.expectRemoved("own").ack();

        yaml(cluster("web", "5s"))
                .put(ONE + "?group=green", "clusters", "web")
                .then()
                .statusCode(201);
        green.expectResources("web").ack();
        assertThat(timeout(green)).isEqualTo(5);
        given().delete(ONE + "?group=blue", "clusters", "web").then().statusCode(204);
        blue.expectResources("web").ack();
        assertThat(timeout(blue))
                .as("of the one for everyone, which is not hidden any more")
                .isEqualTo(1);

        other.expectNothingFor(A_WHILE);
    }

    @Test
    void whoAskedForOneOfTenThousandIsSentOne() {
        DeltaClient client = clients.aggregated();
        client.node("n", "edge")
                .subscribe(WireType.CDS, "c77")
                .expectRemoved("c77")
                .ack();

        apply("resources:\n"
                        + IntStream.range(0, 10_000).mapToObj(PushTest::listed).collect(Collectors.joining()))
                .statusCode(200);

        client.expectResources("c77").ack().expectNothingFor(A_WHILE);
    }

    @Test
    void aWholeListIsOneViewOfWhichNobodySeesHalf() {
        DeltaClient client = clients.aggregated();
        client.node("n", "edge").subscribe(WireType.CDS, "*").expectEmpty().ack();

        apply("resources:\n" + listed(1) + listed(2) + listed(3)).statusCode(200);
        client.expectResources("c1", "c2", "c3").ack();

        yaml("resources:\n" + listed(1) + listed(4))
                .post("/v1/resources?prune=true")
                .then()
                .statusCode(200);
        client.expectResources("c4").ack().expectRemoved("c2", "c3").ack().expectNothingFor(A_WHILE);
    }

    @Test
    void anUnchangedListIsPushedToNobody() {
        String list = "resources:\n" + listed(1) + listed(2);
        apply(list).statusCode(200);
        DeltaClient client = clients.aggregated();
        client.node("n", "edge")
                .subscribe(WireType.CDS, "*")
                .expectResources("c1", "c2")
                .ack();

        apply(list).statusCode(200);

        client.expectNothingFor(A_WHILE);
    }

    private static List<String> names(String... names) {
        return List.of(names);
    }

    private static long timeout(DeltaClient client) throws Exception {
        return client.resource("web").unpack(Cluster.class).getConnectTimeout().getSeconds();
    }

    private static String listed(int number) {
        return "- \"@type\": type.googleapis.com/envoy.config.cluster.v3.Cluster\n  name: c" + number
                + "\n  type: STATIC\n";
    }
}
