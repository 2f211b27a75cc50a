package dev.roster.registry;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;

/** Settings of the registry. */
@ConfigMapping(prefix = "roster.registry")
public interface RegistryConfig {
    /** The service of a registration that names none. */
    @WithDefault("myservice")
    @NotBlank String defaultService();

    /** How long a read or a write may take before the answer is 503. */
    @WithDefault("900ms")
    @NotNull @DurationMin(millis = 10)
    Duration databaseTimeout();

    /** How long the statements of one batch may take, once the database answered at all. */
    @WithDefault("30s")
    @NotNull @DurationMin(millis = 10)
    Duration batchTimeout();

    /** Writes that may wait for the statement before them; over it the answer is 503. */
    @WithDefault("10000")
    @Min(1) int waitingWrites();

    /** Writes that one statement takes together. */
    @WithDefault("1000")
    @Min(1) int writesPerCommit();

    /** The largest body of a call other than the batch, whose limit is {@code quarkus.http.limits.max-body-size}. */
    @WithDefault("256K")
    MemorySize bodySize();

    /** The longest {@code wait} of a read. */
    @WithDefault("5m")
    @NotNull @DurationMin(seconds = 1)
    Duration longestWait();
}
