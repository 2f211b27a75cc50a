package dev.roster.bootstrap;

import dev.roster.bootstrap.Conversion.MadeResource;
import dev.roster.bootstrap.Conversion.MadeService;
import dev.roster.envoy.ResourceType;
import dev.roster.registry.Registry;
import dev.roster.registry.ServiceView;
import dev.roster.resource.Batch;
import dev.roster.resource.Draft;
import dev.roster.resource.Intent;
import dev.roster.resource.Resource;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.Resources;
import dev.roster.resource.Result;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes over what a static bootstrap holds. Services and resources are a transaction each: everything is compared with
 * what there is before anything is written, and resources, which lead to services, come last. Where only the services
 * came to be stored, the same import again does the rest. Thread-safe.
 */
@Singleton
public final class Imports {
    private final Registry registry;
    private final Resources resources;

    Imports(Registry registry, Resources resources) {
        this.registry = registry;
        this.resources = resources;
    }

    /** Stores what is new; where anything is there with other content, nothing. */
    public Uni<Imported> take(Conversion conversion, Intent intent) {
        Batch batch = batch(conversion);
        return resources
                .apply(batch, new Intent(intent.author(), true))
                .chain(results -> introduce(conversion, results, true)
                        .chain(rehearsed -> intent.dryRun()
                                ? Uni.createFrom().item(rehearsed)
                                : introduce(conversion, results, false).call(() -> resources.add(batch, intent))));
    }

    private Uni<Imported> introduce(Conversion conversion, List<Result> results, boolean dryRun) {
        return registry.introduce(services(conversion), dryRun)
                .map(introduced -> new Comparison(introduced, results).imported(conversion));
    }

    private static List<ServiceView> services(Conversion conversion) {
        return made(conversion, MadeService.class)
                .map(made -> new ServiceView(made.service(), made.endpoints()))
                .toList();
    }

    /** Two listeners with the same routes make one resource of them. */
    private static Batch batch(Conversion conversion) {
        Map<ResourceKey, Draft> drafts = new LinkedHashMap<>();
        made(conversion, MadeResource.class)
                .forEach(made -> drafts.putIfAbsent(
                        made.key(), new Draft(Resource.of(made.key(), made.message(), null), made.from(), List.of())));
        return new Batch(conversion.group(), List.copyOf(drafts.values()), Set.of(), beside(conversion));
    }

    /** What resources of the file lead to besides each other: its services, and clusters that stay in the bootstrap. */
    private static Set<ResourceKey> beside(Conversion conversion) {
        Stream<ResourceKey> services = made(conversion, MadeService.class)
                .map(made -> made.service().name())
                .flatMap(name -> Stream.of(ResourceType.CLUSTER, ResourceType.ENDPOINT)
                        .map(type -> new ResourceKey(type, ResourceKey.EVERYONE, name)));
        Stream<ResourceKey> kept = conversion.bootstrap().getStaticResources().getClustersList().stream()
                .map(cluster -> new ResourceKey(ResourceType.CLUSTER, conversion.group(), cluster.getName()));
        return Stream.concat(services, kept).collect(Collectors.toSet());
    }

    private static <T> Stream<T> made(Conversion conversion, Class<T> kind) {
        return conversion.made().stream().filter(kind::isInstance).map(kind::cast);
    }
}
