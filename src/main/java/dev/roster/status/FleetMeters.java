package dev.roster.status;

import dev.roster.envoy.ResourceType;
import dev.roster.xds.Standing;
import dev.roster.xds.StreamDescription;
import dev.roster.xds.TypeDescription;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** Shows how many nodes are connected to this replica, and how many resources they reject. Thread-safe. */
@Singleton
final class FleetMeters {
    private final AtomicLong nodes;
    private final Map<String, AtomicLong> rejected;

    FleetMeters(MeterRegistry registry) {
        this.nodes = Objects.requireNonNull(registry.gauge("roster.nodes", new AtomicLong()));
        this.rejected = Arrays.stream(ResourceType.values())
                .collect(Collectors.toMap(ResourceType::typeUrl, type -> rejected(registry, type)));
    }

    private static AtomicLong rejected(MeterRegistry registry, ResourceType type) {
        Tags tags = Tags.of("type", type.name().toLowerCase(Locale.ROOT));
        return Objects.requireNonNull(registry.gauge("roster.xds.rejected", tags, new AtomicLong()));
    }

    void show(List<StreamDescription> streams) {
        nodes.set(streams.stream()
                .map(stream -> NodeId.of(stream.info()))
                .distinct()
                .count());
        Map<String, Long> counts = streams.stream()
                .flatMap(stream -> stream.types().stream())
                .collect(Collectors.groupingBy(
                        TypeDescription::typeUrl, Collectors.summingLong(FleetMeters::rejections)));
        rejected.forEach((typeUrl, gauge) -> gauge.set(counts.getOrDefault(typeUrl, 0L)));
    }

    private static long rejections(TypeDescription type) {
        return type.unsettled().count(resource -> resource.standing() == Standing.ERROR);
    }
}
