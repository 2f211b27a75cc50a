package dev.roster.status;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.ResourceKey;
import dev.roster.snapshot.SnapshotObserver;
import dev.roster.snapshot.Snapshots;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Counts the work of making views, and shows how much there is in the present one. Thread-safe. */
@Singleton
final class SnapshotStatus implements SnapshotObserver {
    private static final Logger LOG = Logger.getLogger(SnapshotStatus.class);

    private final Counter unreadable;
    private final Map<ResourceType, Counter> encoded = new EnumMap<>(ResourceType.class);
    private final Map<ResourceType, Counter> compared = new EnumMap<>(ResourceType.class);

    SnapshotStatus(MeterRegistry registry, Snapshots snapshots) {
        unreadable = Counter.builder("roster.snapshot.unreadable")
                .description("Stored resources that could not be read")
                .register(registry);
        for (ResourceType type : ResourceType.values()) {
            String name = type.name().toLowerCase(Locale.ROOT);
            encoded.put(
                    type,
                    Counter.builder("roster.snapshot.encoded")
                            .description("Resources serialised and hashed")
                            .tag("type", name)
                            .register(registry));
            compared.put(
                    type,
                    Counter.builder("roster.snapshot.compared")
                            .description("Resources whose new version was compared with the served one")
                            .tag("type", name)
                            .register(registry));
            Gauge.builder(
                            "roster.snapshot.resources",
                            snapshots,
                            view -> view.current().size(type))
                    .description("Resources served")
                    .tag("type", name)
                    .register(registry);
        }
    }

    @Override
    public void encoded(ResourceType type, int bytes) {
        Objects.requireNonNull(encoded.get(type)).increment();
    }

    @Override
    public void compared(ResourceType type) {
        Objects.requireNonNull(compared.get(type)).increment();
    }

    @Override
    public void unreadable(ResourceKey resource, String reason) {
        unreadable.increment();
        LOG.errorf("The stored resource %s cannot be read and stays as it was: %s", resource, reason);
    }
}
