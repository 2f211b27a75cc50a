package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.SetMultimap;
import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Removal;
import dev.roster.snapshot.World;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One type of a delta client: what it wants, what it holds, and what the server may send it. It applies removals always
 * and resources only when it accepts them, as Envoy does. Not thread-safe.
 */
final class DeltaModel {
    private final ResourceType type;
    private final World world;
    private final Set<String> names = new HashSet<>();
    private final Map<String, String> held = new HashMap<>();
    private boolean wildcard;

    /** Names that the server must speak of before the loop's turn ends. */
    private final Set<String> asked = new HashSet<>();
    /** Names whose resource may come again unchanged, once. */
    private final Set<String> mayRepeat = new HashSet<>();
    /** What the server last sent on this stream, or was shown at its start. */
    private final Map<String, String> sent = new HashMap<>();
    /** Versions on which the client changed its mind: nobody can say which of its words counts. */
    private final Map<String, String> reconsidered = new HashMap<>();
    /** What the client told the server that it accepted. */
    private final Map<String, String> accepted = new HashMap<>();
    /** What the client rejected on this stream. */
    private final SetMultimap<String, String> rejected = HashMultimap.create();

    DeltaModel(ResourceType type, World world) {
        this.type = type;
        this.world = world;
    }

    void subscribe(String name) {
        names.add(name);
        asked.add(name);
    }

    void unsubscribe(String name) {
        if (names.remove(name)) {
            if (wildcard) {
                asked.add(name);
            } else {
                drop(name);
            }
        }
    }

    /** The server is also to speak of what the client has not answered and may yet take for what it wants now. */
    void subscribeWildcard(Collection<String> unanswered) {
        if (wildcard) {
            asked.addAll(world.names(type));
        }
        mayRepeat.addAll(unanswered);
        wildcard = true;
    }

    void unsubscribeWildcard() {
        wildcard = false;
        Set.copyOf(sent.keySet()).stream().filter(name -> !wants(name)).forEach(this::drop);
        held.keySet().retainAll(names);
    }

    private void drop(String name) {
        held.remove(name);
        sent.remove(name);
        mayRepeat.remove(name);
        rejected.removeAll(name);
        accepted.remove(name);
    }

    boolean wants(String name) {
        return wildcard || names.contains(name);
    }

    /** The version that the client is to have: what is not listed only those have who asked for it. */
    private Optional<String> truth(String name) {
        return names.contains(name) ? world.find(type, name) : world.findListed(type, name);
    }

    boolean wantsNothing() {
        return !wildcard && names.isEmpty();
    }

    /** What the first message of a new stream subscribes to. */
    String[] interest() {
        Set<String> interest = new HashSet<>(names);
        if (wildcard) {
            interest.add("*");
        }
        return interest.toArray(String[]::new);
    }

    Map<String, String> held() {
        return Map.copyOf(held);
    }

    /** A new stream begins with what the client shows. */
    void reconnect() {
        asked.clear();
        names.stream().filter(name -> !held.containsKey(name)).forEach(asked::add);
        mayRepeat.clear();
        rejected.clear();
        reconsidered.clear();
        accepted.clear();
        accepted.putAll(held);
        sent.clear();
        sent.putAll(held);
    }

    /** The cluster of this assignment was sent: Envoy waits for the assignment, changed or not (P40). */
    void mayRepeat(String name) {
        mayRepeat.add(name);
    }

    /** Checks a response in the turn in which it was sent. */
    void check(DeltaReceived response) {
        response.versions().forEach((name, version) -> {
            assertThat(truth(name)).as("the version of %s", name).contains(version);
            assertThat(wants(name)).as("the client wants %s", name).isTrue();
            boolean news = !version.equals(sent.put(name, version)) && !rejected.containsEntry(name, version);
            boolean due = asked.remove(name);
            boolean repeated = mayRepeat.remove(name);
            assertThat(news || due || repeated)
                    .as("there is cause to send %s", name)
                    .isTrue();
        });
        response.removedNames().forEach(name -> {
            assertThat(truth(name)).as("the removed %s", name).isEmpty();
            boolean news = sent.remove(name) != null;
            rejected.removeAll(name);
            accepted.remove(name);
            boolean due = asked.remove(name);
            boolean repeated = mayRepeat.remove(name);
            assertThat(news || due || repeated)
                    .as("there is cause to remove %s", name)
                    .isTrue();
        });
    }

    void expectNothingOwed() {
        assertThat(asked).as("names of %s not answered at once", type).isEmpty();
    }

    /** The client takes what it wants of a response, and is yet to say so. */
    void take(DeltaReceived response) {
        response.versions().forEach((name, version) -> {
            if (wants(name)) {
                held.put(name, version);
            }
        });
        held.keySet().removeAll(response.removedNames());
    }

    void acked(DeltaReceived response) {
        response.versions().forEach((name, version) -> {
            if (sent.containsKey(name) || names.contains(name)) {
                accepted.put(name, version);
                if (rejected.remove(name, version)) {
                    reconsidered.put(name, version);
                }
            }
        });
    }

    void reject(DeltaReceived response) {
        response.versions().forEach((name, version) -> {
            if (version.equals(accepted.get(name))) {
                reconsidered.put(name, version);
            } else if (response.versions().size() > 1) {
                mayRepeat.add(name); // alone
            } else if (sent.containsKey(name)) {
                rejected.put(name, version);
            }
        });
        held.keySet().removeAll(response.removedNames());
    }

    /** Whether the client may go on with an older version of something that leads to what is gone. */
    boolean isOutdated() {
        return type.refers()
                && Stream.concat(rejected.keySet().stream(), reconsidered.keySet().stream())
                        .anyMatch(name -> truth(name)
                                .filter(version -> isExcused(name, version))
                                .isPresent());
    }

    private boolean isExcused(String name, String version) {
        return rejected.containsEntry(name, version) || version.equals(reconsidered.get(name));
    }

    /**
     * At rest the client holds what there is of what it wants, but for what it rejected.
     *
     * @param outdated whether it may also hold what is gone, while something that it has may lead there
     */
    void expectTruth(boolean outdated) {
        Set<String> all = new HashSet<>(world.names(type));
        all.addAll(held.keySet());
        all.addAll(names);
        for (String name : all) {
            Optional<String> truth = wants(name) ? truth(name) : Optional.empty();
            boolean excused = truth.map(version -> isExcused(name, version))
                    .orElse(outdated && wants(name) && type.removal() != Removal.IN_TURN);
            if (!excused) {
                assertThat(Optional.ofNullable(held.get(name)))
                        .as("%s %s", type, name)
                        .isEqualTo(truth);
            }
        }
    }
}
