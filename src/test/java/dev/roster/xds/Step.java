package dev.roster.xds;

import dev.roster.envoy.ResourceType;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** One thing that may happen to a stream: there are three types, four names and three contents. Immutable. */
record Step(Kind kind, ResourceType type, String name, String content) {
    static final List<ResourceType> TYPES = List.of(ResourceType.CLUSTER, ResourceType.ENDPOINT, ResourceType.ROUTE);

    private static final int MOST = 60;

    /** What happens. */
    enum Kind {
        PUT,
        PUT_SERVICE,
        REMOVE,
        SUBSCRIBE,
        UNSUBSCRIBE,
        SUBSCRIBE_WILDCARD,
        UNSUBSCRIBE_WILDCARD,
        READ_AND_ACK,
        READ_AND_NACK,
        READ_AND_LEAVE_OPEN,
        ACK_ONE_LEFT_OPEN,
        DEADLINE_PASSES,
        RECONNECT
    }

    static Arbitrary<List<Step>> sequences() {
        return Combinators.combine(
                        kinds(),
                        Arbitraries.of(TYPES),
                        Arbitraries.of("a", "b", "c", "d"),
                        Arbitraries.of("1", "2", "3"))
                .as(Step::new)
                .list()
                .ofMaxSize(MOST);
    }

    private static Arbitrary<Kind> kinds() {
        return Arbitraries.oneOf(
                Arbitraries.of(Kind.PUT, Kind.SUBSCRIBE, Kind.READ_AND_ACK), Arbitraries.of(Kind.class));
    }
}
