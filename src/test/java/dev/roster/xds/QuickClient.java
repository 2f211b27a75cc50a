package dev.roster.xds;

import dev.roster.envoy.ResourceType;
import java.util.Collection;

/** A client of an aggregated stream that accepts each response at once and counts bytes. Not thread-safe. */
interface QuickClient {
    QuickClient subscribes(ResourceType type, Collection<String> names);

    /** The bytes received; nonces do not count, for later ones are longer. */
    long bytes();
}
