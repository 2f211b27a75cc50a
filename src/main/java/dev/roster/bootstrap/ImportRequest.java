package dev.roster.bootstrap;

import io.envoyproxy.envoy.config.bootstrap.v3.Bootstrap;
import org.jspecify.annotations.Nullable;

/**
 * A static bootstrap and how it is to be taken over. Immutable.
 *
 * @param group for which nodes, or none where {@code node.cluster} says it
 * @param uplink how they will reach Roster from then on
 * @param inlineRoutes leaves routes in their listeners instead of making them resources
 */
public record ImportRequest(Bootstrap file, @Nullable String group, Uplink uplink, boolean inlineRoutes) {
    /** The group that it is for; that of everyone where nothing says which. */
    String nodes() {
        return group == null ? file.getNode().getCluster() : group;
    }
}
