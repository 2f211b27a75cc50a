package dev.roster.status;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.Acceptance;
import dev.roster.resource.Acceptance.Reason;
import dev.roster.resource.Acceptances;
import dev.roster.resource.ResourceKey;
import dev.roster.snapshot.Snapshots;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.Viewer;
import dev.roster.status.FleetStore.Sought;
import dev.roster.status.FleetStore.Verdict;
import dev.roster.xds.ResourceDescription;
import dev.roster.xds.Standing;
import dev.roster.xds.StreamDescription;
import dev.roster.xds.StreamInfo;
import dev.roster.xds.TypeDescription;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts what clients made of a resource, a stream as a client, by whatever names it asked for it. One that asks for more
 * names than are listed counts for those that are. Thread-safe.
 */
@Singleton
final class FleetAcceptances implements Acceptances {
    private static final int MOST_REASONS = 10;

    private final OwnStreams own;
    private final Others others;
    private final Snapshots snapshots;

    FleetAcceptances(OwnStreams own, Others others, Snapshots snapshots) {
        this.own = own;
        this.others = others;
        this.snapshots = snapshots;
    }

    @Override
    public Uni<Map<ResourceKey, Acceptance>> of(ResourceType type, List<ResourceKey> keys) {
        Set<Sought> resources = keys.stream().map(Sought::of).collect(Collectors.toSet());
        return own.described()
                .chain(streams -> others.verdicts(type, resources).map(theirs -> acceptances(streams, theirs, keys)));
    }

    private Map<ResourceKey, Acceptance> acceptances(
            List<StreamDescription> streams, Seen<Map<String, List<Verdict>>> theirs, List<ResourceKey> keys) {
        Map<ResourceKey, Acceptance> found = new HashMap<>();
        for (ResourceKey key : keys) {
            Map<Viewer, Boolean> seen = new HashMap<>();
            List<Verdict> verdicts = Stream.concat(
                            verdicts(streams, key), theirs.what().getOrDefault(key.name(), List.of()).stream())
                    .filter(verdict -> seen.computeIfAbsent(verdict.viewer(), viewer -> isSeen(key, viewer)))
                    .toList();
            found.put(key, acceptance(verdicts, theirs.complete()));
        }
        return found;
    }

    private static Stream<Verdict> verdicts(List<StreamDescription> streams, ResourceKey key) {
        Sought resource = Sought.of(key);
        return streams.stream()
                .flatMap(stream -> stream.types().stream()
                        .filter(type -> type.typeUrl().equals(key.type().typeUrl()))
                        .map(type -> verdict(stream.info(), type, resource))
                        .flatMap(Optional::stream));
    }

    private static Optional<Verdict> verdict(StreamInfo client, TypeDescription type, Sought resource) {
        Optional<ResourceDescription> unsettled = type.unsettled().resources().stream()
                .filter(found -> found.ownName().equals(resource.name()))
                .max(Comparator.comparing(ResourceDescription::standing));
        if (unsettled.isPresent()) {
            return unsettled.map(found -> new Verdict(client.viewer(), found.standing(), found.error(), 1));
        }
        return has(client, type, resource) && !type.unsettled().cut()
                ? Optional.of(new Verdict(client.viewer(), Standing.SYNCED, null, 1))
                : Optional.empty();
    }

    private static boolean has(StreamInfo client, TypeDescription type, Sought resource) {
        Set<String> names = type.interest().names();
        return type.interest().wildcard()
                || names.contains(resource.name())
                || type.hosts().contains(resource.name())
                || (client.delta() && names.contains(resource.collection()));
    }

    /** Whether it is this resource that such a client sees under the name, and not one that shadows it. */
    private boolean isSeen(ResourceKey key, Viewer viewer) {
        TypeView view = snapshots.current().view(key.type(), viewer);
        boolean everyones = key.group().equals(ResourceKey.EVERYONE);
        return view.get(key.name()).isPresent()
                && (everyones || key.group().equals(viewer.group()))
                && view.isGroups(key.name()) != everyones;
    }

    private static Acceptance acceptance(List<Verdict> verdicts, boolean complete) {
        return new Acceptance(
                clients(verdicts, Standing.SYNCED::equals),
                clients(verdicts, Standing.ERROR::equals),
                clients(verdicts, standing -> standing == Standing.STALE || standing == Standing.NOT_SENT),
                reasons(verdicts),
                complete);
    }

    private static int clients(List<Verdict> verdicts, Predicate<Standing> standing) {
        return verdicts.stream()
                .filter(verdict -> standing.test(verdict.standing()))
                .mapToInt(Verdict::clients)
                .sum();
    }

    private static List<Reason> reasons(List<Verdict> verdicts) {
        Map<String, Integer> clients = verdicts.stream()
                .filter(verdict -> verdict.standing() == Standing.ERROR && verdict.error() != null)
                .collect(Collectors.groupingBy(Verdict::error, Collectors.summingInt(Verdict::clients)));
        return clients.entrySet().stream()
                .map(reason -> new Reason(reason.getKey(), reason.getValue()))
                .sorted(Comparator.comparingInt(Reason::clients).reversed().thenComparing(Reason::error))
                .limit(MOST_REASONS)
                .toList();
    }
}
