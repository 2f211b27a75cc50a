package dev.roster.xds;

import dev.roster.envoy.ResourceType;
import dev.roster.snapshot.SnapshotUpdate;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.Viewer;
import java.util.Set;

/** What an update changed of one type, as one client sees it. Immutable. */
record TypeChange(SnapshotUpdate update, ResourceType type, Viewer viewer) {
    Set<String> names() {
        return update.names(type, viewer.group());
    }

    /** Names that concern only those who asked for them. */
    Set<String> byName() {
        return update.byName(type);
    }

    TypeView before() {
        return update.before().view(type, viewer);
    }

    TypeView after() {
        return update.after().view(type, viewer);
    }

    /** Nanoseconds at which the oldest change in it was logged. */
    long since() {
        return update.since();
    }
}
