package dev.roster.status;

import dev.roster.registry.Refusal;
import dev.roster.registry.RegistryObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts registrations, deregistrations and what was refused. Thread-safe. */
@Singleton
final class RegistryStatus implements RegistryObserver {
    private final Refusals refusals;
    private final Counter created;
    private final Counter updated;
    private final Counter deregistered;

    RegistryStatus(MeterRegistry registry, Refusals refusals) {
        this.refusals = refusals;
        this.created = registrations(registry, "created");
        this.updated = registrations(registry, "updated");
        this.deregistered = Counter.builder("roster.deregistrations")
                .description("Endpoints removed")
                .register(registry);
    }

    private static Counter registrations(MeterRegistry registry, String outcome) {
        return Counter.builder("roster.registrations")
                .description("Registrations stored, by whether the endpoint is new")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public void registered(boolean isNew) {
        (isNew ? created : updated).increment();
    }

    @Override
    public void deregistered(int count) {
        deregistered.increment(count);
    }

    @Override
    public void refused(Refusal refusal) {
        refusals.count(refusal);
    }
}
