package dev.roster.xds.file;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;
import static dev.roster.envoy.ResourceType.SECRET;
import static dev.roster.resource.ResourceKey.EVERYONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a node group, as they follow what is registered and written. */
class FolderTest {
    private static final ResourceKey LISTENER_KEY = new ResourceKey(LISTENER, EVERYONE, "l");
    private static final ResourceKey ROUTE_KEY = new ResourceKey(ROUTE, EVERYONE, "r");
    private static final ResourceKey SECRET_KEY = new ResourceKey(SECRET, EVERYONE, "key");
    private static final String SECRET_BODY = "{\"name\": \"key\", \"generic_secret\": {}}";

    @TempDir
    Path path;

    private Shelf shelf;

    @BeforeEach
    void makeShelf() {
        shelf = new Shelf(path.resolve("xds"));
    }

    @Test
    void P72_everyFileIsThereFromTheStart() throws IOException {
        shelf.restarts().writes();

        for (String file : new String[] {"cds", "eds", "lds", "rds", "srds", "rtds", "ecds"}) {
            assertThat(shelf.read(file + ".yaml")).as(file).endsWith("resources: []\n");
        }
        assertThat(shelf.has("sds.yaml")).isFalse();
    }

    @Test
    void aServiceIsInItsFiles() throws IOException {
        shelf.registered().registers("shop/cart");
        shelf.writes();

        assertThat(shelf.read("cds.yaml")).contains("name: \"shop/cart\"").contains("/xds/eds/shop%2Fcart.yaml\"");
        assertThat(shelf.read("eds/shop%2Fcart.yaml")).contains("cluster_name: \"shop/cart\"");
        assertThat(shelf.read("eds.yaml")).contains("cluster_name: \"shop/cart\"");
        assertThat(shelf.list("."))
                .as("nothing unfinished is left")
                .noneMatch(name -> name.startsWith(Disk.UNFINISHED));
    }

    @Test
    void onlyFilesWhoseContentChangedAreWritten() throws IOException {
        shelf.registered().registers("a");
        shelf.registered().registers("b");
        shelf.writes();
        Object clusters = shelf.identity("cds.yaml");
        Object other = shelf.identity("eds/b.yaml");

        shelf.registered().weighs("a", 7);
        assertThat(shelf.writes()).as("eds/a.yaml and eds.yaml").isEqualTo(2);
        assertThat(shelf.read("eds/a.yaml")).contains("load_balancing_weight: 7");
        assertThat(shelf.identity("cds.yaml")).isEqualTo(clusters);
        assertThat(shelf.identity("eds/b.yaml")).isEqualTo(other);
    }

    @Test
    void aClusterStaysWhileListenersLetGoOfIt() throws IOException {
        shelf.registered().registers("s");
        shelf.registered().writes(Map.of(LISTENER_KEY, "{\"name\": \"l\"}"));
        shelf.writes();

        shelf.registered().deletes("s");
        shelf.registered().withdraws(LISTENER_KEY);
        shelf.writes();
        assertThat(shelf.read("lds.yaml")).contains("resources: []");
        assertThat(shelf.read("cds.yaml")).contains("name: \"s\"");
        assertThat(shelf.has("eds/s.yaml")).isTrue();
        assertThat(shelf.isRetiring()).isTrue();

        shelf.waits().writes();
        assertThat(shelf.read("cds.yaml")).contains("resources: []");
        assertThat(shelf.has("eds/s.yaml")).isFalse();
    }

    @Test
    void aClusterThatComesBackMeanwhileStays() throws IOException {
        shelf.registered().registers("s");
        shelf.writes();
        shelf.registered().deletes("s");
        shelf.writes();

        shelf.registered().registers("s");
        shelf.writes();
        shelf.waits().writes();
        assertThat(shelf.read("cds.yaml")).contains("name: \"s\"");
        assertThat(shelf.has("eds/s.yaml")).isTrue();
    }

    @Test
    void aGenerationOfTheSetStaysForThoseWhoReadItAndThenGoes() throws IOException {
        shelf.registered().registers("s");
        shelf.writes();
        shelf.registered().registers("t");
        shelf.writes();
        assertThat(shelf.list("."))
                .filteredOn(name -> name.startsWith("..data-"))
                .hasSize(2);

        shelf.waits().writes();
        assertThat(shelf.list("."))
                .filteredOn(name -> name.startsWith("..data-"))
                .hasSize(1);
        assertThat(shelf.isRetiring()).isFalse();
    }

    @Test
    void aRouteHasAFileOfItsOwn() throws IOException {
        shelf.registered().writes(Map.of(ROUTE_KEY, "{\"name\": \"r\"}"));
        shelf.writes();
        assertThat(shelf.read("rds/r.yaml")).contains("name: \"r\"");

        shelf.registered().withdraws(ROUTE_KEY);
        shelf.writes();
        shelf.waits().writes();
        assertThat(shelf.has("rds/r.yaml")).isFalse();
    }

    @Test
    void theListenersThatGrpcClientsAskForByNameAreNotForEnvoys() throws IOException {
        shelf.registered().registers("s");
        shelf.writes();

        assertThat(shelf.read("lds.yaml")).contains("resources: []");
        assertThat(shelf.list("rds")).isEmpty();
    }

    @Test
    void aClusterOfWhichTheServiceIsYetToComeHasAFileOfEndpoints() throws IOException {
        ResourceKey cluster = new ResourceKey(CLUSTER, EVERYONE, "c");
        shelf.registered().writes(Map.of(cluster, "{\"name\": \"c\", \"type\": \"EDS\"}"));
        shelf.writes();
        assertThat(shelf.read("eds/c.yaml")).contains("resources: []");
        assertThat(shelf.restarts().writes()).isZero();

        shelf.registered().registers("c");
        shelf.writes();
        assertThat(shelf.read("eds/c.yaml")).contains("cluster_name: \"c\"");
    }

    @Test
    void aClusterWhoseServiceIsGoneKeepsAFileOfEndpoints() throws IOException {
        ResourceKey cluster = new ResourceKey(CLUSTER, EVERYONE, "c");
        shelf.registered().writes(Map.of(cluster, "{\"name\": \"c\", \"type\": \"EDS\"}"));
        shelf.registered().registers("c");
        shelf.writes();

        shelf.registered().deletes("c");
        shelf.writes();
        assertThat(shelf.read("eds/c.yaml")).contains("cluster_name: \"c\"");

        shelf.waits().writes();
        assertThat(shelf.read("eds/c.yaml")).contains("resources: []");
        assertThat(shelf.restarts().writes()).isZero();
    }

    @Test
    void aGroupHasWhatIsForEveryoneAndItsOwn() throws IOException {
        shelf.registered().registers("s");
        shelf.registered()
                .writes(Map.of(
                        new ResourceKey(CLUSTER, "edge", "own"), "{\"name\": \"own\"}",
                        new ResourceKey(CLUSTER, "other", "foreign"), "{\"name\": \"foreign\"}"));

        shelf.restarts("edge", type -> true).writes();
        assertThat(shelf.read("cds.yaml")).contains("\"s\"", "\"own\"").doesNotContain("foreign");
    }

    @Test
    void secretsAreForTheOwnerOnlyAndGoWhenNoLongerWanted() throws IOException {
        shelf.registered().writes(Map.of(SECRET_KEY, SECRET_BODY));
        shelf.writes();
        assertThat(shelf.has("sds.yaml")).isFalse();
        assertThat(shelf.has("sds")).isFalse();

        shelf.restarts("", type -> true).writes();
        for (String file : new String[] {"sds/key.yaml", "sds.yaml"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("xds/" + file))))
                    .isEqualTo("rw-------");
        }

        shelf.restarts().writes();
        shelf.waits().writes();
        assertThat(shelf.list("sds")).isEmpty();
        assertThat(shelf.list(".")).doesNotContain("sds.yaml");
        assertThat(shelf.has("..data/sds.yaml")).isFalse();
    }

    @Test
    void whatCouldNotBeWrittenIsWrittenLaterAndTheRestStays() throws IOException {
        shelf.registered().registers("s");
        shelf.writes();
        String clusters = shelf.read("cds.yaml");
        Path link = path.resolve("xds/..data");
        Path generation = Files.readSymbolicLink(link);
        Files.delete(link);
        Files.createDirectories(link.resolve("in the way"));

        shelf.registered().sets("s", "{\"connect_timeout\": \"2s\"}");
        assertThatThrownBy(shelf::writes).isInstanceOf(IOException.class);
        assertThat(shelf.read(generation + "/cds.yaml")).isEqualTo(clusters);

        Files.delete(link.resolve("in the way"));
        Files.delete(link);
        Files.createSymbolicLink(link, generation);
        shelf.writes();
        assertThat(shelf.read("cds.yaml")).contains("connect_timeout: \"2s\"");
    }
}
