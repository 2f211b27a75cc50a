package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Removal;
import dev.roster.envoy.ResourceType.Sotw;
import dev.roster.snapshot.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One type of a state-of-the-world client: what it wants and holds. It takes what is missing from a full set as gone
 * always, and resources only when it accepts them, as Envoy does. Not thread-safe.
 */
final class SotwModel {
    private final ResourceType type;
    private final World world;
    private final Set<String> wanted = new TreeSet<>();
    private final Map<String, String> held = new HashMap<>();
    private final Set<Map.Entry<String, String>> rejected = new HashSet<>();
    private String accepted = "";

    SotwModel(ResourceType type, World world) {
        this.type = type;
        this.world = world;
    }

    /** Wants this name, or {@code *}, as well; false when it did already. */
    boolean want(String name) {
        return wanted.add(name);
    }

    /** Wants this name, or {@code *}, no more; false when it is not wanted or the last one. */
    boolean drop(String name) {
        if (!wanted.contains(name) || wanted.size() == 1) {
            return false;
        }
        wanted.remove(name);
        held.keySet().removeIf(known -> !wants(known));
        rejected.removeIf(entry -> !wants(entry.getKey()));
        return true;
    }

    private boolean wants(String name) {
        return wanted.contains("*") || wanted.contains(name);
    }

    String[] interest() {
        return wanted.toArray(String[]::new);
    }

    String accepted() {
        return accepted;
    }

    void reconnect() {
        rejected.clear();
    }

    void accept(SotwReceived response) {
        dropMissing(response);
        response.contents().forEach((name, content) -> {
            if (wants(name)) {
                held.put(name, content);
            }
        });
        accepted = response.version();
    }

    /** Returns whether it is to be sent again in parts. */
    boolean reject(SotwReceived response) {
        dropMissing(response);
        boolean inParts =
                type.sotw() == Sotw.ONLY_CHANGED && response.contents().size() > 1;
        if (!inParts) {
            rejected.addAll(response.contents().entrySet());
        }
        return inParts;
    }

    private void dropMissing(SotwReceived response) {
        if (type.sotw() == Sotw.FULL_SET) {
            held.keySet().retainAll(response.contents().keySet());
            rejected.removeIf(entry -> !response.contents().containsKey(entry.getKey()));
        }
    }

    /** Whether the client may go on with an older version of something that leads to what is gone. */
    boolean isOutdated() {
        return type.refers()
                && rejected.stream()
                        .anyMatch(entry -> wants(entry.getKey())
                                && world.content(type, entry.getKey())
                                        .filter(entry.getValue()::equals)
                                        .isPresent());
    }

    /**
     * At rest the client holds what there is of what it wants, but for what it rejected or cannot be told is gone.
     *
     * @param outdated whether it may also hold what is gone, while something that it has may lead there
     */
    void expectTruth(boolean outdated) {
        Set<String> all = new HashSet<>(world.names(type));
        if (type.sotw() == Sotw.FULL_SET) {
            all.addAll(held.keySet());
        }
        for (String name : all) {
            Optional<String> truth = wants(name) ? world.content(type, name) : Optional.empty();
            boolean excused = truth.map(content -> rejected.contains(Map.entry(name, content)))
                    .orElse(outdated && wants(name) && type.removal() != Removal.IN_TURN);
            if (!excused) {
                assertThat(Optional.ofNullable(held.get(name)))
                        .as("%s %s", type, name)
                        .isEqualTo(truth);
            }
        }
    }
}
