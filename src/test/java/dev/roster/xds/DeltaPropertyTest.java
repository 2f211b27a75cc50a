package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.World;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever happens on a delta stream: nothing is sent without cause, what is asked is answered at once, and at rest the
 * client holds the truth (C2, C3, C9; P01, P02, P03, P12, P15, P16, P18, P22, P38, P40, P81).
 */
class DeltaPropertyTest {
    @Property(tries = 500)
    void atRestTheClientHoldsTheTruth(@ForAll("sequences") List<Step> steps) {
        Run run = new Run();
        steps.forEach(run::happens);
        run.comesToRest();
    }

    @Provide
    Arbitrary<List<Step>> sequences() {
        return Step.sequences();
    }

    /** One client through one sequence. Not thread-safe. */
    private static final class Run {
        private final World world = new World().ready();
        private final Server server = new Server(world.snapshots());
        private final Map<ResourceType, DeltaModel> models = new EnumMap<>(ResourceType.class);
        private final Set<ResourceType> opened = EnumSet.noneOf(ResourceType.class);
        private final Queue<DeltaReceived> unread = new ArrayDeque<>();
        private final Queue<DeltaReceived> open = new ArrayDeque<>();
        private DeltaTranscript client = server.delta();

        Run() {
            Step.TYPES.forEach(type -> models.put(type, new DeltaModel(type, world)));
        }

        void happens(Step step) {
            ResourceType type = step.type();
            String name = step.name();
            switch (step.kind()) {
                case PUT -> world.put(type, name, step.content());
                case PUT_SERVICE -> world.putService(name);
                case REMOVE -> world.remove(type, name);
                case SUBSCRIBE -> {
                    model(type).subscribe(name);
                    subscribes(type, name);
                }
                case UNSUBSCRIBE -> {
                    model(type).unsubscribe(name);
                    unsubscribes(type, name);
                }
                case SUBSCRIBE_WILDCARD -> {
                    model(type).subscribeWildcard(unanswered(type));
                    subscribes(type, "*");
                }
                case UNSUBSCRIBE_WILDCARD -> {
                    model(type).unsubscribeWildcard();
                    unsubscribes(type, "*");
                }
                case READ_AND_ACK ->
                    read(response -> {
                        model(response).take(response);
                        acks(response);
                    });
                case READ_AND_NACK ->
                    read(response -> {
                        model(response).reject(response);
                        client.sends(response.answer().setErrorDetail(DeltaReceived.rejection("no")));
                    });
                case READ_AND_LEAVE_OPEN ->
                    read(response -> {
                        model(response).take(response);
                        open.add(response);
                    });
                case ACK_ONE_LEFT_OPEN -> answerOneLeftOpen();
                case DEADLINE_PASSES -> server.loop().advance(Server.DEADLINE);
                case RECONNECT -> reconnects();
            }
            server.loop().advance(AnswerPace.WINDOW);
            receives();
            models.values().forEach(DeltaModel::expectNothingOwed);
        }

        private void subscribes(ResourceType type, String name) {
            opened.add(type);
            client.subscribes(type, name);
        }

        private void unsubscribes(ResourceType type, String name) {
            if (opened.contains(type)) {
                client.unsubscribes(type, name);
            }
        }

        private List<String> unanswered(ResourceType type) {
            return Stream.concat(unread.stream(), open.stream())
                    .filter(response -> response.typeUrl().equals(type.typeUrl()))
                    .flatMap(response -> response.versions().keySet().stream())
                    .toList();
        }

        private void reconnects() {
            client.closes();
            unread.clear();
            open.clear();
            opened.clear();
            client = server.delta();
            models.forEach((type, model) -> {
                model.reconnect();
                if (!model.wantsNothing()) {
                    opened.add(type);
                    client.reconnects(type, model.held(), model.interest());
                }
            });
        }

        private void receives() {
            while (client.hasUnread()) {
                DeltaReceived response = client.receives();
                model(response).check(response);
                if (response.typeUrl().equals(ResourceType.CLUSTER.typeUrl())) {
                    response.versions().keySet().forEach(model(ResourceType.ENDPOINT)::mayRepeat);
                }
                unread.add(response);
            }
        }

        private void read(Consumer<DeltaReceived> reader) {
            DeltaReceived response = unread.poll();
            if (response != null) {
                reader.accept(response);
            }
        }

        private void acks(DeltaReceived response) {
            client.sends(response.answer());
            model(response).acked(response);
        }

        private boolean answerOneLeftOpen() {
            DeltaReceived response = open.poll();
            if (response != null) {
                acks(response);
            }
            return response != null;
        }

        /** Everything is read, accepted and answered, and all deadlines pass. */
        void comesToRest() {
            for (int deadlines = 0; deadlines < 3; deadlines++) {
                answerEverything();
                server.loop().advance(Server.DEADLINE);
                receives();
            }
            assertThat(unread).as("responses at rest").isEmpty();
            assertThat(server.loop().isQuiet()).as("no timer is left").isTrue();
            boolean outdated = models.values().stream().anyMatch(DeltaModel::isOutdated);
            models.values().forEach(model -> model.expectTruth(outdated));
        }

        private void answerEverything() {
            receives();
            while (!unread.isEmpty() || !open.isEmpty()) {
                while (answerOneLeftOpen()) {
                    receives();
                }
                read(response -> {
                    model(response).take(response);
                    open.add(response);
                });
            }
        }

        private DeltaModel model(DeltaReceived response) {
            return model(ResourceType.ofUrl(response.typeUrl()).orElseThrow());
        }

        private DeltaModel model(ResourceType type) {
            return Objects.requireNonNull(models.get(type));
        }
    }
}
