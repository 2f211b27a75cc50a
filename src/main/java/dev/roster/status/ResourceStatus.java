package dev.roster.status;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.Outcome;
import dev.roster.resource.Refusal;
import dev.roster.resource.ResourceObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Counts what became of resources, and what was refused. Thread-safe. */
@Singleton
final class ResourceStatus implements ResourceObserver {
    private final MeterRegistry registry;
    private final Refusals refusals;

    ResourceStatus(MeterRegistry registry, Refusals refusals) {
        this.registry = registry;
        this.refusals = refusals;
    }

    @Override
    public void written(ResourceType type, Outcome outcome) {
        Counter.builder("roster.resources.written")
                .description("Resources that operators wrote, by what became of them")
                .tag("type", type.name().toLowerCase(Locale.ROOT))
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    @Override
    public void refused(Refusal refusal) {
        refusals.count(refusal);
    }
}
