package dev.roster.xds.file;

import dev.roster.xds.FilesConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Files that are written and retired sooner than usual. Immutable. */
record Quick(Optional<Path> directory, Optional<List<String>> groups) implements FilesConfig {
    @Override
    public Duration interval() {
        return Duration.ofMillis(50);
    }

    @Override
    public Duration retireAfter() {
        return Duration.ofMillis(200);
    }

    @Override
    public boolean secrets() {
        return false;
    }

    @Override
    public Duration longestWait() {
        return Duration.ofMinutes(1);
    }
}
