package dev.roster.xds.file;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;
import static dev.roster.resource.ResourceKey.EVERYONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.resource.ResourceKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder that a process finds when it starts: Envoys read it all the time. */
class RestartTest {
    private static final ResourceKey CLUSTER_KEY = new ResourceKey(CLUSTER, EVERYONE, "c");
    private static final ResourceKey LISTENER_KEY = new ResourceKey(LISTENER, EVERYONE, "l");
    private static final ResourceKey ROUTE_KEY = new ResourceKey(ROUTE, EVERYONE, "r");
    private static final ResourceKey OTHER_ROUTE_KEY = new ResourceKey(ROUTE, EVERYONE, "other");

    @TempDir
    Path path;

    private Shelf shelf;

    @BeforeEach
    void makeShelf() {
        shelf = new Shelf(path.resolve("xds"));
    }

    @Test
    void aRestartWritesNothing() throws IOException {
        shelf.registered().registers("s");
        shelf.registered().writes(Map.of(LISTENER_KEY, "{\"name\": \"l\"}"));
        shelf.writes();

        assertThat(shelf.restarts().writes()).isZero();
    }

    @Test
    void aRestartRemovesWhatIsGoneAndWhatWasLeftUnfinished() throws IOException {
        shelf.registered().registers("s");
        shelf.registered().registers("t");
        shelf.writes();
        Files.writeString(path.resolve("xds/eds").resolve(Disk.UNFINISHED + "1"), "half");
        Files.writeString(path.resolve("xds").resolve(Disk.UNFINISHED + "2"), "half");
        Files.writeString(path.resolve("xds/eds/notes.txt"), "not ours");

        shelf.registered().deletes("s");
        shelf.restarts().writes();
        shelf.waits().writes();
        assertThat(shelf.list("eds")).containsExactly("notes.txt", "t.yaml");
        assertThat(shelf.list(".")).noneMatch(name -> name.startsWith(Disk.UNFINISHED));

        shelf.waits().writes();
        assertThat(shelf.isRetiring()).isFalse();
    }

    @Test
    void P72_whatWentWhileNobodyWroteStaysWhileItsReadersLetGoOfIt() throws IOException {
        shelf.registered().registers("old");
        shelf.registered().registers("young");
        shelf.registered().writes(Map.of(ROUTE_KEY, route("old"), OTHER_ROUTE_KEY, "{\"name\": \"other\"}"));
        shelf.writes();
        String cluster = item(shelf.read("cds.yaml"), "old");

        shelf.registered().writes(Map.of(ROUTE_KEY, route("young")));
        shelf.registered().withdraws(OTHER_ROUTE_KEY);
        shelf.registered().deletes("old");
        shelf.restarts().writes();
        assertThat(shelf.read("rds/r.yaml")).contains("cluster: \"young\"");
        assertThat(shelf.read("cds.yaml")).contains(cluster, "name: \"young\"");
        assertThat(shelf.list("eds")).contains("old.yaml");
        assertThat(shelf.list("rds")).contains("other.yaml");

        shelf.waits().writes();
        assertThat(shelf.read("cds.yaml")).doesNotContain("\"old\"").contains("name: \"young\"");
        assertThat(shelf.list("eds")).doesNotContain("old.yaml");
        assertThat(shelf.list("rds")).doesNotContain("other.yaml");
    }

    @Test
    void P72_aServiceThatWentWhileNobodyWroteHasNoEndpointsThoughAClusterLeadsToThem() throws IOException {
        shelf.registered().writes(Map.of(CLUSTER_KEY, "{\"name\": \"c\", \"type\": \"EDS\"}"));
        shelf.registered().registers("c");
        shelf.writes();
        assertThat(shelf.read("eds/c.yaml")).contains("10.0.0.1");

        shelf.registered().deletes("c");
        shelf.restarts().writes();
        shelf.waits().writes();
        assertThat(shelf.read("eds/c.yaml")).endsWith("resources: []\n");
    }

    @Test
    void P72_whatComesBackAfterARestartIsWhatIsNew() throws IOException {
        shelf.registered().registers("s");
        shelf.writes();
        shelf.registered().deletes("s");
        shelf.restarts().writes();

        shelf.registered().sets("s", "{\"connect_timeout\": \"2s\"}");
        shelf.writes();
        shelf.waits().writes();
        assertThat(shelf.read("cds.yaml")).containsOnlyOnce("name: \"s\"").contains("connect_timeout: \"2s\"");
        assertThat(shelf.has("eds/s.yaml")).isTrue();
    }

    @Test
    void whatNobodyCanReadIsWrittenAnew() throws IOException {
        shelf.registered().registers("s");
        shelf.writes();
        Files.writeString(path.resolve("xds/cds.yaml"), "resources:\n- {\n- name: [\n- 7\n- {name: \u0001}\n");

        shelf.restarts().writes();
        assertThat(shelf.read("cds.yaml")).contains("name: \"s\"").doesNotContain("- 7");
    }

    private static String route(String cluster) {
        return "{\"name\": \"r\", \"virtual_hosts\": [{\"name\": \"all\", \"domains\": [\"*\"], \"routes\":"
                + " [{\"match\": {\"prefix\": \"/\"}, \"route\": {\"cluster\": \"" + cluster + "\"}}]}]}";
    }

    /** One item of a file, as it stands there. */
    private static String item(String file, String name) {
        return Arrays.stream(file.split("(?m)^(?=- )", -1))
                .filter(item -> item.contains("  name: \"" + name + "\"\n"))
                .findAny()
                .orElseThrow();
    }
}
