package dev.roster.xds;

import com.google.common.collect.Maps;
import dev.roster.resource.XdstpName;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import dev.roster.xds.TypeDescription.Interest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks for of one type, by name or all of it, and what it has of each resource. Not thread-safe: belongs to
 * its {@link TypeStream}.
 */
final class Subscriptions {
    static final String WILDCARD = "*";
    /** Of a name that is asked for; what there is may be longer, and is sent to those who ask for all. */
    private static final int LONGEST_NAME = 2048;

    private final Map<String, ResourceState> states = new HashMap<>();
    /** Those of the names that stand for all resources under them. */
    private final Set<String> collections = new HashSet<>(0);

    private final Allowance allowance;

    private boolean wildcard;
    private int named;
    /** What the client asks for, as it was described last, until it asks for something else. */
    private @Nullable Interest interest;

    Subscriptions(Allowance allowance) {
        this.allowance = allowance;
    }

    /** What the client has of each resource that it asked for by name or was sent. */
    Map<String, ResourceState> states() {
        return states;
    }

    @Nullable ResourceState state(String name) {
        return states.get(name);
    }

    boolean wildcard() {
        return wildcard;
    }

    void wildcard(boolean on) {
        interest = null;
        wildcard = on;
    }

    /** How many names the client asks for. */
    int named() {
        return named;
    }

    /** The client asks for this name; false when it did already. */
    boolean add(String name) {
        ResourceState known = states.get(name);
        if (known != null && known.subscribed) {
            return false;
        }
        if (name.length() > LONGEST_NAME) {
            throw new StreamRefused.TooMuch("characters of a resource name", LONGEST_NAME);
        }
        allowance.take();
        interest = null;
        hold(name).subscribed = true;
        named++;
        return true;
    }

    /** The client asks for all resources of this collection; false when it did already. */
    boolean addCollection(String name) {
        collections.add(name);
        return add(name);
    }

    /** The client asks for this name no more; false when it did not. */
    boolean remove(String name) {
        ResourceState state = states.get(name);
        if (state == null || !state.subscribed) {
            return false;
        }
        interest = null;
        drop(state);
        collections.remove(name);
        return true;
    }

    private void drop(ResourceState state) {
        state.subscribed = false;
        named--;
        allowance.giveBack();
    }

    /** The client asks for these names, or also for all, and for nothing else; returns the names that are new. */
    List<String> replace(Set<String> names, boolean all) {
        wildcard(all);
        states.entrySet().removeIf(entry -> {
            boolean asked = names.contains(entry.getKey());
            if (entry.getValue().subscribed && !asked) {
                drop(entry.getValue());
            }
            return !asked && !all;
        });
        return names.stream().filter(this::add).toList();
    }

    /** Whether the client asks for this name, for its collection, or for all. */
    boolean covers(String name) {
        ResourceState state = states.get(name);
        return wildcard || (state != null && state.subscribed) || isMember(name);
    }

    private boolean isMember(String name) {
        return !collections.isEmpty()
                && XdstpName.collection(name).filter(collections::contains).isPresent();
    }

    /** Whether a change of this name may concern the client: it asks for it or has it. */
    boolean concerns(String name) {
        return wildcard || states.containsKey(name) || isMember(name);
    }

    /** Whether the client may be concerned by names that it neither asks for one by one nor has. */
    boolean asksBeyondNames() {
        return wildcard || !collections.isEmpty();
    }

    /** The client says that it has this version: that is state, not interest. */
    void recall(String name, String version) {
        ResourceState state = hold(name);
        state.sent = version;
        state.accepted = version;
    }

    /** The client has this version, or is about to be sent it. */
    void sent(String name, String version) {
        hold(name).sent = version;
    }

    /** The client was told that the resource is gone. The subscription stays (P02, P18). */
    void gone(String name) {
        states.computeIfPresent(name, (n, state) -> {
            state.removed();
            return state.subscribed ? state : null;
        });
    }

    boolean has(String name) {
        ResourceState state = states.get(name);
        return state != null && state.sent != null;
    }

    /** Whether this is the version that the client accepted last. */
    boolean hasAccepted(String name, String version) {
        ResourceState state = states.get(name);
        return state != null && version.equals(state.accepted);
    }

    /** What the client is to have under this name: a wildcard covers only what is listed. */
    Optional<VersionedResource> due(String name, TypeView view) {
        ResourceState state = states.get(name);
        return state != null && state.subscribed ? view.get(name) : view.listed(name);
    }

    @Nullable String versionDue(String name, TypeView view) {
        return due(name, view).map(VersionedResource::version).orElse(null);
    }

    /** The names that the client asks for besides the wildcard. */
    Set<String> names() {
        return named == 0
                ? Set.of()
                : Maps.filterValues(states, state -> state.subscribed).keySet();
    }

    /** Describes what the client asks for. */
    Interest interest() {
        if (interest == null) {
            interest = Describing.interest(states, wildcard, named);
        }
        return interest;
    }

    /** Whether this version of the resource would be news to the client. */
    boolean wants(String name, String version) {
        ResourceState state = states.get(name);
        return state == null ? covers(name) : state.wants(version);
    }

    boolean wants(VersionedResource resource) {
        return wants(resource.name(), resource.version());
    }

    void forget(String name) {
        states.remove(name);
    }

    /** Forgets what the client has without asking for it any more. */
    void forgetUncovered() {
        states.keySet().removeIf(name -> !covers(name));
    }

    private ResourceState hold(String name) {
        return states.computeIfAbsent(name, n -> new ResourceState());
    }
}
