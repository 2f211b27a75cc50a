package dev.roster.registry;

import dev.roster.changelog.Commits;
import dev.roster.request.UnavailableException;
import dev.roster.request.Violation;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Every write to the registry. What it returns completes when the write is committed and can be discovered on this
 * replica. Thread-safe.
 */
@Singleton
public final class Registry {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Stores stores;
    private final Commits commits;
    private final RegistryObserver observer;
    private final Duration timeout;
    private final GroupCommit<Registration, Outcome> registrations;
    private final GroupCommit<Deregistration, Boolean> deregistrations;

    Registry(Stores stores, Commits commits, RegistryObserver observer, RegistryConfig config) {
        this.stores = stores;
        this.commits = commits;
        this.observer = observer;
        this.timeout = config.databaseTimeout();
        var limits = new GroupCommit.Limits(config.waitingWrites(), config.writesPerCommit(), RETRY_AFTER);
        this.registrations = new GroupCommit<>(new Registering(), limits);
        this.deregistrations = new GroupCommit<>(new Deregistering(), limits);
    }

    public Uni<Outcome.Registered> register(Registration registration) {
        return inTime(registrations.submit(registration))
                .map(Registry::registered)
                .invoke(registered -> observer.registered(registered.created()));
    }

    public Uni<Void> deregister(Deregistration deregistration) {
        return inTime(deregistrations.submit(deregistration))
                .invoke(existed -> {
                    if (!existed) {
                        throw new RefusedException(new Refusal.UnknownEndpoint(deregistration.id()));
                    }
                    observer.deregistered(1);
                })
                .replaceWithVoid();
    }

    /** All of the batch or nothing. */
    public Uni<Batch.Result> apply(Batch batch) {
        return stores.writes()
                .apply(batch)
                .map(applied -> result(batch, applied))
                .call(this::discoverable)
                .invoke(result -> {
                    result.registered().forEach(registered -> observer.registered(registered.created()));
                    observer.deregistered(result.deregistered().size());
                });
    }

    /** Replaces an endpoint by what {@code change} makes of it. */
    public Uni<Endpoint> amend(String id, UnaryOperator<Endpoint> change) {
        return stores.endpoints().amend(id, change).call(this::discoverable);
    }

    /** Stores a service's settings and says whether the service is new. */
    public Uni<Boolean> put(Service service) {
        return stores.services().put(service).call(this::discoverable);
    }

    /**
     * Stores services that are not there yet, with their endpoints, all or none: where one contradicts what is there,
     * nothing is stored. A dry run says what would happen.
     */
    public Uni<Map<String, Introduction>> introduce(List<ServiceView> services, boolean dryRun) {
        return stores.introductions()
                .introduce(services, dryRun)
                .call(this::discoverable)
                .invoke(outcomes -> {
                    if (!dryRun && outcomes.values().stream().noneMatch(Introduction::contradicts)) {
                        services.stream()
                                .filter(view -> outcomes.get(view.service().name()) == Introduction.CREATED)
                                .flatMap(view -> view.endpoints().stream())
                                .forEach(endpoint -> observer.registered(true));
                    }
                });
    }

    /** Removes a service with its endpoints. */
    public Uni<Void> delete(String service) {
        return stores.services().delete(service).call(this::discoverable);
    }

    // The write itself has its own time limit; this one also holds for the queue before it.
    private <T> Uni<T> inTime(Uni<T> write) {
        return write.ifNoItem().after(timeout).failWith(UnavailableException::new);
    }

    private Uni<Void> discoverable() {
        return inTime(commits.discoverable());
    }

    private static Outcome.Registered registered(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Registered registered -> registered;
            case Outcome.Refused(Refusal refusal) -> throw new RefusedException(refusal);
        };
    }

    private static Batch.Result result(Batch batch, EndpointWrites.Applied applied) {
        List<Violation> conflicts = new ArrayList<>();
        List<Outcome.Registered> registered = new ArrayList<>();
        for (int i = 0; i < applied.outcomes().size(); i++) {
            switch (applied.outcomes().get(i)) {
                case Outcome.Registered one -> registered.add(one);
                case Outcome.Refused(Refusal refusal) -> conflicts.add(conflict("register[" + i + "].", refusal));
            }
        }
        if (!conflicts.isEmpty()) {
            throw new RefusedException(new Refusal.Conflicts(conflicts));
        }
        Map<Boolean, List<String>> ids =
                batch.deregister().stream().collect(Collectors.partitioningBy(applied.deregistered()::contains));
        return new Batch.Result(registered, ids.getOrDefault(true, List.of()), ids.getOrDefault(false, List.of()));
    }

    private static Violation conflict(String path, Refusal refusal) {
        return switch (refusal) {
            case Refusal.AddressTaken(EndpointAddress address, String holder) ->
                new Violation(path + "address", address.address() + ":" + address.port(), "is registered as " + holder);
            case Refusal.IdOfAnotherService(String id, String ignored) ->
                new Violation(path + "id", id, "belongs to another service");
            case Refusal other -> throw new RefusedException(other);
        };
    }

    private final class Registering implements GroupCommit.Lane<Registration, Outcome> {
        @Override
        public Set<Object> identities(Registration registration) {
            return registration.identities();
        }

        @Override
        public Uni<List<Outcome>> write(List<Registration> requests) {
            return stores.writes().register(requests);
        }

        @Override
        public Uni<Void> published() {
            return discoverable();
        }
    }

    private final class Deregistering implements GroupCommit.Lane<Deregistration, Boolean> {
        @Override
        public Set<Object> identities(Deregistration deregistration) {
            return Set.of(deregistration.id());
        }

        @Override
        public Uni<List<Boolean>> write(List<Deregistration> requests) {
            return stores.writes().deregister(requests);
        }

        @Override
        public Uni<Void> published() {
            return discoverable();
        }
    }
}
