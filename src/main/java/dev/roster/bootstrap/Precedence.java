package dev.roster.bootstrap;

import dev.roster.bootstrap.Conversion.MadeResource;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which written resources would stand before what the services of a file yield, so that its nodes got those. Immutable.
 */
final class Precedence {
    private final String group;
    private final Set<ResourceKey> made;

    Precedence(Conversion conversion) {
        this.group = conversion.group();
        this.made = conversion.resources().map(MadeResource::key).collect(Collectors.toUnmodifiableSet());
    }

    /** The keys of those; a cluster that the file brings itself is compared as a resource. */
    List<ResourceKey> over(String service) {
        Stream<ResourceType> types = made.contains(new ResourceKey(ResourceType.CLUSTER, group, service))
                ? Stream.of(ResourceType.ENDPOINT)
                : Stream.of(ResourceType.CLUSTER, ResourceType.ENDPOINT);
        return types.flatMap(type -> Stream.of(group, ResourceKey.EVERYONE)
                        .distinct()
                        .map(holder -> new ResourceKey(type, holder, service)))
                .toList();
    }
}
