package dev.roster.bootstrap;

import dev.roster.resource.ResourceKey;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The node groups whose files Roster writes. Immutable. */
@Singleton
final class FileGroups {
    static final String DIRECTORY = "roster.files.directory";
    static final String GROUPS = "roster.files.groups";

    private final List<String> written;

    FileGroups(
            @ConfigProperty(name = DIRECTORY) Optional<String> directory,
            @ConfigProperty(name = GROUPS) Optional<List<String>> groups) {
        this.written = directory
                .map(any -> groups.orElse(List.of(ResourceKey.EVERYONE)))
                .orElse(List.of());
    }

    boolean areWritten(String group) {
        return written.contains(group);
    }
}
