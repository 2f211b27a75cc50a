package dev.roster.xds;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Files from which Envoys read what they would otherwise be sent. */
@ConfigMapping(prefix = "roster.files")
public interface FilesConfig {
    /** The folder to write to; without one no files are written. */
    Optional<Path> directory();

    /** The node groups that have a folder of their own in it; without any it holds what is for everyone. */
    Optional<List<String>> groups();

    /** The shortest time from one write to the next; what changes meanwhile is written together. */
    @WithDefault("200ms")
    @NotNull @DurationMin(millis = 10)
    Duration interval();

    /** How long a cluster, or a file that another one leads to, stays after it is gone, for listeners to let go of it. */
    @WithDefault("5s")
    @NotNull @DurationMin(millis = 0)
    Duration retireAfter();

    /** Whether secrets are written too, readable for Roster's user only. */
    @WithDefault("false")
    boolean secrets();

    /** The longest that a request for a file may wait for a change. */
    @WithDefault("5m")
    @NotNull @DurationMin(seconds = 1)
    Duration longestWait();
}
