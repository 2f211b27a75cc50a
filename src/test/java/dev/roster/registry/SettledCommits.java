package dev.roster.registry;

import dev.roster.changelog.Changes;
import dev.roster.changelog.Commits;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Map;

/** What is committed counts as discoverable, and watchers are told that everything may have changed. */
@Alternative
@Singleton
final class SettledCommits implements Commits {
    private final ServiceSignals signals;

    SettledCommits(ServiceSignals signals) {
        this.signals = signals;
    }

    @Override
    public Uni<Void> discoverable() {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> signals.applied(new Changes(true, System.nanoTime(), Map.of())));
    }
}
