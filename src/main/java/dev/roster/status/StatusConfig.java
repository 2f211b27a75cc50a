package dev.roster.status;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** How replicas tell each other who is connected to them. */
@ConfigMapping(prefix = "roster.status")
public interface StatusConfig {
    /** What this replica is called where its clients are shown; the host's name by default. */
    Optional<String> replica();

    /**
     * How often to write what has changed. What was sent and is not answered for less than this is not written at all, so
     * that pushes which are accepted cost nothing. The schedule takes it by its name.
     */
    @WithDefault("5s")
    @NotNull @DurationMin(seconds = 1)
    Duration publishEvery();

    /** How often to show that this replica is alive while nothing changes. */
    @WithDefault("10s")
    @NotNull @DurationMin(seconds = 1)
    Duration signOfLife();

    /** After how long without a sign of life the clients of a replica are shown no more. */
    @WithDefault("30s")
    @NotNull @DurationMin(seconds = 2)
    Duration replicaTimeout();

    /** How long to wait for the database before only this replica's clients are shown. */
    @WithDefault("900ms")
    @NotNull @DurationMin(millis = 100)
    Duration databaseTimeout();
}
