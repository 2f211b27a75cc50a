package dev.roster.resource;

import dev.roster.request.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Resources each of which Envoy would take and which it refuses together: looked for among all that one node gets, those
 * of its group and those for everyone.
 */
public final class Clashes {
    private Clashes() {}

    /** The resources that clash with an earlier one of this list. */
    public static List<Clash> among(List<NamedResource> resources) {
        Set<Clash> found = new LinkedHashSet<>(repeated(resources));
        resources.stream()
                .map(resource -> resource.key().group())
                .distinct()
                .forEach(group -> found.addAll(seenBy(group, resources)));
        return List.copyOf(found);
    }

    /** A list that names a resource twice does not say which one is meant. */
    private static List<Clash> repeated(List<NamedResource> resources) {
        List<Clash> found = new ArrayList<>();
        Set<ResourceKey> taken = new HashSet<>();
        for (int i = 0; i < resources.size(); i++) {
            ResourceKey key = resources.get(i).key();
            if (!taken.add(key)) {
                found.add(new Clash(i, new Violation("", key.name(), "must not be in the list twice")));
            }
        }
        return found;
    }

    private static List<Clash> seenBy(String group, List<NamedResource> resources) {
        List<Clash> found = new ArrayList<>();
        Map<String, Integer> taken = new HashMap<>();
        for (int index : visibleTo(group, resources)) {
            for (Claim claim : Claim.of(resources.get(index))) {
                Integer holder = taken.putIfAbsent(claim.key(), index);
                if (holder != null && holder != index) {
                    found.add(new Clash(
                            index, claim.violation(resources.get(holder).key())));
                }
            }
        }
        return found;
    }

    /** A resource of the group stands in for the one of its type and name that is for everyone. */
    private static List<Integer> visibleTo(String group, List<NamedResource> resources) {
        Map<ResourceKey, Integer> visible = new HashMap<>();
        for (int i = 0; i < resources.size(); i++) {
            ResourceKey key = resources.get(i).key();
            ResourceKey plain = new ResourceKey(key.type(), ResourceKey.EVERYONE, key.name());
            if (key.group().equals(group)) {
                visible.put(plain, i);
            } else if (key.group().equals(ResourceKey.EVERYONE)) {
                visible.putIfAbsent(plain, i);
            }
        }
        return visible.values().stream().sorted().toList();
    }
}
