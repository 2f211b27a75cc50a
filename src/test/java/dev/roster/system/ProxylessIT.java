package dev.roster.system;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** gRPC clients without a proxy find a service by its name alone: nothing but registrations was ever written. */
@Timeout(180)
final class ProxylessIT {
    private static final Path FOLDER = Folder.of(ProxylessIT.class);
    private static final int MANY = 1000;

    @AutoClose
    private static Deployment deployment;

    @BeforeAll
    static void start() {
        deployment = Deployment.start(FOLDER);
        GrpcChannel.bootstrap(deployment.client().bootstrap("grpc-client", "calls"));
    }

    @Test
    void P81_callsBalanceOverTheEndpointsAndFollowRegistrations() {
        try (var one = GrpcUpstream.start("one");
                var two = GrpcUpstream.start("two");
                var three = GrpcUpstream.start("three");
                var channel = GrpcChannel.to("balanced")) {
            register("balanced", one, "{}");
            register("balanced", two, "{}");
            channel.awaitServers("one", "two");
            assertThat(channel.calls(100)).isEqualTo(Map.of("one", 50, "two", 50));

            try (var traffic = channel.traffic()) {
                String third = register("balanced", three, "{}");
                channel.awaitServers("one", "two", "three");
                deployment.client().deregister(third);
                channel.awaitServers("one", "two");
                traffic.flow(50);
                assertThat(traffic.failures()).isEmpty();
            }
        }
    }

    @Test
    void P81_aServiceThatAppearsIsFoundByAClientThatCameBefore() {
        try (var upstream = GrpcUpstream.start("late");
                var channel = GrpcChannel.to("later")) {
            var call = CompletableFuture.supplyAsync(channel::call);
            assertThatThrownBy(() -> call.get(1, TimeUnit.SECONDS))
                    .as("nobody is there")
                    .isNotNull();

            register("later", upstream, "{}");
            assertThat(call).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo("late");
        }
    }

    @Test
    void P81_aServiceThatIsDeletedIsGoneForItsClients() {
        try (var upstream = GrpcUpstream.start("doomed");
                var channel = GrpcChannel.to("deleted")) {
            String id = register("deleted", upstream, "{}");
            channel.awaitServers("doomed");

            deployment.client().deregister(id);
            deployment.client().send("DELETE", "/v1/services/deleted", "");
            await().atMost(ofSeconds(10))
                    .untilAsserted(() -> assertThatThrownBy(channel::callAtOnce)
                            .isInstanceOf(StatusRuntimeException.class)
                            .hasMessageContaining("UNAVAILABLE"));
        }
    }

    @Test
    void P81_callsFollowTheWeightsOfLocalities() {
        try (var near = GrpcUpstream.start("near");
                var far = GrpcUpstream.start("far");
                var channel = GrpcChannel.to("zones")) {
            String id = register("zones", near, "{\"locality\": {\"zone\": \"near\"}, \"weight\": 1}");
            register("zones", far, "{\"locality\": {\"zone\": \"far\"}, \"weight\": 1}");
            channel.awaitServers("near", "far");
            assertThat(shareOf("near", channel)).isBetween(0.4, 0.6);

            patch(id, "{\"weight\": 9}");
            await().atMost(ofSeconds(20))
                    .untilAsserted(() -> assertThat(shareOf("near", channel)).isBetween(0.85, 0.95));
        }
    }

    /** Round robin knows no weights of endpoints; the ring does. */
    @Test
    void P81_callsFollowTheWeightsOfEndpointsOnTheRing() {
        try (var small = GrpcUpstream.start("small");
                var large = GrpcUpstream.start("large");
                var channel = GrpcChannel.to("ring")) {
            deployment.client().putService("ring", "{\"cluster\": {\"lb_policy\": \"RING_HASH\"}}");
            register("ring", small, "{\"weight\": 1}");
            String id = register("ring", large, "{\"weight\": 1}");
            channel.awaitServers("small", "large");
            assertThat(shareOf("large", channel)).isBetween(0.4, 0.6);

            patch(id, "{\"weight\": 9}");
            await().atMost(ofSeconds(20))
                    .untilAsserted(() -> assertThat(shareOf("large", channel)).isBetween(0.8, 0.97));
        }
    }

    @Test
    void P81_aDrainedEndpointGetsNoMoreCallsAndNoneFails() {
        try (var staying = GrpcUpstream.start("staying");
                var leaving = GrpcUpstream.start("leaving");
                var channel = GrpcChannel.to("drained")) {
            register("drained", staying, "{}");
            String id = register("drained", leaving, "{}");
            channel.awaitServers("staying", "leaving");

            try (var traffic = channel.traffic()) {
                patch(id, "{\"health\": \"DRAINING\"}");
                channel.awaitServers("staying");
                patch(id, "{\"health\": \"HEALTHY\"}");
                channel.awaitServers("staying", "leaving");
                traffic.flow(50);
                assertThat(traffic.failures()).isEmpty();
            }
        }
    }

    @Test
    void P81_aWrittenRouteStandsBeforeTheGeneratedOne() {
        try (var first = GrpcUpstream.start("first");
                var second = GrpcUpstream.start("second");
                var channel = GrpcChannel.to("routed")) {
            register("routed", first, "{}");
            register("other", second, "{}");
            channel.awaitServers("first");

            deployment.database().execute("""
                    insert into resource (type, node_group, name, body) values ('routes', 'calls', 'routed',
                      '{"name": "routed", "virtual_hosts": [{"name": "all", "domains": ["*"],
                        "routes": [{"match": {"prefix": "/"}, "route": {"cluster": "other"}}]}]}')
                    """);
            channel.awaitServers("second");

            deployment.database().execute("delete from resource where name = 'routed'");
            channel.awaitServers("first");
        }
    }

    @Test
    void P81_aRestartOfRosterCostsNoCall() {
        try (var one = GrpcUpstream.start("one");
                var two = GrpcUpstream.start("two");
                var channel = GrpcChannel.to("steady")) {
            register("steady", one, "{}");
            channel.awaitServers("one");

            try (var traffic = channel.traffic()) {
                traffic.flow(50);
                deployment.roster().kill9();
                traffic.flow(200);
                deployment.roster().start();
                register("steady", two, "{}");
                channel.awaitServers("one", "two");
                traffic.flow(50);
                assertThat(traffic.failures()).isEmpty();
            }
        }
    }

    private static String register(String service, GrpcUpstream upstream, String attributes) {
        return deployment.client().register(service, upstream.port(), attributes);
    }

    private static void patch(String id, String json) {
        deployment.client().patch(id, json);
    }

    private static double shareOf(String name, GrpcChannel channel) {
        return channel.calls(MANY).getOrDefault(name, 0) / (double) MANY;
    }
}
