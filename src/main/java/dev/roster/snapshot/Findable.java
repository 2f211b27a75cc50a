package dev.roster.snapshot;

import dev.roster.resource.Known;
import dev.roster.resource.ResourceKey;
import jakarta.inject.Singleton;

/** What clients find is what is in the view. Thread-safe. */
@Singleton
final class Findable implements Known {
    private final Snapshots snapshots;

    Findable(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Override
    public boolean isFound(ResourceKey key) {
        return snapshots
                .current()
                .view(key.type(), new Viewer(key.group(), Transport.ADS))
                .get(key.name())
                .isPresent();
    }
}
