package dev.roster.snapshot;

import com.google.protobuf.ByteString;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.ResourceType;
import dev.roster.registry.Service;
import dev.roster.resource.ResourceKey;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Synthetic resources, published into real {@link Snapshots}. What the core serves it never reads, so the content of a
 * resource is {@code name=content} and no message. Not thread-safe.
 */
public final class World {
    private static final GeneratedClusters CLUSTERS = new GeneratedClusters(new EnvoyJson(), Projected.SOURCES);

    private final Snapshots snapshots = new Snapshots();
    private Snapshot current = Snapshot.EMPTY;

    public Snapshots snapshots() {
        return snapshots;
    }

    /** Publishes the first full view. */
    public World ready() {
        return change(nothing -> {});
    }

    public World put(ResourceType type, String name, String content, Trait... traits) {
        return change(change -> change.put(type, name, content, traits));
    }

    public World putService(String name) {
        return change(change -> change.putService(name));
    }

    public World remove(ResourceType type, String... names) {
        return change(change -> change.remove(type, names));
    }

    /** Publishes several changes as one view. */
    public World change(Consumer<Change> changes) {
        Change change = new Change();
        changes.accept(change);
        Map<Scope, Set<String>> names = new HashMap<>();
        change.resources.forEach((scope, resources) -> names.put(scope, Set.copyOf(resources.keySet())));
        SnapshotUpdate update = new SnapshotUpdate(
                current, current.with(change.resources), new ChangedNames(names, change.services), 0);
        current = update.after();
        snapshots.publish(update);
        return this;
    }

    public Collection<String> names(ResourceType type) {
        return List.copyOf(view(type).names());
    }

    /** The version of a resource that exists. */
    public String version(ResourceType type, String name) {
        return find(type, name).orElseThrow();
    }

    /** The version of a resource, if it exists and a wildcard covers it. */
    public Optional<String> findListed(ResourceType type, String name) {
        return view(type).listed(name).map(VersionedResource::version);
    }

    /** The version of a resource, if it exists. */
    public Optional<String> find(ResourceType type, String name) {
        return view(type).get(name).map(VersionedResource::version);
    }

    /** The content of a resource, if it exists. */
    public Optional<String> content(ResourceType type, String name) {
        return view(type)
                .get(name)
                .map(resource ->
                        resource.any().getValue().substring(name.length() + 1).toStringUtf8());
    }

    /** The version of all resources of a type together. */
    public String version(ResourceType type) {
        return view(type).version();
    }

    private TypeView view(ResourceType type) {
        return current.view(type, new Viewer("", Transport.ADS));
    }

    /** The resource refers to these. */
    public static Trait refersTo(ResourceType type, String... names) {
        return spec -> spec.references.put(type, Set.of(names));
    }

    /** Clients ask for the resource by these names, too. */
    public static Trait alias(String... aliases) {
        return spec -> spec.aliases.addAll(List.of(aliases));
    }

    /** The resource is for the nodes of this group only. */
    public static Trait group(String group) {
        return spec -> spec.group = group;
    }

    /** Clients keep the resource for so long without hearing of it again. */
    public static Trait ttl(Duration ttl) {
        return spec -> spec.ttl = ttl;
    }

    /** What a resource is besides its content. */
    public interface Trait {
        void addTo(Spec spec);
    }

    /** A resource that is yet to be made. Not thread-safe. */
    public static final class Spec {
        private final Map<ResourceType, Set<String>> references = new EnumMap<>(ResourceType.class);
        private final Set<String> aliases = new HashSet<>();
        private String group = ResourceKey.EVERYONE;
        private @Nullable Duration ttl;
    }

    /** What one view changes. Not thread-safe. */
    public static final class Change {
        private final Map<Scope, Map<String, Optional<Published>>> resources = new HashMap<>();
        private final Set<String> services = new HashSet<>();

        /** Puts a resource; a cluster that says nothing else fetches the assignment of its own name. */
        public Change put(ResourceType type, String name, String content, Trait... traits) {
            Spec spec = new Spec();
            if (type == ResourceType.CLUSTER) {
                refersTo(ResourceType.ENDPOINT, name).addTo(spec);
            }
            List.of(traits).forEach(trait -> trait.addTo(spec));
            ByteString bytes = ByteString.copyFromUtf8(name + "=" + content);
            ResourceContent made =
                    new ResourceContent(bytes, spec.references, spec.aliases, spec.ttl, ByteString.EMPTY);
            return note(new Scope(type, spec.group), name, Optional.of(VersionedResource.of(type, name, made)));
        }

        /** Removes what this group has of its own under the name. */
        public Change removeFrom(String group, ResourceType type, String name) {
            return note(new Scope(type, group), name, Optional.empty());
        }

        /** Puts the cluster of a service, whose name leads to a listener and a route as well. */
        public Change putService(String name) {
            return note(Scope.everyone(ResourceType.CLUSTER), name, Optional.of(CLUSTERS.of(new Service(name, null))));
        }

        public Change remove(ResourceType type, String... names) {
            for (String name : names) {
                note(Scope.everyone(type), name, Optional.empty());
            }
            return this;
        }

        private Change note(Scope scope, String name, Optional<Published> resource) {
            if (scope.type() == ResourceType.CLUSTER) {
                services.add(name);
            }
            resources.computeIfAbsent(scope, s -> new HashMap<>()).put(name, resource);
            return this;
        }
    }
}
