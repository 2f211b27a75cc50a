package dev.roster.xds;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of which a client is yet to be told. A name is <em>owed</em> when the client waits to hear of it, changed or
 * not, and <em>dirty</em> when it may differ from what the client has. Not thread-safe: belongs to its {@link TypeStream}.
 */
final class Backlog {
    private final Set<String> owed = new LinkedHashSet<>();
    private final Set<String> dirty = new LinkedHashSet<>();
    /** Those of the dirty names that are sent although the client has them. */
    private final Set<String> repeated = new HashSet<>();

    /** Names that are gone while the client may not be told yet, with the time since when, the oldest first. */
    private final Map<String, Long> retiring = new LinkedHashMap<>();

    /** Names that are gone while something that the client has refers to them. */
    private Set<String> kept = Collections.emptySet();

    /** Names that were rejected with others, by the number of the group that is to be sent again together. */
    private final Map<String, Integer> apart = new LinkedHashMap<>(0);

    private int groups;
    private boolean apartIsNext;
    private long since;

    void owe(String name) {
        owed.add(name);
    }

    /** Notes a name that may have changed; {@code loggedAt} is when the change was logged. */
    void note(String name, long loggedAt) {
        if (dirty.isEmpty()) {
            since = loggedAt;
        }
        dirty.add(name);
    }

    /** Notes a name that is to be sent although it did not change. */
    void repeat(String name, long now) {
        note(name, now);
        repeated.add(name);
    }

    boolean repeats(String name) {
        return repeated.contains(name);
    }

    /** The resource is gone, but the client is told only once what retires is released. */
    void retire(String name, long now) {
        retiring.remove(name);
        retiring.put(name, now);
    }

    /** Releases what retired at this time or before. */
    void release(long until) {
        for (Iterator<Map.Entry<String, Long>> oldest = retiring.entrySet().iterator(); oldest.hasNext(); ) {
            Map.Entry<String, Long> retired = oldest.next();
            if (retired.getValue() > until) {
                return;
            }
            note(retired.getKey(), retired.getValue());
            oldest.remove();
        }
    }

    /** When the oldest retired of what retires. */
    OptionalLong retiringSince() {
        return retiring.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(retiring.values().iterator().next());
    }

    /** The resource is gone, but the client is told only once it is reconsidered. */
    void keep(String name) {
        kept = kept.isEmpty() ? new HashSet<>() : kept;
        kept.add(name);
    }

    /** What was kept is noted again; returns whether there is any. */
    boolean reconsider() {
        boolean any = dirty.addAll(kept);
        kept = Collections.emptySet();
        return any;
    }

    /**
     * One of these was rejected, and nobody knows which: the client is to be sent one half of the resources and then the other,
     * so that few responses find few bad ones among many (P82).
     *
     * @param resource the resource that the client has under a name
     */
    void setApart(Collection<String> names, UnaryOperator<String> resource) {
        if (names.isEmpty()) {
            return;
        }
        Collection<List<String>> resources = names.stream()
                .collect(Collectors.groupingBy(resource, LinkedHashMap::new, Collectors.toList()))
                .values();
        apartIsNext &= !apart.isEmpty();
        int half = (resources.size() + 1) / 2;
        int placed = 0;
        for (List<String> synonyms : resources) {
            int group = groups + placed / half;
            apart.keySet().removeAll(synonyms); // a name stands among those of its group
            synonyms.forEach(name -> apart.put(name, group));
            placed++;
        }
        groups += 2;
    }

    /** The client was told of this name, or is not to hear of it. */
    void drop(String name) {
        all().forEach(names -> names.remove(name));
    }

    /** The client is told all that it waits for. */
    void dropOwed() {
        owed.clear();
    }

    void retain(Collection<String> names) {
        all().forEach(some -> some.retainAll(names));
    }

    /** Goes through the owed names until one finds no room; what is told is no longer noted. */
    void tellOwed(Predicate<String> tell) {
        drain(owed, name -> {
            boolean told = tell.test(name);
            if (told) {
                dirty.remove(name);
                repeated.remove(name);
            }
            return told;
        });
    }

    /** Goes through the dirty names until one finds no room; what is told, or needs no telling, is no longer noted. */
    void tellDirty(Predicate<String> tell) {
        drain(dirty, name -> {
            boolean told = tell.test(name);
            if (told) {
                repeated.remove(name);
            }
            return told;
        });
    }

    /**
     * Tells what changed or the next group of what is set apart: they take turns, so that neither waits for the other for ever.
     *
     * @param nothingTold whether the response that is being made is empty
     * @param changes tells what changed
     * @param again tells a name of what is set apart, unless that needs no telling any more; false when there is no room
     */
    void tellInTurn(BooleanSupplier nothingTold, Runnable changes, Predicate<String> again) {
        if (!apartIsNext || !tellApart(nothingTold, again)) {
            apartIsNext = true;
            changes.run();
            tellApart(nothingTold, again);
        }
    }

    private boolean tellApart(BooleanSupplier nothingTold, Predicate<String> again) {
        if (!nothingTold.getAsBoolean()) {
            return false;
        }
        while (nothingTold.getAsBoolean() && !apart.isEmpty()) {
            Integer group = apart.values().iterator().next();
            drain(apart.keySet(), name -> group.equals(apart.get(name)) && again.test(name));
        }
        apartIsNext = nothingTold.getAsBoolean();
        return !apartIsNext;
    }

    private static void drain(Set<String> names, Predicate<String> tell) {
        for (Iterator<String> rest = names.iterator(); rest.hasNext() && tell.test(rest.next()); ) {
            rest.remove();
        }
    }

    boolean owesNothing() {
        return owed.isEmpty();
    }

    /** Whether the client will be told of this name as soon as may be. */
    boolean contains(String name) {
        return owed.contains(name) || dirty.contains(name) || apart.containsKey(name);
    }

    boolean isEmpty() {
        return owed.isEmpty() && !hasChanges();
    }

    /** Whether the client is to be told of something that is not merely gone. */
    boolean hasNews() {
        return !owed.isEmpty() || !dirty.isEmpty() || !apart.isEmpty();
    }

    /** Whether something changed of which the client was not told, or is to be told again. */
    boolean hasChanges() {
        return !dirty.isEmpty() || !retiring.isEmpty() || !apart.isEmpty();
    }

    Stream<String> names() {
        return all().stream().flatMap(Set::stream);
    }

    /** When the oldest change was logged of which the client was not told, or else this time. */
    long since(long otherwise) {
        return dirty.isEmpty() ? retiringSince().orElse(otherwise) : since;
    }

    private List<Set<String>> all() {
        return List.of(owed, dirty, repeated, apart.keySet(), retiring.keySet(), kept);
    }
}
