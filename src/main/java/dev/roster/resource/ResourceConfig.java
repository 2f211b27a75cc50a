package dev.roster.resource;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the resources that operators write. */
@ConfigMapping(prefix = "roster.resources")
public interface ResourceConfig {
    /** How long a read or the write of one resource may take before the answer is 503. */
    @WithDefault("900ms")
    Duration databaseTimeout();

    /** The same for many resources at once, once the database answered at all. */
    @WithDefault("30s")
    Duration applyTimeout();

    /** The largest body of one resource; that of many is limited by {@code quarkus.http.limits.max-body-size}. */
    @WithDefault("1M")
    MemorySize bodySize();

    /** How many versions of each resource are kept. */
    @WithDefault("10")
    @Min(1) int history();

    /** How long the versions of a resource are kept after it was deleted. */
    @WithDefault("30d")
    @NotNull @DurationMin(minutes = 1)
    Duration historyOfDeleted();

    /** How often older versions are removed, and secrets sealed by the first key. The schedules take it by its name. */
    @WithDefault("10m")
    @NotNull @DurationMin(seconds = 1)
    Duration tidyEvery();
}
