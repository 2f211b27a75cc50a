package dev.roster.snapshot;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.snapshot.EndpointBuilder.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import org.junit.jupiter.api.Test;

/** Which resources appear, change and go with the services and endpoints of the registry. */
class ProjectionTest {
    private static final Viewer EVERYONE = new Viewer("", Transport.ADS);

    private final Projected projected = new Projected();

    @Test
    void aServiceHasAClusterAndAnEmptyAssignment() throws InvalidProtocolBufferException {
        SnapshotUpdate update = projected.apply(Batch.of().service("s"));

        assertThat(update.names(CLUSTER, "")).containsExactly("s");
        assertThat(update.names(ENDPOINT, "")).containsExactly("s");
        assertThat(projected.cluster("s", Transport.ADS).getName()).isEqualTo("s");
        assertThat(projected.assignment("s").getClusterName()).isEqualTo("s");
        assertThat(projected.assignment("s").getEndpointsList()).isEmpty();
    }

    @Test
    void aRegistrationChangesTheAssignmentAndNotTheCluster() {
        projected.apply(Batch.of().service("s"));

        SnapshotUpdate update = projected.apply(Batch.of().endpoint(endpoint("s", "e")));
        assertThat(update.types()).containsOnly(ENDPOINT);
        assertThat(update.names(ENDPOINT, "")).containsExactly("s");
    }

    @Test
    void theAssignmentIsEmptyWhenTheLastEndpointLeaves() throws InvalidProtocolBufferException {
        projected.apply(Batch.of().service("s").endpoint(endpoint("s", "e")));

        projected.apply(Batch.of().deregistered("s", "e"));
        assertThat(projected.assignment("s").getEndpointsList()).isEmpty();
    }

    @Test
    void aDeletedServiceTakesClusterAndAssignmentWithIt() {
        projected.apply(Batch.of().service("s").endpoint(endpoint("s", "e")));

        SnapshotUpdate update = projected.apply(Batch.of().deleted("s").deregistered("s", "e"));
        assertThat(update.names(CLUSTER, "")).containsExactly("s");
        assertThat(update.names(ENDPOINT, "")).containsExactly("s");
        assertThat(projected.versions(CLUSTER)).isEmpty();
        assertThat(projected.versions(ENDPOINT)).isEmpty();
    }

    @Test
    void aServiceThatComesBackHasNoneOfItsOldEndpoints() throws InvalidProtocolBufferException {
        projected.apply(Batch.of().service("s").endpoint(endpoint("s", "e").address("10.0.0.1")));
        projected.apply(Batch.of().deleted("s").deregistered("s", "e"));

        projected.apply(Batch.of().service("s").endpoint(endpoint("s", "f").address("10.0.0.2")));
        assertThat(projected.addresses("s")).containsExactly("10.0.0.2");
    }

    @Test
    void P21_theSameContentWrittenAgainIsNoUpdate() {
        projected.apply(Batch.of().service("s").endpoint(endpoint("s", "e")));

        SnapshotUpdate update = projected.apply(Batch.of().service("s").endpoint(endpoint("s", "e")));
        assertThat(update.isEmpty()).isTrue();
    }

    @Test
    void P21_deletingWhatIsNotThereIsNoUpdate() {
        SnapshotUpdate update = projected.apply(Batch.of().deleted("s").deregistered("s", "e"));
        assertThat(update.isEmpty()).isTrue();
    }

    @Test
    void P21_versionsAreEqualWhateverTheOrderOfTheChanges() {
        projected.apply(Batch.of().service("s").endpoint(endpoint("s", "e").zone("z")));
        projected.apply(Batch.of().endpoint(endpoint("s", "f")).service("t"));
        projected.apply(Batch.of().endpoint(endpoint("s", "g").metadata("{\"a\": 1, \"b\": 2}")));

        Projected other = new Projected();
        other.apply(Batch.of().service("t").service("s").endpoint(endpoint("s", "h")));
        other.apply(Batch.of()
                .endpoint(endpoint("s", "g").metadata("{\"b\": 2, \"a\": 1}"))
                .endpoint(endpoint("s", "e").priority(3)));
        other.apply(Batch.of()
                .endpoint(endpoint("s", "f"))
                .deregistered("s", "h")
                .endpoint(endpoint("s", "e").zone("z")));
        assertThat(other.versions(ENDPOINT)).isEqualTo(projected.versions(ENDPOINT));
        assertThat(other.versions(CLUSTER)).isEqualTo(projected.versions(CLUSTER));
    }

    @Test
    void P21_contentThatComesBackHasItsOldVersion() {
        projected.apply(Batch.of().service("s").endpoint(endpoint("s", "e")));
        String before = projected.versions(ENDPOINT).get("s");
        projected.apply(Batch.of().endpoint(endpoint("s", "e").weight(2)));
        assertThat(projected.versions(ENDPOINT)).doesNotContainEntry("s", before);

        projected.apply(Batch.of().endpoint(endpoint("s", "e")));
        assertThat(projected.versions(ENDPOINT)).containsEntry("s", before);
    }

    @Test
    void everythingAgainIsNoUpdate() {
        projected.apply(Batch.ofEverything().service("s").endpoint(endpoint("s", "e")));

        SnapshotUpdate update =
                projected.apply(Batch.ofEverything().service("s").endpoint(endpoint("s", "e")));
        assertThat(update.isEmpty()).isTrue();
    }

    @Test
    void everythingFindsWhatDiffers() throws InvalidProtocolBufferException {
        projected.apply(Batch.of()
                .service("same")
                .endpoint(endpoint("same", "e"))
                .service("gone")
                .endpoint(endpoint("gone", "g"))
                .service("fewer")
                .endpoint(endpoint("fewer", "f")));

        SnapshotUpdate update = projected.apply(Batch.ofEverything()
                .service("same")
                .endpoint(endpoint("same", "e"))
                .service("fewer")
                .service("new")
                .endpoint(endpoint("new", "n")));
        assertThat(update.names(CLUSTER, "")).containsExactlyInAnyOrder("gone", "new");
        assertThat(update.names(ENDPOINT, "")).containsExactlyInAnyOrder("gone", "new", "fewer");
        assertThat(projected.versions(CLUSTER)).containsOnlyKeys("same", "fewer", "new");
        assertThat(projected.assignment("fewer").getEndpointsList()).isEmpty();
    }

    @Test
    void anUpdateLeavesTheViewBeforeItAsItWas() {
        SnapshotUpdate first = projected.apply(Batch.of().service("s"));
        projected.apply(Batch.of().deleted("s"));

        assertThat(first.after().view(CLUSTER, EVERYONE).get("s")).isPresent();
        assertThat(first.before().view(CLUSTER, EVERYONE).get("s")).isEmpty();
    }

    @Test
    void updatesThatMergeNameAllThatEitherChanged() {
        SnapshotUpdate first = projected.apply(Batch.of().service("s"));
        SnapshotUpdate merged =
                first.then(projected.apply(Batch.of().service("t").endpoint(endpoint("s", "e"))));

        assertThat(merged.names(CLUSTER, "")).containsExactlyInAnyOrder("s", "t");
        assertThat(merged.names(ENDPOINT, "")).containsExactlyInAnyOrder("s", "t");
        assertThat(merged.before()).isSameAs(first.before());
    }

    @Test
    void P82_metadataThatCannotBeReadHidesNoEndpoint() throws InvalidProtocolBufferException {
        String tooDeep = "{\"a\":".repeat(200) + "1" + "}".repeat(200);
        projected.apply(Batch.of()
                .service("s")
                .endpoint(endpoint("s", "bad").address("10.0.0.1").metadata(tooDeep))
                .endpoint(endpoint("s", "good").address("10.0.0.2")));

        assertThat(projected.addresses("s")).containsExactly("10.0.0.1", "10.0.0.2");
    }
}
