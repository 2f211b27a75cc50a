package dev.roster.status;

import dev.roster.envoy.ResourceType;
import dev.roster.resource.Acceptance;
import dev.roster.resource.Acceptance.Reason;
import dev.roster.resource.Acceptances;
import dev.roster.resource.ResourceKey;
import dev.roster.snapshot.Snapshots;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.Viewer;
import dev.roster.status.FleetStore.Verdict;
import dev.roster.xds.ResourceDescription;
import dev.roster.xds.Standing;
import dev.roster.xds.StreamDescription;
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
 * Counts what clients made of a resource, a stream as a client. One that asks for more names than are listed counts for
 * those that are. Thread-safe.
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
        Set<String> names = keys.stream().map(ResourceKey::name).collect(Collectors.toSet());
        return own.described()
                .chain(streams -> others.verdicts(type, names).map(theirs -> acceptances(streams, theirs, keys)));
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
        return streams.stream()
                .flatMap(stream -> stream.types().stream()
                        .filter(type -> type.typeUrl().equals(key.type().typeUrl()))
                        .map(type -> verdict(stream.info().viewer(), type, key.name()))
                        .flatMap(Optional::stream));
    }

    private static Optional<Verdict> verdict(Viewer viewer, TypeDescription type, String name) {
        Optional<ResourceDescription> unsettled = type.unsettled().resources().stream()
                .filter(resource -> resource.name().equals(name))
                .findFirst();
        if (unsettled.isPresent()) {
            return unsettled.map(found -> new Verdict(viewer, found.standing(), found.error(), 1));
        }
        boolean asked = type.interest().wildcard() || type.interest().names().contains(name);
        return asked && !type.unsettled().cut()
                ? Optional.of(new Verdict(viewer, Standing.SYNCED, null, 1))
                : Optional.empty();
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
