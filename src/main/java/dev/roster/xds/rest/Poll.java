package dev.roster.xds.rest;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.XdstpName;
import dev.roster.snapshot.Snapshot;
import dev.roster.snapshot.Transport;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.snapshot.Viewer;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What a client asks when it polls. Immutable.
 *
 * @param names those that it asks for by name
 * @param wildcard whether it asks for all
 * @param shown the version that it has, or an empty one
 */
record Poll(ResourceType type, Viewer viewer, Set<String> names, boolean wildcard, String shown) {
    private static final String WILDCARD = "*";

    Poll {
        names = Set.copyOf(names);
    }

    static Poll of(ResourceType type, DiscoveryRequest request) {
        Set<String> names = new HashSet<>();
        request.getResourceNamesList().forEach(name -> names.add(XdstpName.canonical(name)));
        boolean wildcard = names.remove(WILDCARD) || names.isEmpty();
        Viewer viewer = new Viewer(request.getNode().getCluster(), Transport.REST);
        return new Poll(type, viewer, names, wildcard, request.getVersionInfo());
    }

    /** Whether the client has nothing: there is nothing that could be newer than what it gets. */
    boolean isFirst() {
        return shown.isEmpty();
    }

    /** Whether the client has, of what it asks for, what is in this view. */
    boolean isCurrent(Snapshot snapshot) {
        return version(snapshot.view(type, viewer)).equals(shown);
    }

    private String version(TypeView view) {
        return wildcard ? view.versionWith(names) : view.version(names);
    }

    DiscoveryResponse answer(Snapshot snapshot) {
        TypeView view = snapshot.view(type, viewer);
        Collection<String> asked = wildcard ? view.names(names) : names;
        DiscoveryResponse.Builder response =
                DiscoveryResponse.newBuilder().setTypeUrl(type.typeUrl()).setVersionInfo(version(view));
        asked.stream()
                .map(view::get)
                .flatMap(Optional::stream)
                .map(VersionedResource::any)
                .forEach(response::addResources);
        return response.build();
    }
}
