package dev.roster.status;

import dev.roster.changelog.ChangeLogObserver;
import dev.roster.changelog.ReloadReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what the tail of the change log does, and shows how far behind it is. Thread-safe. */
@Singleton
final class ChangeLogStatus implements ChangeLogObserver {
    private final MeterRegistry registry;
    private final AtomicLong lag = new AtomicLong();
    private final AtomicInteger connected = new AtomicInteger();
    private final AtomicInteger listening = new AtomicInteger();
    private final Timer reads;
    private final DistributionSummary keys;
    private final Counter failures;

    ChangeLogStatus(MeterRegistry registry) {
        this.registry = registry;
        this.reads = Timer.builder("roster.change.log.reads")
                .description("Reads of the change log, with and without news")
                .register(registry);
        this.keys = DistributionSummary.builder("roster.change.log.keys")
                .description("Changed keys that a read brought")
                .register(registry);
        this.failures = Counter.builder("roster.change.log.failures")
                .description("Reads and connection tries that failed")
                .register(registry);
        TimeGauge.builder("roster.change.log.lag", lag, TimeUnit.NANOSECONDS, AtomicLong::get)
                .description("Age of the oldest change of the last read when it was read, by the database's clock")
                .register(registry);
        Gauge.builder("roster.change.log.connected", connected, AtomicInteger::get)
                .description("1 while the database answers; otherwise what is served may be stale")
                .register(registry);
        Gauge.builder("roster.change.log.listening", listening, AtomicInteger::get)
                .description(
                        "1 while hints of other replicas are known to arrive; otherwise changes come with the tick")
                .register(registry);
    }

    @Override
    public void read(int brought, Duration took, Duration age) {
        reads.record(took);
        if (brought > 0) {
            keys.record(brought);
        }
        lag.set(age.toNanos());
    }

    @Override
    public void reloading(ReloadReason reason) {
        Counter.builder("roster.change.log.reloads")
                .description("How often everything was read anew, by reason")
                .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    @Override
    public void connected() {
        connected.set(1);
    }

    @Override
    public void disconnected(Throwable cause) {
        connected.set(0);
        failures.increment();
    }

    @Override
    public void listening(boolean heard) {
        listening.set(heard ? 1 : 0);
    }
}
