package dev.roster.xds;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import dev.roster.snapshot.Registered;
import dev.roster.snapshot.Transport;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.Viewer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files in Envoy's own words. */
class FileTextTest {
    private static final String CLUSTER_TYPE = "type.googleapis.com/envoy.config.cluster.v3.Cluster";

    private final FileText text = new FileText(new EnvoyJson());
    private final Registered registered = new Registered(0);

    @Test
    void anAssignmentIsAListOfOne() {
        registered.registers("s");

        assertThat(text.file("v1", List.of(item(ENDPOINT, "s")))).isEqualTo("""
                version_info: "v1"
                resources:
                - '@type': "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment"
                  cluster_name: "s"
                  endpoints:
                  - locality: {}
                    lb_endpoints:
                    - endpoint:
                        address:
                          socket_address:
                            address: "10.0.0.1"
                            port_value: 8080
                      load_balancing_weight: 1
                    load_balancing_weight: 1
                """);
    }

    @Test
    void whatWasWrittenIsFoundByName() {
        List<String> names = List.of("a/b", "größe", "\"quoted\"", "x: y", "- dash", "7", "long".repeat(60));
        names.forEach(registered::registers);
        registered.writes(Map.of(new ResourceKey(CLUSTER, ResourceKey.EVERYONE, "lines"), """
                {"name": "lines", "alt_stat_name": "one\\n- name: two\\n\\n  name: three\\n"}
                """));
        Map<String, String> written = new HashMap<>();
        Stream.concat(names.stream(), Stream.of("lines")).forEach(name -> written.put(name, item(CLUSTER, name)));

        assertThat(FileText.items(text.file("v1", written.values()), CLUSTER)).isEqualTo(written);
        assertThat(FileText.items(text.file("v1", List.of()), CLUSTER)).isEmpty();
    }

    @Test
    void nothingIsAnEmptyList() {
        assertThat(text.file("v1", List.of())).isEqualTo("""
                version_info: "v1"
                resources: []
                """);
    }

    @Test
    void aGeneratedClusterHasItsEndpointsFromTheirFile() {
        registered.registers("shop/cart");

        assertThat(item(CLUSTER, "shop/cart")).isEqualTo("""
                - '@type': "type.googleapis.com/envoy.config.cluster.v3.Cluster"
                  name: "shop/cart"
                  type: "EDS"
                  eds_cluster_config:
                    eds_config:
                      resource_api_version: "V3"
                      path_config_source:
                        path: "/xds/eds/shop%2Fcart.yaml"
                """);
    }

    @Test
    void soHasAWrittenOneThatNamesNoSource() {
        writes("{\"name\": \"c\", \"type\": \"EDS\", \"eds_cluster_config\": {\"service_name\": \"s\"}}");

        assertThat(item(CLUSTER, "c")).contains("path: \"/xds/eds/s.yaml\"").contains("service_name: \"s\"");
    }

    @Test
    void aSourceThatIsNamedStays() {
        String body = "{\"name\": \"c\", \"type\": \"EDS\", \"eds_cluster_config\":"
                + " {\"eds_config\": {\"path_config_source\": {\"path\": \"/own.yaml\"}}}}";
        writes(body);

        assertThat(item(CLUSTER, "c")).contains("path: \"/own.yaml\"").doesNotContain("/xds/");
    }

    @Test
    void otherClustersStayAsTheyAre() {
        writes("{\"name\": \"c\", \"type\": \"STRICT_DNS\"}");

        assertThat(item(CLUSTER, "c")).isEqualTo("""
                - '@type': "%s"
                  name: "c"
                  type: "STRICT_DNS"
                """.formatted(CLUSTER_TYPE));
    }

    @Test
    void theWholeHoldsThemByName() {
        registered.registers("b");
        registered.registers("a");
        WholeFile whole = new WholeFile(CLUSTER, text, "/xds");

        whole.update(view(CLUSTER).names(), view(CLUSTER));
        assertThat(whole.content().indexOf("name: \"a\""))
                .isBetween(1, whole.content().indexOf("name: \"b\""));
    }

    @Test
    void theWholeOfManyThatHaveAFileEachSaysWhereTheyAre() {
        for (int i = 0; i <= 100; i++) {
            registered.registers("s" + i);
        }
        WholeFile whole = new WholeFile(ENDPOINT, text, "/xds");

        whole.update(view(ENDPOINT).names(), view(ENDPOINT));
        assertThat(whole.content()).startsWith("# There are 101").contains("resources: []");

        registered.deletes("s100");
        whole.update(Set.of("s100"), view(ENDPOINT));
        assertThat(whole.content()).startsWith("version_info").contains("\"s0\"", "\"s99\"");
    }

    private void writes(String body) {
        registered.writes(Map.of(new ResourceKey(CLUSTER, ResourceKey.EVERYONE, "c"), body));
    }

    private String item(ResourceType type, String name) {
        return text.item(view(type).get(name).orElseThrow(), "/xds");
    }

    private TypeView view(ResourceType type) {
        return registered.snapshots().current().view(type, new Viewer(ResourceKey.EVERYONE, Transport.FILES));
    }
}
