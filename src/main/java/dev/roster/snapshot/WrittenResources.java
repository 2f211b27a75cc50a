package dev.roster.snapshot;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.roster.resource.EnvoyJson;
import dev.roster.resource.InvalidEnvoyJson;
import dev.roster.resource.ResourceType;
import dev.roster.resource.StoredResource;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes what is served of a resource that an operator wrote. Thread-safe. */
@Singleton
final class WrittenResources {
    private final EnvoyJson json;

    WrittenResources(EnvoyJson json) {
        this.json = json;
    }

    VersionedResource of(StoredResource stored) throws InvalidEnvoyJson {
        ResourceType type = stored.key().type();
        String name = stored.key().name();
        Message.Builder message = type.prototype().newBuilderForType();
        json.parse(stored.body(), message);
        ByteString bytes = DeterministicBytes.of(message.build());
        return VersionedResource.of(
                type, name, new ResourceContent(bytes, references(message), aliases(name, message), stored.ttl()));
    }

    private static Map<ResourceType, Set<String>> references(Message.Builder message) {
        return switch (message) {
            case Cluster.Builder cluster
            when cluster.getType() == DiscoveryType.EDS -> Map.of(ResourceType.ENDPOINT, Set.of(assignment(cluster)));
            // hosts on demand are not named beforehand: the name stands for all of the route
            case RouteConfiguration.Builder route
            when route.hasVhds() -> Map.of(ResourceType.VIRTUAL_HOST, Set.of(route.getName() + "/*"));
            default -> Map.of();
        };
    }

    private static String assignment(Cluster.Builder cluster) {
        String service = cluster.getEdsClusterConfig().getServiceName();
        return service.isEmpty() ? cluster.getName() : service;
    }

    /** A client asks for a virtual host by the domains that it serves, in lower case and after the route's name (P50). */
    private static Set<String> aliases(String name, Message.Builder message) {
        if (!(message instanceof VirtualHost.Builder host)) {
            return Set.of();
        }
        String route = name.substring(0, name.lastIndexOf('/') + 1);
        return host.getDomainsList().stream()
                .map(domain -> route + domain.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
