package dev.roster.xds;

import static dev.roster.envoy.ResourceType.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.snapshot.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients that read slowly or never. */
class SlowClientTest {
    private final World world = new World().ready().put(ENDPOINT, "a", "1").put(ENDPOINT, "b", "1");
    private final Server server = new Server(world.snapshots());
    private final DeltaTranscript client = server.delta();

    @Test
    void nothingIsMadeForAClientThatDoesNotRead() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        client.stopsReading();
        for (int i = 0; i < 1_000; i++) {
            client.subscribes(ENDPOINT, "ghost-" + i % 10, "b");
            world.put(ENDPOINT, "a", "changed " + i);
            server.loop().advance(AnswerPace.WINDOW);
        }

        client.receivesNothing();
    }

    @Test
    void aClientThatReadsOnIsToldEverythingAsItIsThen() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        client.stopsReading();
        client.subscribes(ENDPOINT, "b", "ghost");
        world.put(ENDPOINT, "a", "2").put(ENDPOINT, "a", "3");

        DeltaReceived answer = client.readsOn().receives(ENDPOINT);
        answer.resources("b").removed("ghost").acks();
        DeltaReceived push = client.receives(ENDPOINT).resources("a");
        assertThat(push.versions()).containsEntry("a", world.version(ENDPOINT, "a"));
        push.acks().receivesNothing();
    }

    @Test
    void aStateOfTheWorldClientIsTreatedAlike() {
        SotwTranscript sotw = server.sotw().stopsReading().wants(ENDPOINT, "a", "b");
        sotw.receivesNothing();

        sotw.readsOn().receives(ENDPOINT).resources("a", "b").acks();
    }

    @Test
    void aClientThatReadsNothingForTooLongIsSentAway() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        client.stopsReading();
        world.put(ENDPOINT, "a", "2");
        client.receivesNothing();
        server.loop().advance(Server.PATIENCE.minus(Duration.ofMillis(1)));
        assertThat(client.failures()).isEmpty();

        server.loop().advance(Duration.ofMillis(1));
        assertThat(client.failures()).singleElement().isInstanceOf(StreamRefused.NotReading.class);
        assertThat(server.journal().lines()).containsExactly("opened delta", "closed delta");
        assertThat(server.loop().isQuiet()).isTrue();
    }

    @Test
    void aClientThatReadsOnInTimeStays() {
        client.subscribes(ENDPOINT, "a").receives(ENDPOINT).resources("a").acks();
        for (int i = 0; i < 3; i++) {
            client.stopsReading();
            world.put(ENDPOINT, "a", "changed " + i);
            client.receivesNothing();
            server.loop().advance(Server.PATIENCE.minus(Duration.ofMillis(1)));
            client.readsOn().receives(ENDPOINT).resources("a").acks();
        }

        server.loop().advance(Server.PATIENCE);
        assertThat(client.failures()).isEmpty();
    }
}
