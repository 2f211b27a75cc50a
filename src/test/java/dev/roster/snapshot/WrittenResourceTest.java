package dev.roster.snapshot;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;
import static dev.roster.envoy.ResourceType.VIRTUAL_HOST;
import static dev.roster.resource.ResourceKey.EVERYONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What operators write: beside what is generated, before it under its name, and for the nodes of one group. */
class WrittenResourceTest {
    private static final ResourceKey WRITTEN = new ResourceKey(CLUSTER, EVERYONE, "s");
    private static final String UNREADABLE = "{\"type\": \"NO_SUCH\"}";
    private static final String BODY = "{\"name\": \"s\", \"type\": \"STATIC\"}";

    private final List<ResourceKey> unreadable = new ArrayList<>();
    private final Projected projected = new Projected(new SnapshotObserver() {
        @Override
        public void unreadable(ResourceKey resource, String reason) {
            unreadable.add(resource);
        }
    });

    @Test
    void aWrittenResourceIsServed() throws InvalidProtocolBufferException {
        SnapshotUpdate update = projected.apply(Batch.of().written(WRITTEN, BODY));

        assertThat(update.names(CLUSTER, "any")).containsExactly("s");
        assertThat(projected.cluster("s", Transport.REST).getType()).isEqualTo(Cluster.DiscoveryType.STATIC);
    }

    @Test
    void itStandsBeforeTheGeneratedOneAndTheGeneratedOneComesBack() {
        projected.apply(Batch.of().service("s"));
        String generated = version(CLUSTER, "", "s").orElseThrow();

        projected.apply(Batch.of().written(WRITTEN, BODY));
        String written = version(CLUSTER, "", "s").orElseThrow();
        assertThat(written).isNotEqualTo(generated);

        SnapshotUpdate settings = projected.apply(Batch.of().service("s", "{\"connect_timeout\": \"2s\"}"));
        assertThat(settings.isEmpty()).as("what is behind it is not seen").isTrue();

        projected.apply(Batch.of().withdrawn(WRITTEN).service("s"));
        assertThat(version(CLUSTER, "", "s")).contains(generated);
    }

    @Test
    void itStaysWhenTheServiceGoesAndGoesWithoutOne() {
        projected.apply(Batch.of().service("s").written(WRITTEN, BODY));

        projected.apply(Batch.of().deleted("s"));
        assertThat(version(CLUSTER, "", "s")).isPresent();

        projected.apply(Batch.of().withdrawn(WRITTEN));
        assertThat(version(CLUSTER, "", "s")).isEmpty();
    }

    @Test
    void readingEverythingAgainChangesNothing() {
        Batch everything = Batch.ofEverything()
                .service("s")
                .service("t")
                .written(WRITTEN, BODY)
                .written(new ResourceKey(CLUSTER, "edge", "t"), "{\"name\": \"t\"}");
        projected.apply(everything);

        assertThat(projected.apply(everything).isEmpty()).isTrue();
    }

    @Test
    void readingEverythingWithdrawsWhatIsGone() {
        projected.apply(Batch.of().service("s").written(WRITTEN, BODY));
        projected.apply(Batch.of().written(new ResourceKey(LISTENER, "edge", "l"), "{\"name\": \"l\"}"));

        SnapshotUpdate update = projected.apply(Batch.ofEverything());
        assertThat(update.names(LISTENER, "edge")).containsExactly("l");
        assertThat(projected.view(CLUSTER, "").names()).isEmpty();
        assertThat(projected.view(LISTENER, "edge").names()).isEmpty();
    }

    @Test
    void aResourceOfAGroupIsForItsNodesOnlyAndShadowsTheOneForEveryone() {
        projected.apply(Batch.of()
                .written(WRITTEN, BODY)
                .written(new ResourceKey(CLUSTER, "edge", "own"), "{\"name\": \"own\"}"));
        projected.apply(
                Batch.of().written(new ResourceKey(CLUSTER, "edge", "s"), "{\"name\": \"s\", \"type\": \"EDS\"}"));

        assertThat(projected.view(CLUSTER, "edge").names()).containsExactlyInAnyOrder("s", "own");
        assertThat(projected.view(CLUSTER, "other").names()).containsExactly("s");
        assertThat(version(CLUSTER, "edge", "s")).isPresent().isNotEqualTo(version(CLUSTER, "other", "s"));
        assertThat(version(CLUSTER, "other", "own")).isEmpty();
    }

    @Test
    void anUpdateNamesWhatConcernsAGroup() {
        SnapshotUpdate update = projected.apply(Batch.of()
                .written(WRITTEN, BODY)
                .written(new ResourceKey(CLUSTER, "edge", "own"), "{\"name\": \"own\"}"));

        assertThat(update.names(CLUSTER, "edge")).containsExactlyInAnyOrder("s", "own");
        assertThat(update.names(CLUSTER, "other")).containsExactly("s");
        assertThat(update.names(LISTENER, "edge")).isEmpty();
    }

    @Test
    void theVersionOfAllFollowsWhatTheGroupSees() {
        projected.apply(Batch.of().written(WRITTEN, BODY));
        String everyones = projected.view(CLUSTER, "edge").version();
        assertThat(projected.view(CLUSTER, "other").version()).isEqualTo(everyones);

        projected.apply(Batch.of().written(new ResourceKey(CLUSTER, "edge", "s"), "{\"name\": \"s\"}"));
        assertThat(projected.view(CLUSTER, "edge").version()).isNotEqualTo(everyones);
        assertThat(projected.view(CLUSTER, "other").version()).isEqualTo(everyones);

        projected.apply(Batch.of().written(new ResourceKey(CLUSTER, "edge", "s"), BODY));
        assertThat(projected.view(CLUSTER, "edge").version())
                .as("a shadow of the same content is the same content")
                .isEqualTo(everyones);
    }

    @Test
    void P82_oneThatCannotBeReadStaysAsItWasAndHidesNoOther() {
        projected.apply(Batch.of().written(WRITTEN, BODY));
        Optional<String> before = version(CLUSTER, "", "s");

        projected.apply(Batch.of()
                .written(WRITTEN, UNREADABLE)
                .written(new ResourceKey(CLUSTER, EVERYONE, "good"), "{\"name\": \"good\"}"));

        assertThat(unreadable).containsExactly(WRITTEN);
        assertThat(version(CLUSTER, "", "s")).isEqualTo(before);
        assertThat(version(CLUSTER, "", "good")).isPresent();
    }

    @Test
    void P82_oneThatCannotBeReadHidesNoGeneratedOne() {
        projected.apply(Batch.ofEverything().service("s").written(WRITTEN, UNREADABLE));

        assertThat(unreadable).containsExactly(WRITTEN);
        assertThat(version(CLUSTER, "", "s")).isPresent();
    }

    @Test
    void P82_oneThatCannotBeReadAgainStillStandsBeforeTheGeneratedOne() {
        projected.apply(Batch.of().service("s").written(WRITTEN, BODY));
        Optional<String> before = version(CLUSTER, "", "s");

        projected.apply(Batch.ofEverything().service("s").written(WRITTEN, UNREADABLE));
        projected.apply(Batch.of().service("s", "{\"connect_timeout\": \"2s\"}"));
        assertThat(version(CLUSTER, "", "s")).isEqualTo(before);
    }

    @Test
    void anEdsClusterHasItsAssignmentFetchedByItsServiceName() {
        projected.apply(
                Batch.of()
                        .written(
                                WRITTEN,
                                "{\"name\": \"s\", \"type\": \"EDS\", \"eds_cluster_config\": {\"service_name\": \"x\", \"eds_config\": {\"ads\": {}}}}"));

        assertThat(projected.get(CLUSTER, "s", Transport.ADS).orElseThrow().references(ENDPOINT))
                .isEqualTo(Set.of("x"));
    }

    @Test
    void P50_aVirtualHostHasItsDomainsForAliases() {
        projected.apply(Batch.of()
                .written(
                        new ResourceKey(VIRTUAL_HOST, EVERYONE, "routes/of/host"),
                        "{\"name\": \"host\", \"domains\": [\"a.example\", \"B.Example\"]}"));

        assertThat(projected
                        .get(VIRTUAL_HOST, "routes/of/host", Transport.ADS)
                        .orElseThrow()
                        .wire()
                        .getAliasesList())
                .containsExactlyInAnyOrder("routes/of/a.example", "routes/of/b.example");
    }

    @Test
    void P42_aRouteWhoseHostsComeOnDemandRefersToAllOfThem() {
        projected.apply(Batch.of()
                .written(
                        new ResourceKey(ROUTE, EVERYONE, "r"),
                        "{\"name\": \"r\", \"vhds\": {\"config_source\": {\"ads\": {}}}}"));

        assertThat(projected.get(ROUTE, "r", Transport.ADS).orElseThrow().references(VIRTUAL_HOST))
                .isEqualTo(Set.of("r/*"));
        assertThat(projected.view(VIRTUAL_HOST, EVERYONE).referredTo()).containsExactly("r/*");
    }

    private Optional<String> version(ResourceType type, String group, String name) {
        return projected.view(type, group).get(name).map(VersionedResource::version);
    }
}
