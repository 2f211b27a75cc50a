package dev.roster.snapshot;

import static dev.roster.envoy.ResourceType.CLUSTER;
import static dev.roster.envoy.ResourceType.LISTENER;
import static dev.roster.envoy.ResourceType.ROUTE;
import static dev.roster.resource.ResourceKey.EVERYONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The listener and the route that lead to a service by its name. */
class ProxylessRouteTest {
    private final Projected projected = new Projected();

    @Test
    void P81_theListenerFetchesTheRouteOfItsNameOverTheSameStream() throws InvalidProtocolBufferException {
        projected.apply(Batch.of().service("s"));

        VersionedResource resource = find(LISTENER).orElseThrow();
        HttpConnectionManager connections = Listener.parseFrom(resource.any().getValue())
                .getApiListener()
                .getApiListener()
                .unpack(HttpConnectionManager.class);
        assertThat(connections.getRds().getRouteConfigName()).isEqualTo("s");
        assertThat(connections.getRds().getConfigSource().hasAds()).isTrue();
        assertThat(connections.getHttpFiltersList())
                .singleElement()
                .satisfies(filter ->
                        assertThat(filter.getTypedConfig().is(Router.class)).isTrue());
        assertThat(resource.references(ROUTE)).isEqualTo(Set.of("s"));
    }

    @Test
    void P81_theRouteLeadsEverythingToTheCluster() throws InvalidProtocolBufferException {
        projected.apply(Batch.of().service("s"));

        RouteConfiguration routes =
                RouteConfiguration.parseFrom(find(ROUTE).orElseThrow().any().getValue());
        assertThat(routes.getName()).isEqualTo("s");
        assertThat(routes.getVirtualHostsList()).singleElement().satisfies(host -> {
            assertThat(host.getDomainsList()).containsExactly("*");
            assertThat(host.getRoutesList())
                    .singleElement()
                    .satisfies(
                            route -> assertThat(route.getRoute().getCluster()).isEqualTo("s"));
        });
    }

    @Test
    void P81_theyAreMadeOnce() {
        projected.apply(Batch.of().service("s"));
        VersionedResource listener = find(LISTENER).orElseThrow();

        projected.apply(Batch.of().service("t"));
        assertThat(find(LISTENER)).containsSame(listener);
    }

    @Test
    void P81_theyAreNotListed() {
        String empty = projected.view(LISTENER, "").version();

        projected.apply(Batch.of().service("s"));
        TypeView view = projected.view(LISTENER, "");
        assertThat(view.names()).isEmpty();
        assertThat(view.version()).isEqualTo(empty);
        assertThat(view.listed("s")).isEmpty();
    }

    @Test
    void P81_theVersionOfTheirNamesFollowsThem() {
        String missing = projected.view(LISTENER, "").version(Set.of("s"));
        String beside = projected.view(LISTENER, "").versionWith(Set.of("s"));

        projected.apply(Batch.of().service("s"));
        assertThat(projected.view(LISTENER, "").version(Set.of("s"))).isNotEqualTo(missing);
        assertThat(projected.view(LISTENER, "").versionWith(Set.of("s"))).isNotEqualTo(beside);
    }

    @Test
    void P81_anUpdateNamesThemWhenTheServiceComesAndGoes() {
        SnapshotUpdate comes = projected.apply(Batch.of().service("s"));
        assertThat(comes.types()).contains(LISTENER, ROUTE);
        assertThat(comes.byName(LISTENER)).containsExactly("s");
        assertThat(comes.byName(CLUSTER)).isEmpty();
        assertThat(comes.names(LISTENER, "")).isEmpty();

        SnapshotUpdate changes = projected.apply(Batch.of().service("s", "{\"connect_timeout\": \"2s\"}"));
        assertThat(changes.byName(ROUTE)).isEmpty();

        SnapshotUpdate goes = projected.apply(Batch.of().deleted("s"));
        assertThat(goes.byName(ROUTE)).containsExactly("s");
    }

    @Test
    void P81_aWrittenOneStandsBeforeThemForEveryoneOrForOneGroup() {
        projected.apply(Batch.of().service("s"));
        Optional<String> generated = version(ROUTE, "");

        projected.apply(Batch.of()
                .written(new ResourceKey(ROUTE, "edge", "s"), "{\"name\": \"s\", \"vhds\": {}}")
                .written(new ResourceKey(LISTENER, EVERYONE, "s"), "{\"name\": \"s\"}"));
        assertThat(version(ROUTE, "edge")).isPresent().isNotEqualTo(generated);
        assertThat(version(ROUTE, "other")).isEqualTo(generated);
        assertThat(projected.view(LISTENER, "other").names()).containsExactly("s");
    }

    @Test
    void P81_aServiceBehindAWrittenClusterHasThemToo() {
        ResourceKey cluster = new ResourceKey(CLUSTER, EVERYONE, "s");
        projected.apply(Batch.of().written(cluster, "{\"name\": \"s\"}"));
        assertThat(find(LISTENER)).as("a cluster alone is no service").isEmpty();

        SnapshotUpdate update = projected.apply(Batch.of().service("s"));
        assertThat(update.names(CLUSTER, "")).isEmpty();
        assertThat(update.byName(LISTENER)).containsExactly("s");
        assertThat(find(LISTENER)).isPresent();

        projected.apply(Batch.of().deleted("s"));
        assertThat(find(LISTENER)).isEmpty();
    }

    @Test
    void P21_theirVersionsAreTheSameEverywhere() {
        projected.apply(Batch.of().service("s"));
        Projected other = new Projected();
        other.apply(Batch.ofEverything().service("s", "{\"connect_timeout\": \"2s\"}"));

        assertThat(versions(other)).isEqualTo(versions(projected));
    }

    private static Map<ResourceType, String> versions(Projected projected) {
        return Map.of(
                LISTENER,
                projected.get(LISTENER, "s", Transport.ADS).orElseThrow().version(),
                ROUTE,
                projected.get(ROUTE, "s", Transport.ADS).orElseThrow().version());
    }

    private Optional<VersionedResource> find(ResourceType type) {
        return projected.get(type, "s", Transport.ADS);
    }

    private Optional<String> version(ResourceType type, String group) {
        return projected.view(type, group).get("s").map(VersionedResource::version);
    }
}
