package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;

import dev.roster.snapshot.World;
import org.junit.jupiter.api.Test;

/** State-of-the-world clients that come back with the version of an earlier stream. */
class SotwReconnectTest {
    private final World world = new World()
            .ready()
            .put(CLUSTER, "a", "1")
            .put(CLUSTER, "b", "1")
            .put(ENDPOINT, "a", "1")
            .put(ENDPOINT, "b", "1");
    private final Server server = new Server(world.snapshots());
    private final SotwTranscript client = server.sotw();

    @Test
    void P37_anEqualVersionOfTheWildcardIsNotResent() {
        client.reconnects(CLUSTER, world.version(CLUSTER)).receivesNothing();

        world.put(CLUSTER, "a", "2");
        client.receives(CLUSTER).resources("a", "b").acks();
    }

    @Test
    void P37_theVersionThatAStreamToldIsNotResentOnAnother() {
        world.putService("web").put(CLUSTER, "c", "1", World.group("edge"));
        SotwTranscript first = server.sotw().of("edge").wants(CLUSTER);
        String version = first.receives(CLUSTER).anything().version();

        server.sotw().of("edge").reconnects(CLUSTER, version).receivesNothing();
        server.sotw().reconnects(CLUSTER, version).receives(CLUSTER).anything().acks();
    }

    @Test
    void P37_anEqualVersionOfTheStarIsNotResentButItsRemovalsAre() {
        client.reconnects(CLUSTER, world.version(CLUSTER), "*").receivesNothing();

        world.remove(CLUSTER, "b");
        client.receives(CLUSTER).resources("a").acks();
    }

    @Test
    void P37_anotherVersionOfTheWildcardIsResent() {
        client.reconnects(CLUSTER, "older")
                .receives(CLUSTER)
                .resources("a", "b")
                .acks();
    }

    @Test
    void P37_namedClustersAreResentWhateverTheVersion() {
        client.reconnects(CLUSTER, world.version(CLUSTER), "a", "b")
                .receives(CLUSTER)
                .resources("a", "b")
                .acks();
    }

    @Test
    void P37_namesAreResentWhateverTheVersion() {
        String version = server.sotw().wants(ENDPOINT, "a").receives(ENDPOINT).version();
        client.reconnects(ENDPOINT, version, "a")
                .receives(ENDPOINT)
                .resources("a")
                .acks();
    }
}
