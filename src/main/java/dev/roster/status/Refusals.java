package dev.roster.status;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Counts requests that were refused, by what for. Thread-safe. */
@Singleton
final class Refusals {
    private final MeterRegistry registry;

    Refusals(MeterRegistry registry) {
        this.registry = registry;
    }

    /** One more of this kind; its class is its name. */
    void count(Object refusal) {
        count(refusal.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    }

    void count(String reason) {
        Counter.builder("roster.refusals")
                .description("Requests that were refused, by what for")
                .tag("reason", reason)
                .register(registry)
                .increment();
    }
}
