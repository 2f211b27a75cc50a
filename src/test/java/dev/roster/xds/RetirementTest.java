package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.World;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is gone, on streams of one type: nobody there can say when routes lead to it no more (P41). */
class RetirementTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final World world =
            new World().ready().put(CLUSTER, "a", "1").put(CLUSTER, "b", "1").put(SECRET, "s", "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript client = server.delta(CLUSTER);

    @Test
    void P41_aClusterThatIsGoneIsWithdrawnAfterAWhile() {
        connected();
        world.remove(CLUSTER, "a");
        server.loop().advance(Server.RETIREMENT.minus(MOMENT));
        client.receivesNothing();

        server.loop().advance(MOMENT);
        client.receives(CLUSTER).removed("a").acks().receivesNothing();
        assertThat(server.loop().isQuiet()).isTrue();
    }

    @Test
    void P41_whatElseChangesIsSentAtOnce() {
        connected();
        world.change(change -> change.remove(CLUSTER, "a").put(CLUSTER, "b", "2"));
        client.receives(CLUSTER).resources("b").acks();

        server.loop().advance(Server.RETIREMENT);
        client.receives(CLUSTER).removed("a").acks();
    }

    @Test
    void P41_eachIsKeptForAsLong() {
        connected();
        world.remove(CLUSTER, "a");
        server.loop().advance(Server.RETIREMENT.dividedBy(2));
        world.remove(CLUSTER, "b");

        server.loop().advance(Server.RETIREMENT.dividedBy(2));
        client.receives(CLUSTER).removed("a").acks();
        server.loop().advance(Server.RETIREMENT.dividedBy(2));
        client.receives(CLUSTER).removed("b").acks();
    }

    @Test
    void P41_whatComesBackMeanwhileIsNotWithdrawn() {
        connected();
        world.remove(CLUSTER, "a");
        client.receivesNothing();
        world.put(CLUSTER, "a", "2");
        client.receives(CLUSTER).resources("a").acks();

        server.loop().advance(Server.RETIREMENT);
        client.receivesNothing();
    }

    @Test
    void P41_whatWasNotAnsweredInTimeHoldsItBackNoLongerThanTheDeadline() {
        connected();
        world.put(CLUSTER, "b", "2");
        client.receives(CLUSTER).resources("b").leavesUnanswered();
        world.remove(CLUSTER, "a");

        server.loop().advance(Server.DEADLINE.minus(MOMENT));
        client.receivesNothing();
        server.loop().advance(Server.RETIREMENT.plus(MOMENT));
        client.receives(CLUSTER).removed("a").acks();
    }

    @Test
    void P41_whatWasRejectedHoldsNothingBackHere() {
        connected();
        world.put(CLUSTER, "b", "2");
        client.receives(CLUSTER).resources("b").nacks("no");
        world.remove(CLUSTER, "a");

        server.loop().advance(Server.RETIREMENT);
        client.receives(CLUSTER).removed("a").acks();
    }

    @Test
    void P41_aFullSetKeepsItForAWhile() {
        SotwTranscript sotw = server.sotw(CLUSTER).wants(CLUSTER);
        sotw.receives(CLUSTER).resources("a", "b").acks();
        world.remove(CLUSTER, "a");
        sotw.receivesNothing();
        world.put(CLUSTER, "b", "2");
        sotw.receives(CLUSTER).resources("a", "b").acks();

        server.loop().advance(Server.RETIREMENT);
        sotw.receives(CLUSTER).resources("b").acks().receivesNothing();
    }

    /** The route that no longer leads there comes on another stream, which may not have said so yet. */
    @Test
    void P41_whatWentWhileTheClientWasAwayIsWithdrawnAfterAWhileToo() {
        client.reconnects(CLUSTER, Map.of("a", world.version(CLUSTER, "a"), "gone", "1"), "*")
                .receives(CLUSTER)
                .resources("b")
                .acks()
                .receivesNothing();

        server.loop().advance(Server.RETIREMENT);
        client.receives(CLUSTER).removed("gone").acks();
    }

    @Test
    void P44_soDoesASecret() {
        DeltaTranscript secrets = server.delta(SECRET).subscribes(SECRET, "s");
        secrets.receives(SECRET).resources("s").acks();
        world.remove(SECRET, "s");
        server.loop().advance(Server.RETIREMENT.minus(MOMENT));
        secrets.receivesNothing();

        server.loop().advance(MOMENT);
        secrets.receives(SECRET).removed("s").acks();
    }

    @Test
    void P41_aListenerIsWithdrawnAtOnce() {
        world.put(LISTENER, "l", "1");
        DeltaTranscript listeners = server.delta(LISTENER).subscribes(LISTENER, "*");
        listeners.receives(LISTENER).resources("l").acks();
        world.remove(LISTENER, "l");
        listeners.receives(LISTENER).removed("l").acks();
    }

    /** One that takes its address must not find it taken. */
    @ParameterizedTest
    @EnumSource(names = {"LISTENER", "SCOPED_ROUTE"})
    void P41_aListenerOrScopeIsMissingFromTheFullSetAtOnce(ResourceType type) {
        world.put(type, "old", "1");
        SotwTranscript client = server.sotw(type).wants(type);
        client.receives(type).resources("old").acks();

        world.change(change -> change.remove(type, "old").put(type, "new", "1"));
        client.receives(type).resources("new").acks().receivesNothing();
        world.remove(type, "new");
        client.receives(type).nothing().acks().receivesNothing();
        assertThat(server.loop().isQuiet()).isTrue();
    }

    @Test
    void P41_aListenerIsMissingFromAnAnswerThoughItsRemovalWasNotPushedYet() {
        world.put(LISTENER, "old", "1").put(LISTENER, "new", "1");
        SotwTranscript client = server.sotw(LISTENER).wants(LISTENER, "old");
        client.receives(LISTENER).resources("old").leavesUnanswered();
        world.remove(LISTENER, "old");

        client.wants(LISTENER, "old", "new").receives(LISTENER).resources("new").acks();
        client.receivesNothing();
    }

    private void connected() {
        client.subscribes(CLUSTER, "*")
                .receives(CLUSTER)
                .resources("a", "b")
                .acks()
                .receivesNothing();
    }
}
