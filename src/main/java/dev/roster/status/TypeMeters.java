package dev.roster.status;

import dev.roster.xds.SessionObserver.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** The meters of one resource type. Thread-safe. */
final class TypeMeters {
    final AtomicInteger subscriptions;
    private final Map<Reason, Counter> responses = new EnumMap<>(Reason.class);
    final Counter resources;
    final Counter bytes;
    final Counter acks;
    final Counter nacks;
    final Timer acknowledged;

    TypeMeters(MeterRegistry registry, String type) {
        Tags tags = Tags.of("type", type);
        this.subscriptions = registry.gauge("roster.xds.subscriptions", tags, new AtomicInteger());
        for (Reason reason : Reason.values()) {
            responses.put(reason, responses(registry, tags, reason.name().toLowerCase(Locale.ROOT)));
        }
        this.resources = Counter.builder("roster.xds.resources")
                .description("Resources sent")
                .tags(tags)
                .register(registry);
        this.bytes = Counter.builder("roster.xds.sent")
                .description("Bytes of responses sent")
                .baseUnit("bytes")
                .tags(tags)
                .register(registry);
        this.acks = Counter.builder("roster.xds.acks")
                .description("Responses that clients accepted")
                .tags(tags)
                .register(registry);
        this.nacks = Counter.builder("roster.xds.nacks")
                .description("Responses that clients rejected")
                .tags(tags)
                .register(registry);
        this.acknowledged = Timer.builder("roster.xds.acknowledged")
                .description("From the commit of a change to a client's acknowledgement of it")
                .tags(tags)
                .serviceLevelObjectives(
                        Duration.ofMillis(1),
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10))
                .register(registry);
    }

    Counter responses(Reason reason) {
        return Objects.requireNonNull(responses.get(reason));
    }

    private static Counter responses(MeterRegistry registry, Tags tags, String cause) {
        return Counter.builder("roster.xds.responses")
                .description(
                        "Responses sent, by what caused them: a request, a change (a push), or a time to live (a heartbeat)")
                .tags(tags.and("cause", cause))
                .register(registry);
    }
}
