package dev.roster.snapshot;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.ENDPOINT;
import static dev.roster.envoy.ResourceType.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.Durations;
import dev.roster.envoy.EnvoyJson;
import dev.roster.registry.ClusterSettings.Violation;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.LbPolicy;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource;
import io.envoyproxy.envoy.config.core.v3.ApiConfigSource.ApiType;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The cluster that a service has without anybody writing one. */
class GeneratedClusterTest {
    private final Projected projected = new Projected();
    private final GeneratedClusters clusters = new GeneratedClusters(new EnvoyJson(), Projected.SOURCES);

    @Test
    void P44_whatItsSettingsNeedItRefersTo() {
        projected.apply(Batch.of().service("s", """
                {"transport_socket": {"name": "tls", "typed_config": {
                  "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
                  "common_tls_context": {"tls_certificate_sds_secret_configs": [
                    {"name": "client-cert", "sds_config": {"ads": {}}}]}}}}"""));

        VersionedResource cluster = projected.get(CLUSTER, "s", Transport.ADS).orElseThrow();
        assertThat(cluster.references(SECRET)).isEqualTo(Set.of("client-cert"));
        assertThat(cluster.references(ENDPOINT)).isEqualTo(Set.of("s"));
    }

    @ParameterizedTest
    @EnumSource(value = Transport.class, names = "FILES", mode = EnumSource.Mode.EXCLUDE)
    void itIsAnEdsClusterOfItsService(Transport transport) throws InvalidProtocolBufferException {
        projected.apply(Batch.of().service("s"));

        Cluster cluster = projected.cluster("s", transport);
        assertThat(cluster.getName()).isEqualTo("s");
        assertThat(cluster.getType()).isEqualTo(DiscoveryType.EDS);
        assertThat(source(transport).getResourceApiVersion()).isEqualTo(ApiVersion.V3);
        assertThat(projected.get(CLUSTER, "s", transport).orElseThrow().references(ENDPOINT))
                .isEqualTo(Set.of("s"));
    }

    @Test
    void overTheAggregatedStreamItFetchesItsEndpointsThere() throws InvalidProtocolBufferException {
        projected.apply(Batch.of().service("s"));
        assertThat(source(Transport.ADS).hasAds()).isTrue();
    }

    @Test
    void overAStreamOfOneTypeItFetchesItsEndpointsTheSameWay() throws InvalidProtocolBufferException {
        projected.apply(Batch.of().service("s"));

        assertThat(source(Transport.GRPC).getApiConfigSource().getApiType()).isEqualTo(ApiType.GRPC);
        ApiConfigSource delta = source(Transport.DELTA_GRPC).getApiConfigSource();
        assertThat(delta.getApiType()).isEqualTo(ApiType.DELTA_GRPC);
        assertThat(delta.getTransportApiVersion()).isEqualTo(ApiVersion.V3);
        assertThat(delta.getGrpcServices(0).getEnvoyGrpc().getClusterName()).isEqualTo("grpc-to-roster");
    }

    @Test
    void overRestItPollsItsEndpoints() throws InvalidProtocolBufferException {
        projected.apply(Batch.of().service("s"));

        ApiConfigSource rest = source(Transport.REST).getApiConfigSource();
        assertThat(rest.getApiType()).isEqualTo(ApiType.REST);
        assertThat(rest.getClusterNamesList()).containsExactly("http-to-roster");
        assertThat(rest.getRefreshDelay()).isEqualTo(Durations.fromMillis(1500));
    }

    @Test
    void inFilesWhoWritesThemSaysWhereItsEndpointsAre() throws InvalidProtocolBufferException {
        projected.apply(Batch.of().service("s"));

        Cluster cluster = projected.cluster("s", Transport.FILES);
        assertThat(cluster.getType()).isEqualTo(DiscoveryType.EDS);
        assertThat(cluster.hasEdsClusterConfig()).isFalse();
    }

    @Test
    void settingsAreMergedOverTheDefaults() throws InvalidProtocolBufferException {
        projected.apply(Batch.of().service("s", "{\"lb_policy\": \"LEAST_REQUEST\", \"connect_timeout\": \"2s\"}"));

        Cluster cluster = projected.cluster("s", Transport.ADS);
        assertThat(cluster.getLbPolicy()).isEqualTo(LbPolicy.LEAST_REQUEST);
        assertThat(cluster.getConnectTimeout()).isEqualTo(Durations.fromSeconds(2));
        assertThat(cluster.getType()).isEqualTo(DiscoveryType.EDS);
    }

    @Test
    void changedSettingsChangeTheClusterAndNotItsEndpoints() {
        projected.apply(Batch.of().service("s"));

        SnapshotUpdate update = projected.apply(Batch.of().service("s", "{\"connect_timeout\": \"2s\"}"));
        assertThat(update.types()).containsOnly(CLUSTER);
        assertThat(update.names(CLUSTER, "")).containsExactly("s");
    }

    @Test
    void whatMakesAClusterTheOneOfItsServiceIsNotOverwritten() throws InvalidProtocolBufferException {
        projected.apply(
                Batch.of().service("s", "{\"name\": \"other\", \"type\": \"STATIC\", \"load_assignment\": {}}"));

        Cluster cluster = projected.cluster("s", Transport.ADS);
        assertThat(cluster.getName()).isEqualTo("s");
        assertThat(cluster.getType()).isEqualTo(DiscoveryType.EDS);
        assertThat(cluster.hasLoadAssignment()).isFalse();
    }

    @Test
    void P82_settingsThatCannotBeReadHideNoService() throws InvalidProtocolBufferException {
        projected.apply(
                Batch.of().service("bad", "{\"lb_policy\": \"NO_SUCH\"}").service("good"));

        assertThat(projected.cluster("bad", Transport.ADS).getType()).isEqualTo(DiscoveryType.EDS);
        assertThat(projected.versions(CLUSTER)).containsOnlyKeys("bad", "good");
    }

    @Test
    void settingsThatAreAPartialClusterBreakNoRule() {
        assertThat(clusters.violation("{\"connect_timeout\": \"2s\"}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": \"x\"}",
                "{\"type\": \"STATIC\"}",
                "{\"cluster_type\": {\"name\": \"x\"}}",
                "{\"eds_cluster_config\": {\"service_name\": \"x\"}}",
                "{\"load_assignment\": {\"cluster_name\": \"x\"}}"
            })
    void fieldsThatRosterSetsAreRefusedByName(String settings) {
        String field = settings.substring(2, settings.indexOf('"', 2));
        assertThat(clusters.violation(settings)).map(Violation::field).contains(field);
    }

    @Test
    void anUnknownFieldIsRefusedByName() {
        assertThat(clusters.violation("{\"no_such_field\": 1}"))
                .map(Violation::rule)
                .hasValueSatisfying(rule -> assertThat(rule).contains("no_such_field"));
    }

    @Test
    void keysAndPasswordsAreRefused() {
        String settings = """
                {"transport_socket": {"name": "tls", "typed_config": {
                  "@type": "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext",
                  "common_tls_context": {"tls_certificates": [{"private_key": {"inline_string": "hunter2"}}]}}}}
                """;
        assertThat(clusters.violation(settings))
                .map(Violation::rule)
                .hasValueSatisfying(rule -> assertThat(rule).startsWith("must hold no key"));
    }

    @Test
    void anUnknownTypeOfExtensionIsRefusedByName() {
        String settings = "{\"typed_extension_protocol_options\":"
                + " {\"x\": {\"@type\": \"type.googleapis.com/envoy.no.such.v3.Thing\"}}}";
        assertThat(clusters.violation(settings))
                .map(Violation::rule)
                .hasValueSatisfying(rule -> assertThat(rule).contains("envoy.no.such.v3.Thing"));
    }

    @Test
    void aKnownTypeOfExtensionIsTaken() throws InvalidProtocolBufferException {
        String settings =
                "{\"typed_extension_protocol_options\": {\"envoy.extensions.upstreams.http.v3.HttpProtocolOptions\":"
                        + " {\"@type\": \"type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions\","
                        + " \"explicit_http_config\": {\"http2_protocol_options\": {}}}}}";
        assertThat(clusters.violation(settings)).isEmpty();

        projected.apply(Batch.of().service("s", settings));
        assertThat(projected.cluster("s", Transport.ADS).getTypedExtensionProtocolOptionsCount())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "1", "{", "\"text\"", "{\"metadata\": 1}", "{\"name\": {}}"})
    void whatIsNoClusterAtAllIsRefused(String settings) {
        assertThat(clusters.violation(settings)).isPresent();
    }

    private ConfigSource source(Transport transport) throws InvalidProtocolBufferException {
        return projected.cluster("s", transport).getEdsClusterConfig().getEdsConfig();
    }
}
