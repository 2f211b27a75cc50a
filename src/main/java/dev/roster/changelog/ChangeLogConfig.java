package dev.roster.changelog;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;

/** How the change log is read and trimmed. */
@ConfigMapping(prefix = "roster.change-log")
public interface ChangeLogConfig {
    /**
     * How often to look for changes while hints of other replicas are not known to arrive: with that, and asking whether they
     * do, a replica that has nothing to do sends less than two queries a second.
     */
    @WithDefault("600ms")
    @NotNull @DurationMin(millis = 10)
    Duration tick();

    /** How often to look all the same while they are: rows edited by hand send no hint. */
    @WithDefault("1s")
    @NotNull @DurationMin(millis = 10)
    Duration tickWhileListening();

    /** How long a connection try or a read may take before the link counts as dead. */
    @WithDefault("2s")
    @NotNull @DurationMin(millis = 100)
    @DurationMax(seconds = 5)
    Duration readTimeout();

    /** The same for the rows behind the changed keys, which may be all. */
    @WithDefault("60s")
    @NotNull @DurationMin(seconds = 1)
    Duration loadTimeout();

    /** How long change rows are kept: a replica that was away for longer loads everything. */
    @WithDefault("1h")
    @NotNull @DurationMin(minutes = 1)
    Duration retention();

    /** How often to trim. The schedule takes it by its name. */
    @WithDefault("1m")
    @NotNull @DurationMin(seconds = 1)
    Duration trimEvery();
}
