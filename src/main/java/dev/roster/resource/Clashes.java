package dev.roster.resource;

import dev.roster.request.Violation;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Says of clashes which part of an edit has to give way: it is what is new that does not fit (P54). */
final class Clashes {
    private final List<Draft> drafts;
    private final Map<ResourceKey, Integer> places = new HashMap<>();
    private final Set<List<ResourceKey>> pairs = new HashSet<>();

    private Clashes(Edit edit, List<Clash> clashes) {
        drafts = edit.put();
        clashes.forEach(clash -> pairs.add(List.of(clash.key(), clash.holder())));
        IntStream.range(0, drafts.size())
                .forEach(place -> places.put(drafts.get(place).key(), place));
    }

    /** In the order of the edit, each claim once, however many others have the same. */
    static List<Violation> of(Edit edit, List<Clash> clashes) {
        Clashes order = new Clashes(edit, clashes);
        Set<List<Object>> told = new HashSet<>();
        return clashes.stream()
                .filter(clash -> !order.isToldOfHolder(clash))
                .filter(clash -> told.add(List.of(clash.key(), clash.nodes(), clash.field())))
                .sorted((one, other) -> Integer.compare(order.place(one.key()), order.place(other.key())))
                .map(order::violation)
                .toList();
    }

    /** Of two that clash with each other the later one is told. */
    private boolean isToldOfHolder(Clash clash) {
        return pairs.contains(List.of(clash.holder(), clash.key())) && place(clash.holder()) > place(clash.key());
    }

    /** What an edit uncovers comes before all that it puts, as what was stored already. */
    private int place(ResourceKey key) {
        return places.getOrDefault(key, -1);
    }

    private Violation violation(Clash clash) {
        Integer place = places.get(clash.key());
        return place == null
                ? uncovered(clash)
                : drafts.get(place)
                        .at(new Violation(
                                clash.field(), clash.value(), "must not be that of " + shown(clash.holder())));
    }

    private static Violation uncovered(Clash clash) {
        ResourceKey key = clash.key();
        return new Violation(
                new ResourceKey(key.type(), clash.nodes(), key.name()).toString(),
                clash.value(),
                "must stay: without it the nodes of " + clash.nodes() + " get the " + key.name()
                        + " for everyone, whose " + clash.field() + " is that of " + shown(clash.holder()));
    }

    private static String shown(ResourceKey key) {
        return key.group().equals(ResourceKey.EVERYONE) ? key.name() : key.name() + " of the group " + key.group();
    }
}
