package dev.roster.bootstrap;

import dev.roster.bootstrap.Conversion.Made;
import dev.roster.bootstrap.Conversion.MadeResource;
import dev.roster.bootstrap.Conversion.MadeService;
import dev.roster.bootstrap.Imported.Taken;
import dev.roster.envoy.ResourceType;
import dev.roster.envoy.Warning;
import dev.roster.registry.Introduction;
import dev.roster.request.Violation;
import dev.roster.resource.Outcome;
import dev.roster.resource.Refusal;
import dev.roster.resource.RefusedException;
import dev.roster.resource.ResourceKey;
import dev.roster.resource.Result;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds what a file came to against what there is. Immutable. */
final class Comparison {
    private static final Set<ResourceType> TELL_THE_TRANSPORT = Set.of(ResourceType.CLUSTER, ResourceType.LISTENER);
    private static final String TRANSPORT =
            "; so is one of another transport, of which a group has one: import for another group to change it";
    private static final String SERVICES =
            "; a service is for all nodes: what is another cluster needs another name in one of the files";

    private final Conversion conversion;
    private final Map<ResourceKey, Result> resources;
    private final Set<ResourceKey> before;
    private final Precedence precedence;

    /**
     * @param before the resources that are there and stand before services of the file
     */
    Comparison(Conversion conversion, List<Result> resources, Set<ResourceKey> before) {
        this.conversion = conversion;
        this.resources = resources.stream().collect(Collectors.toUnmodifiableMap(Result::key, result -> result));
        this.before = Set.copyOf(before);
        this.precedence = new Precedence(conversion);
    }

    Conversion conversion() {
        return conversion;
    }

    /** What is new and what is the same; anything else is refused, and all of it named. */
    Imported imported(Map<String, Introduction> services) {
        List<Violation> conflicts = conversion.made().stream()
                .flatMap(made -> conflicts(made, services))
                .toList();
        if (!conflicts.isEmpty()) {
            throw new RefusedException(new Refusal.Conflicts(conflicts));
        }
        return new Imported(
                conversion,
                conversion.made().stream()
                        .map(made -> new Taken(made, isNew(made, services)))
                        .toList(),
                Stream.concat(
                                conversion.warnings().stream(),
                                conversion.resources().flatMap(this::warnings))
                        .toList());
    }

    private boolean isNew(Made made, Map<String, Introduction> services) {
        return switch (made) {
            case MadeService service -> introduction(service, services) == Introduction.CREATED;
            case MadeResource resource -> result(resource).outcome() == Outcome.CREATED;
        };
    }

    private Stream<Warning> warnings(MadeResource made) {
        return result(made).warnings().stream().map(warning -> warning.under(made.from()));
    }

    private Stream<Violation> conflicts(Made made, Map<String, Introduction> services) {
        return switch (made) {
            case MadeService service ->
                Stream.concat(
                                stored(introduction(service, services)).stream(),
                                precedence.over(service.service().name()).stream()
                                        .filter(before::contains)
                                        .map(Comparison::standsBefore))
                        .map(rule ->
                                new Violation(service.from(), service.service().name(), rule));
            case MadeResource resource ->
                stored(result(resource)).stream()
                        .map(rule ->
                                new Violation(resource.from(), resource.key().name(), rule));
        };
    }

    private static Optional<String> stored(Introduction outcome) {
        return switch (outcome) {
            case CREATED, UNCHANGED -> Optional.empty();
            case OTHER_SETTINGS -> Optional.of("is a service already, with other cluster settings" + SERVICES);
            case OTHER_ENDPOINTS -> Optional.of("is a service already, with other endpoints" + SERVICES);
        };
    }

    private static Optional<String> stored(Result result) {
        return switch (result.outcome()) {
            case CREATED, UNCHANGED, REMOVED -> Optional.empty();
            case CHANGED ->
                Optional.of("is a resource already, " + ofItsType(result.key()) + " and with other content"
                        + (TELL_THE_TRANSPORT.contains(result.key().type()) ? TRANSPORT : ""));
        };
    }

    private static String standsBefore(ResourceKey key) {
        String holder = key.group().equals(ResourceKey.EVERYONE) ? "for everyone" : "of the group " + key.group();
        return "is a resource already, " + ofItsType(key) + " and " + holder + ": it stands before a service";
    }

    private static String ofItsType(ResourceKey key) {
        return "of the type " + key.type().path();
    }

    private static Introduction introduction(MadeService made, Map<String, Introduction> services) {
        return Objects.requireNonNull(services.get(made.service().name()));
    }

    private Result result(MadeResource made) {
        return Objects.requireNonNull(resources.get(made.key()));
    }
}
