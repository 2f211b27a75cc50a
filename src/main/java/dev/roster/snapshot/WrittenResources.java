package dev.roster.snapshot;

import com.google.protobuf.Message;
import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.envoy.References;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.Resource;
import dev.roster.resource.StoredForm;
import dev.roster.resource.StoredResource;
import dev.roster.resource.XdstpName;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes what is served of a resource that an operator wrote. Thread-safe. */
@Singleton
final class WrittenResources {
    private final StoredForm form;

    WrittenResources(StoredForm form) {
        this.form = form;
    }

    VersionedResource of(StoredResource stored) throws InvalidEnvoyJson {
        Resource resource = form.read(stored);
        Message message = resource.message();
        String name = XdstpName.canonical(stored.key().name());
        ResourceContent content = new ResourceContent(
                resource.bytes(), references(message), aliases(name, message), resource.ttl(), resource.salt());
        return VersionedResource.of(stored.key().type(), name, content);
    }

    /** What a client fetches because of it: clusters come by themselves. */
    private static Map<ResourceType, Set<String>> references(Message message) {
        Map<ResourceType, Set<String>> references = new EnumMap<>(ResourceType.class);
        References.names(message)
                .forEach((type, names) -> references.put(
                        type, names.stream().map(XdstpName::canonical).collect(Collectors.toSet())));
        references.remove(ResourceType.CLUSTER);
        if (message instanceof RouteConfiguration route && route.hasVhds()) {
            // hosts on demand are not named beforehand: the name stands for all of the route
            references.put(ResourceType.VIRTUAL_HOST, Set.of(route.getName() + "/*"));
        }
        return references;
    }

    /** A client asks for a virtual host by the domains that it serves, in lower case and after the route's name (P50). */
    private static Set<String> aliases(String name, Message message) {
        if (!(message instanceof VirtualHost host)) {
            return Set.of();
        }
        String route = name.substring(0, name.lastIndexOf('/') + 1);
        return host.getDomainsList().stream()
                .map(domain -> route + domain.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}
