package dev.roster.xds;

import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a delta client asks for of one type, and what it is to have under the names that it asks by. Not thread-safe:
 * belongs to its {@link DeltaStream}.
 */
sealed interface DeltaInterest permits NameInterest, HostInterest {
    /** Takes in a request, and notes what the client is owed; returns whether it asks for anything. */
    boolean take(DeltaDiscoveryRequest request, TypeView view);

    /** Whether the client is to be answered even with nothing; once. */
    boolean owesAnswer();

    /** The names, of those by which the client asks or has something, that may stand for something else than before. */
    Stream<String> concerned(TypeChange change);

    /** The names, of those by which the client asks or has something, that these stand for, which must be sent again. */
    Stream<String> repeated(Collection<String> names);

    /** What the client is to have under this name. */
    Optional<VersionedResource> due(String name, TypeView view);

    /** The version that the client is to have under this name, if it is to have any. */
    @Nullable String versionDue(String name, TypeView view);

    /** The resource that the client has under this name, by its own name. */
    String resource(String name);

    /** All names under which the client has what it has under this one, and for which that is this resource still. */
    Stream<String> synonyms(String name, VersionedResource resource, TypeView view);

    /** The same description, with the resources' own names where the client asks by others. */
    TypeDescription named(TypeDescription described, TypeView view);

    /** Whether there is more to tell than the backlog holds. */
    boolean hasMore();

    /** The names of which the client may not know yet besides those in the backlog. */
    Stream<String> unsent(TypeView view);
}
