package dev.roster.xds.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.RosterOnFreePorts;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ImpatientKeepalive.class)
class KeepaliveTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int port;

    @Inject
    MeterRegistry meters;

    @Test
    void P62_aClientThatVanishesWithoutAWordIsNoticedAndOneThatIsOnlyQuietStays() throws Exception {
        try (DeltaClient quiet = DeltaClient.aggregated(port);
                VanishedClient vanished = new VanishedClient(port)) {
            quiet.node("quiet", "edge")
                    .subscribe(WireType.EDS, "ghost")
                    .expectRemoved("ghost")
                    .ack();
            vanished.asks(DeltaDiscoveryRequest.newBuilder()
                    .setTypeUrl(WireType.EDS.url())
                    .addResourceNamesSubscribe("ghost")
                    .build());
            await().until(() -> streams() == 2);

            assertThat(vanished.framesUntilClosed(PATIENCE)).contains(VanishedClient.PING);
            await().until(() -> streams() == 1);
            quiet.subscribe(WireType.EDS, "another").expectRemoved("another").ack();
        }
    }

    private double streams() {
        return meters.get("roster.xds.streams")
                .tag("transport", "delta-ads")
                .gauge()
                .value();
    }
}
