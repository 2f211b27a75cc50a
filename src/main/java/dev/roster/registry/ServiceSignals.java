package dev.roster.registry;

import dev.roster.changelog.ChangeLogObserver;
import dev.roster.changelog.Changes;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells those who watch a service that it may have changed, by handing all of them the same read: however many watch,
 * a change costs one query, and none when nobody does. Thread-safe.
 */
@Singleton
public final class ServiceSignals implements ChangeLogObserver {
    private final Services services;
    private final Map<String, Set<MultiEmitter<? super Uni<ServiceView>>>> watchers = new ConcurrentHashMap<>();

    ServiceSignals(Services services) {
        this.services = services;
    }

    @Override
    public void applied(Changes changes) {
        if (!watchers.isEmpty()) {
            changed(changes).forEach(this::signal);
        }
    }

    /**
     * Emits a read of how the service is now: at once, and when it may have changed. Of several not yet taken only the last
     * is kept.
     */
    Multi<Uni<ServiceView>> of(String service) {
        return Multi.createFrom().emitter(emitter -> watch(service, emitter), BackPressureStrategy.LATEST);
    }

    private void watch(String service, MultiEmitter<? super Uni<ServiceView>> emitter) {
        watchers.compute(service, (name, present) -> {
            Set<MultiEmitter<? super Uni<ServiceView>>> all = present == null ? ConcurrentHashMap.newKeySet() : present;
            all.add(emitter);
            return all;
        });
        emitter.emit(services.view(service));
        emitter.onTermination(() -> watchers.computeIfPresent(service, (name, all) -> {
            all.remove(emitter);
            return all.isEmpty() ? null : all;
        }));
    }

    private void signal(String service) {
        Uni<ServiceView> read = services.view(service).memoize().indefinitely();
        watchers.getOrDefault(service, Set.of()).forEach(emitter -> emitter.emit(read));
    }

    private Set<String> changed(Changes changes) {
        if (changes.everything()) {
            return Set.copyOf(watchers.keySet());
        }
        return Stream.concat(
                        changes.of(Service.KIND).keySet().stream(),
                        changes.of(Endpoint.KIND).keySet().stream()
                                .map(key -> EndpointKey.parse(key).service()))
                .filter(watchers::containsKey)
                .collect(Collectors.toSet());
    }
}
