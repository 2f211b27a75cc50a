package dev.roster.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.Transport;
import dev.roster.snapshot.World;
import dev.roster.xds.ResourceDescription;
import dev.roster.xds.SessionObserver;
import dev.roster.xds.Sessions;
import dev.roster.xds.Standing;
import dev.roster.xds.StreamDescription;
import dev.roster.xds.StreamInfo;
import dev.roster.xds.TypeDescription;
import dev.roster.xds.TypeDescription.Interest;
import dev.roster.xds.TypeDescription.Unsettled;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a replica tells the others, and when. */
class FleetPublisherTest {
    private static final Duration TICK = Duration.ofSeconds(5);

    private final AtomicLong clock = new AtomicLong(1_000_000_000_000L);
    private final RecordedFleet store = new RecordedFleet();
    private final FleetPublisher publisher = new FleetPublisher(
            new OwnStreams(
                    new Sessions(new World().snapshots(), new SessionObserver() {}, new NoStreams(), clock::get),
                    new Replica(UUID.randomUUID(), "here"),
                    InstantSource.system()),
            store,
            new FleetMeters(new SimpleMeterRegistry()),
            new Defaults());

    @Test
    void whatIsNewIsWrittenOnce() {
        publishes(stream(1, inSync()));
        assertThat(store.take())
                .singleElement()
                .satisfies(report -> assertThat(report.streams())
                        .extracting(ReportedStream::id)
                        .containsExactly(1L));

        publishes(stream(1, inSync()));
        assertThat(store.take()).isEmpty();
    }

    @Test
    void aPushThatIsAcceptedSoonIsNotWritten() {
        publishes(stream(1, inSync()));
        store.take();

        publishes(stream(1, pending(clock.get() - 1_000_000)));
        publishes(stream(1, inSync()));
        assertThat(store.take()).isEmpty();
    }

    @Test
    void whatStaysUnansweredIsWritten() {
        publishes(stream(1, inSync()));
        long pushedAt = clock.get();
        store.take();

        clock.addAndGet(TICK.plusMillis(1).toNanos());
        publishes(stream(1, pending(pushedAt)));
        assertThat(store.take())
                .singleElement()
                .satisfies(
                        report -> assertThat(report.streams()).singleElement().matches(stream -> !stream.inSync()));
    }

    @Test
    void aRejectionIsWrittenAndThatItIsRepairedToo() {
        publishes(stream(1, inSync()));
        publishes(stream(1, rejected("no")));
        publishes(stream(1, inSync()));

        assertThat(store.take())
                .extracting(report -> report.streams().getFirst().inSync())
                .containsExactly(true, false, true);
    }

    @Test
    void aClosedStreamIsForgotten() {
        publishes(stream(1, inSync()), stream(2, inSync()));
        store.take();

        publishes(stream(2, inSync()));
        assertThat(store.take()).singleElement().satisfies(report -> {
            assertThat(report.closed()).containsExactly(1L);
            assertThat(report.streams()).isEmpty();
        });
    }

    @Test
    void aSignOfLifeIsGivenOnlyNowAndThen() {
        publishes();
        assertThat(store.take()).as("the first").hasSize(1);

        clock.addAndGet(TICK.toNanos());
        publishes();
        assertThat(store.take()).isEmpty();
        clock.addAndGet(TICK.toNanos());
        publishes();
        assertThat(store.take()).hasSize(1);
    }

    @Test
    void whatFailedToBeWrittenIsWrittenNextTime() {
        store.fail();
        publishes(stream(1, inSync()));
        assertThat(store.take()).isEmpty();

        publishes(stream(1, inSync()));
        assertThat(store.take())
                .singleElement()
                .satisfies(report -> assertThat(report.streams()).hasSize(1));
    }

    @Test
    void aReplicaThatWasGivenUpWritesEverythingAgain() {
        publishes(stream(1, inSync()));
        store.forget();
        publishes(stream(1, inSync()), stream(2, inSync()));
        store.take();

        publishes(stream(1, inSync()), stream(2, inSync()));
        assertThat(store.take())
                .singleElement()
                .satisfies(report -> assertThat(report.streams())
                        .extracting(ReportedStream::id)
                        .containsExactly(1L));
    }

    @Test
    void manyStreamsAreWrittenInParts() {
        publishes(IntStream.range(0, 450).mapToObj(i -> stream(i, inSync())).toArray(StreamDescription[]::new));

        assertThat(store.take()).extracting(report -> report.streams().size()).containsExactly(200, 200, 50);
    }

    private void publishes(StreamDescription... streams) {
        publisher
                .publish(Arrays.asList(streams))
                .onFailure()
                .recoverWithNull()
                .await()
                .atMost(Duration.ofSeconds(5));
    }

    private StreamDescription stream(long id, Unsettled unsettled) {
        return new StreamDescription(
                id,
                new StreamInfo(Node.newBuilder().setId("node-" + id).build(), Transport.ADS, true),
                0,
                List.of(new TypeDescription(
                        ResourceType.ENDPOINT.typeUrl(), new Interest(false, Set.of("a"), 0), Set.of(), unsettled)));
    }

    private static Unsettled inSync() {
        return Unsettled.NOTHING;
    }

    private static Unsettled pending(long since) {
        return new Unsettled(
                List.of(new ResourceDescription("a", "a", Standing.STALE, "2", "1", null, null)), false, since);
    }

    private Unsettled rejected(String error) {
        return new Unsettled(
                List.of(new ResourceDescription("a", "a", Standing.ERROR, "2", "1", "2", error)), false, clock.get());
    }

    private record Defaults() implements StatusConfig {
        @Override
        public Optional<String> replica() {
            return Optional.empty();
        }

        @Override
        public Duration publishEvery() {
            return TICK;
        }

        @Override
        public Duration signOfLife() {
            return TICK.multipliedBy(2);
        }

        @Override
        public Duration replicaTimeout() {
            return TICK.multipliedBy(6);
        }

        @Override
        public Duration databaseTimeout() {
            return Duration.ofSeconds(1);
        }
    }
}
