package dev.roster.bootstrap;

import dev.roster.bootstrap.Conversion.Made;
import dev.roster.bootstrap.Conversion.MadeResource;
import dev.roster.bootstrap.Conversion.MadeService;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.Redaction;
import dev.roster.envoy.ResourceType;
import dev.roster.registry.Service;
import dev.roster.resource.ResourceKey;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.EdsClusterConfig;
import io.envoyproxy.envoy.config.core.v3.ConfigSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes services of the clusters whose endpoints the registry can hold, and cluster resources of the others. Not
 * thread-safe: used within one conversion.
 */
final class ClusterConverter {
    /** What makes a cluster static; a service's cluster has its endpoints from the registry. */
    private static final List<String> STATIC_FIELDS = List.of(
            "name",
            "type",
            "load_assignment",
            "dns_refresh_rate",
            "dns_jitter",
            "dns_failure_refresh_rate",
            "respect_dns_ttl",
            "dns_lookup_family",
            "dns_resolvers",
            "use_tcp_for_dns_lookups",
            "dns_resolution_config",
            "typed_dns_resolver_config");

    private final EnvoyJson json;
    private final String group;
    private final Function<String, ConfigSource> endpoints;
    private final Notes notes;

    ClusterConverter(EnvoyJson json, String group, Function<String, ConfigSource> endpoints, Notes notes) {
        this.json = json;
        this.group = group;
        this.endpoints = endpoints;
        this.notes = notes;
    }

    List<Made> convert(String from, Cluster cluster) {
        Optional<String> obstacle = obstacle(cluster);
        if (obstacle.isPresent()) {
            return List.of(resource(from, cluster, obstacle.get()));
        }
        return switch (EndpointReader.read(cluster, json)) {
            case EndpointReading.Endpoints read -> service(from, cluster, read);
            case EndpointReading.Inexpressible(String reason) ->
                List.of(resource(from, cluster, "no endpoint of a service can have " + reason));
        };
    }

    /** Why its endpoints do not stand in the file, each of them one host; nothing where they do. */
    private static Optional<String> obstacle(Cluster cluster) {
        String elsewhere = "its endpoints are not in the file";
        if (cluster.hasClusterType()) {
            return Optional.of(elsewhere);
        }
        return switch (cluster.getType()) {
            case STATIC, STRICT_DNS -> Optional.empty();
            case LOGICAL_DNS -> Optional.of("LOGICAL_DNS is one host, whatever stands behind its name");
            case EDS, ORIGINAL_DST, UNRECOGNIZED -> Optional.of(elsewhere);
        };
    }

    private List<Made> service(String from, Cluster cluster, EndpointReading.Endpoints read) {
        read.remarks().forEach(remark -> notes.warn(from, cluster.getName(), remark));
        if (cluster.getType() != DiscoveryType.STATIC) {
            notes.warn(
                    from,
                    cluster.getName(),
                    "was " + cluster.getType()
                            + " with IP addresses: they are registered, and no DNS is asked any more");
        }
        Cluster settings = withoutStaticFields(cluster);
        boolean secret = Redaction.changes(settings);
        if (!secret && (group.equals(ResourceKey.EVERYONE) || !References.local(settings))) {
            return List.of(new MadeService(from, new Service(cluster.getName(), text(settings)), read.endpoints()));
        }
        // What only these nodes can use must not reach the others, as the settings of a service would; and those are
        // shown.
        Cluster own = settings.toBuilder()
                .setName(cluster.getName())
                .setType(DiscoveryType.EDS)
                .setEdsClusterConfig(EdsClusterConfig.newBuilder().setEdsConfig(endpoints.apply(cluster.getName())))
                .build();
        return List.of(
                new MadeService(from, new Service(cluster.getName(), null), read.endpoints()),
                resource(
                        from,
                        own,
                        secret
                                ? "its settings hold a key or password, which those of a service must not"
                                : "its settings hold only where this file does; a service is for all nodes"));
    }

    private static Cluster withoutStaticFields(Cluster cluster) {
        Cluster.Builder settings = cluster.toBuilder();
        STATIC_FIELDS.forEach(
                field -> settings.clearField(Cluster.getDescriptor().findFieldByName(field)));
        return settings.build();
    }

    private @Nullable String text(Cluster settings) {
        return settings.equals(Cluster.getDefaultInstance()) ? null : json.print(settings);
    }

    private MadeResource resource(String from, Cluster cluster, String note) {
        return new MadeResource(from, new ResourceKey(ResourceType.CLUSTER, group, cluster.getName()), cluster, note);
    }
}
