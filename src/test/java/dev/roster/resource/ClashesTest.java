package dev.roster.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.roster.envoy.ResourceType;
import dev.roster.request.Violation;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClashesTest {
    private static final String ALL = ResourceKey.EVERYONE;

    @Test
    void whatIsNewDoesNotFitBesideWhatIsStored() {
        assertThat(told(List.of(key("edge", "new")), clash(key("edge", "new"), "edge", key(ALL, "old"))))
                .containsExactly(new Violation("resources[0].address", "::1:80", "must not be that of old"));
    }

    @Test
    void theOtherOneIsNamedWithItsGroup() {
        assertThat(told(List.of(key(ALL, "new")), clash(key(ALL, "new"), ALL, key("edge", "old"))))
                .extracting(Violation::rule)
                .containsExactly("must not be that of old of the group edge");
    }

    @Test
    void ofTwoInOneListTheLaterOneIsTold() {
        assertThat(told(
                        List.of(key(ALL, "one"), key(ALL, "two")),
                        clash(key(ALL, "one"), ALL, key(ALL, "two")),
                        clash(key(ALL, "two"), ALL, key(ALL, "one"))))
                .extracting(Violation::field, Violation::rule)
                .containsExactly(tuple("resources[1].address", "must not be that of one"));
    }

    @Test
    void aClaimIsToldOnceHoweverManyHaveTheSame() {
        assertThat(told(
                        List.of(key(ALL, "new")),
                        clash(key(ALL, "new"), ALL, key("blue", "old")),
                        clash(key(ALL, "new"), ALL, key("green", "old"))))
                .hasSize(1);
    }

    @Test
    void clashesAreToldInTheOrderOfTheList() {
        assertThat(told(
                        List.of(key(ALL, "one"), key(ALL, "two")),
                        clash(key(ALL, "two"), ALL, key(ALL, "old")),
                        clash(key(ALL, "one"), ALL, key(ALL, "old"))))
                .extracting(Violation::field)
                .containsExactly("resources[0].address", "resources[1].address");
    }

    @Test
    void aResourceMustStayThatStandsBeforeOneThatClashes() {
        assertThat(told(List.of(), clash(key(ALL, "main"), "edge", key("edge", "other"))))
                .containsExactly(new Violation(
                        "listeners/edge/main",
                        "::1:80",
                        "must stay: without it the nodes of edge get the main for everyone, whose address is that of"
                                + " other of the group edge"));
    }

    @Test
    void whatIsPutGivesWayToWhatTheSameEditUncovers() {
        assertThat(told(
                        List.of(key("edge", "new")),
                        clash(key(ALL, "main"), "edge", key("edge", "new")),
                        clash(key("edge", "new"), "edge", key(ALL, "main"))))
                .extracting(Violation::field)
                .containsExactly("resources[0].address");
    }

    @Test
    void butWhatTheEditLeavesAsItIsDoesNot() {
        assertThat(told(List.of(key("edge", "same")), clash(key(ALL, "main"), "edge", key("edge", "same"))))
                .extracting(Violation::field)
                .containsExactly("listeners/edge/main");
    }

    private static List<Violation> told(List<ResourceKey> put, Clash... clashes) {
        List<Draft> drafts = IntStream.range(0, put.size())
                .mapToObj(place -> new Draft(
                        Resource.of(put.get(place), Listener.getDefaultInstance(), null),
                        "resources[" + place + "]",
                        List.of()))
                .toList();
        return Clashes.of(Edit.of(new Batch("edge", drafts, Set.of(), Set.of())), List.of(clashes));
    }

    private static Clash clash(ResourceKey key, String nodes, ResourceKey holder) {
        return new Clash(key, nodes, "address", "::1:80", holder);
    }

    private static ResourceKey key(String group, String name) {
        return new ResourceKey(ResourceType.LISTENER, group, name);
    }
}
