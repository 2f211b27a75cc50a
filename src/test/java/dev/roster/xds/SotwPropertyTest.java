package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.World;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever happens on a state-of-the-world stream: it is not chattier than its causes, and at rest the client holds the
 * truth (C2, C9; P12, P30, P31, P33, P35, P36, P37, P38).
 */
class SotwPropertyTest {
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
        private final Map<ResourceType, SotwModel> models = new EnumMap<>(ResourceType.class);
        private final Set<ResourceType> opened = EnumSet.noneOf(ResourceType.class);
        private SotwTranscript client = server.sotw();
        private int causes;
        private int responses;

        Run() {
            Step.TYPES.forEach(type -> models.put(type, new SotwModel(type, world)));
        }

        void happens(Step step) {
            ResourceType type = step.type();
            switch (step.kind()) {
                case PUT, PUT_SERVICE -> {
                    world.put(type, step.name(), step.content());
                    causes += 2; // a cluster has its endpoints sent again
                }
                case REMOVE -> {
                    world.remove(type, step.name());
                    causes++;
                }
                case SUBSCRIBE -> asks(type, model(type).want(step.name()));
                case SUBSCRIBE_WILDCARD -> asks(type, model(type).want("*"));
                case UNSUBSCRIBE -> drops(type, step.name());
                case UNSUBSCRIBE_WILDCARD -> drops(type, "*");
                case READ_AND_ACK, ACK_ONE_LEFT_OPEN -> readAndAck();
                case READ_AND_NACK -> readAndNack();
                case READ_AND_LEAVE_OPEN -> server.loop().turn();
                case DEADLINE_PASSES -> server.loop().advance(Server.DEADLINE);
                case RECONNECT -> reconnects();
            }
            server.loop().turn();
        }

        private void asks(ResourceType type, boolean differs) {
            if (differs) {
                causes += 2; // the answer, and the endpoints of a cluster in it
                opened.add(type);
                client.wants(type, model(type).interest());
            }
        }

        /** A client that still has to read a response is not heard (P33), so it drops nothing before. */
        private void drops(ResourceType type, String name) {
            if (!client.hasUnread()) {
                asks(type, model(type).drop(name));
            }
        }

        private void readAndAck() {
            if (client.hasUnread()) {
                SotwReceived response = reads();
                model(response).accept(response);
                response.anything().acks();
            }
        }

        private void readAndNack() {
            if (client.hasUnread()) {
                SotwReceived response = reads();
                causes += model(response).reject(response) ? 2 : 0;
                response.anything().nacks("no");
            }
        }

        private SotwReceived reads() {
            responses++;
            assertThat(responses).as("responses").isLessThanOrEqualTo(causes);
            return client.receives();
        }

        private void reconnects() {
            client.closes();
            client = server.sotw();
            for (ResourceType type : opened) {
                causes += 2;
                model(type).reconnect();
                client.reconnects(type, model(type).accepted(), model(type).interest());
            }
        }

        /** Everything is read, accepted and answered, and all deadlines pass. */
        void comesToRest() {
            for (int deadlines = 0; deadlines < 3; deadlines++) {
                while (client.hasUnread()) {
                    readAndAck();
                }
                server.loop().advance(Server.DEADLINE);
            }
            assertThat(client.hasUnread()).as("responses at rest").isFalse();
            assertThat(server.loop().isQuiet()).as("no timer is left").isTrue();
            boolean outdated = opened.stream().anyMatch(type -> model(type).isOutdated());
            opened.forEach(type -> model(type).expectTruth(outdated));
        }

        private SotwModel model(SotwReceived response) {
            return model(ResourceType.ofUrl(response.typeUrl()).orElseThrow());
        }

        private SotwModel model(ResourceType type) {
            return Objects.requireNonNull(models.get(type));
        }
    }
}
