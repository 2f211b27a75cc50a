package dev.roster.bootstrap;

import dev.roster.bootstrap.Conversion.MadeService;
import dev.roster.envoy.ResourceType;
import dev.roster.registry.ClusterSettings;
import dev.roster.registry.Registry;
import dev.roster.registry.ServiceView;
import dev.roster.request.BadRequest;
import dev.roster.request.Violation;
import dev.roster.resource.Batch;
import dev.roster.resource.Draft;
import dev.roster.resource.Intent;
import dev.roster.resource.Refusal;
import dev.roster.resource.RefusedException;
import dev.roster.resource.Resource;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.Resources;
import dev.roster.resource.Result;
import dev.roster.resource.StoredResources;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final ClusterSettings settings;
    private final Resources resources;
    private final StoredResources stored;

    Imports(Registry registry, ClusterSettings settings, Resources resources, StoredResources stored) {
        this.registry = registry;
        this.settings = settings;
        this.resources = resources;
        this.stored = stored;
    }

    /** Stores what is new; where anything is there with other content, nothing. */
    public Uni<Imported> take(Conversion conversion, Intent intent) {
        BadRequest.refuse(violations(conversion));
        Batch batch = batch(conversion);
        return resources
                .apply(batch, new Intent(intent.author(), true))
                .chain(results -> before(conversion).map(before -> new Comparison(conversion, results, before)))
                .chain(comparison -> introduce(comparison, true)
                        .chain(rehearsed -> intent.dryRun()
                                ? Uni.createFrom().item(rehearsed)
                                : introduce(comparison, false).call(imported -> add(batch, intent, imported))));
    }

    private Uni<List<Result>> add(Batch batch, Intent intent, Imported imported) {
        return resources
                .add(batch, intent)
                .onFailure(RefusedException.class)
                .transform(refused -> late(refused, imported));
    }

    /** What somebody else wrote after the comparison; the services are committed by then. */
    private static RefusedException late(RefusedException refused, Imported imported) {
        boolean stored =
                imported.taken().stream().anyMatch(taken -> taken.created() && taken.made() instanceof MadeService);
        return stored && refused.refusal() instanceof Refusal.Conflicts(List<Violation> violations)
                ? new RefusedException(new Refusal.Conflicts(
                        violations.stream().map(Imports::afterServices).toList()))
                : refused;
    }

    private static Violation afterServices(Violation violation) {
        return new Violation(
                violation.field(),
                violation.value(),
                violation.rule() + ": written meanwhile; the services of the file are stored, its resources are not");
    }

    private Uni<Imported> introduce(Comparison comparison, boolean dryRun) {
        return registry.introduce(services(comparison.conversion()), dryRun).map(comparison::imported);
    }

    /** Settings come by here what they come by when a service is put. */
    private List<Violation> violations(Conversion conversion) {
        return conversion
                .services()
                .flatMap(made -> Optional.ofNullable(made.service().cluster())
                        .flatMap(settings::violation)
                        .map(broken -> new Violation(broken.field(), "", broken.rule()).under(made.from()))
                        .stream())
                .toList();
    }

    /** What is written and would stand before the services. */
    private Uni<Set<ResourceKey>> before(Conversion conversion) {
        Precedence precedence = new Precedence(conversion);
        return stored.present(conversion
                .services()
                .flatMap(made -> precedence.over(made.service().name()).stream())
                .toList());
    }

    private static List<ServiceView> services(Conversion conversion) {
        return conversion
                .services()
                .map(made -> new ServiceView(made.service(), made.endpoints()))
                .toList();
    }

    /** Two listeners with the same routes make one resource of them. */
    private static Batch batch(Conversion conversion) {
        Map<ResourceKey, Draft> drafts = new LinkedHashMap<>();
        conversion
                .resources()
                .forEach(made -> drafts.putIfAbsent(
                        made.key(), new Draft(Resource.of(made.key(), made.message(), null), made.from(), List.of())));
        return new Batch(conversion.group(), List.copyOf(drafts.values()), Set.of(), beside(conversion));
    }

    /** What resources of the file lead to besides each other: its services, and clusters that stay in the bootstrap. */
    private static Set<ResourceKey> beside(Conversion conversion) {
        Stream<ResourceKey> services = conversion
                .services()
                .map(made -> made.service().name())
                .flatMap(name -> Stream.of(ResourceType.CLUSTER, ResourceType.ENDPOINT)
                        .map(type -> new ResourceKey(type, ResourceKey.EVERYONE, name)));
        Stream<ResourceKey> kept = conversion.bootstrap().getStaticResources().getClustersList().stream()
                .map(cluster -> new ResourceKey(ResourceType.CLUSTER, conversion.group(), cluster.getName()));
        return Stream.concat(services, kept).collect(Collectors.toSet());
    }
}
