package dev.roster.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.roster.RosterOnFreePorts;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.Acceptance;
import dev.roster.resource.Acceptance.Reason;
import dev.roster.resource.Acceptances;
import dev.roster.resource.ResourceKey;
import dev.roster.snapshot.Snapshots;
import dev.roster.snapshot.Transport;
import dev.roster.snapshot.Viewer;
import dev.roster.xds.grpc.DeltaClient;
import dev.roster.xds.grpc.WireType;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What became of a resource at the clients. */
@QuarkusTest
@TestProfile(RosterOnFreePorts.class)
class AcceptancesTest {
    @ConfigProperty(name = RosterOnFreePorts.GRPC_PORT)
    int port;

    @Inject
    Pool pool;

    @Inject
    Snapshots snapshots;

    @Inject
    Acceptances acceptances;

    private final List<DeltaClient> clients = new ArrayList<>();

    @BeforeEach
    void writeForEveryoneAndForAGroup() {
        await().ignoreExceptions().untilAsserted(() -> {
            write(ResourceKey.EVERYONE);
            write("canary");
        });
        await().until(() -> isPublished(ResourceKey.EVERYONE) && isPublished("canary"));
    }

    @AfterEach
    void forget() {
        clients.forEach(DeltaClient::close);
    }

    @Test
    void clientsAreCountedByWhatTheyMadeOfItAndWhy() {
        connects("edge").ack();
        connects("edge").nack("no");
        connects("core").nack("no");
        connects("core").nack("never");
        connects("core");

        awaitAcceptance(
                ResourceKey.EVERYONE,
                new Acceptance(1, 3, 1, List.of(new Reason("no", 2), new Reason("never", 1)), true));
    }

    @Test
    void aClientOfAGroupCountsForWhatTheGroupSees() {
        connects("edge").ack();
        connects("canary").nack("no");

        awaitAcceptance(ResourceKey.EVERYONE, new Acceptance(1, 0, 0, List.of(), true));
        awaitAcceptance("canary", new Acceptance(0, 1, 0, List.of(new Reason("no", 1)), true));
        awaitAcceptance("edge", new Acceptance(0, 0, 0, List.of(), true));
    }

    private DeltaClient connects(String group) {
        DeltaClient client = DeltaClient.aggregated(port);
        clients.add(client);
        return client.node("accepts-" + clients.size(), group)
                .subscribe(WireType.EDS, "judged")
                .expectResources("judged");
    }

    private void awaitAcceptance(String group, Acceptance expected) {
        await().untilAsserted(
                        () -> assertThat(acceptances.of(key(group)).await().atMost(Duration.ofSeconds(20)))
                                .isEqualTo(expected));
    }

    private void write(String group) {
        pool.preparedQuery("""
                        insert into resource (type, node_group, name, body)
                        values ('endpoints', $1, 'judged', '{"cluster_name": "judged"}')
                        on conflict do nothing
                        """).execute(Tuple.of(group)).await().atMost(Duration.ofSeconds(20));
    }

    private boolean isPublished(String group) {
        return snapshots
                .current()
                .view(ResourceType.ENDPOINT, new Viewer(group, Transport.ADS))
                .get("judged")
                .isPresent();
    }

    private static ResourceKey key(String group) {
        return new ResourceKey(ResourceType.ENDPOINT, group, "judged");
    }
}
