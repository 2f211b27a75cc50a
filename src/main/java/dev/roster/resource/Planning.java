package dev.roster.resource;

import dev.roster.envoy.InvalidEnvoyJson;
import dev.roster.envoy.ResourceType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares what is to be with what is stored. Not thread-safe: used within one change. */
final class Planning {
    private final StoredForm form;
    private final Edit edit;
    private final Map<ResourceKey, StoredResource> stored = new LinkedHashMap<>();

    private final List<StoredResource> created = new ArrayList<>();
    private final List<StoredResource> changed = new ArrayList<>();
    private final List<ResourceKey> removed = new ArrayList<>();
    private final List<Result> results = new ArrayList<>();

    Planning(StoredForm form, Edit edit, List<StoredResource> rows) {
        this.form = form;
        this.edit = edit;
        rows.forEach(row -> stored.put(row.key(), row));
    }

    Plan plan() {
        edit.put().forEach(this::put);
        edit.remove().forEach(this::remove);
        prune();
        return new Plan(created, changed, removed, results);
    }

    private void put(Draft draft) {
        ResourceKey key = draft.key();
        Optional<Resource> before = readable(stored.get(key));
        check(key, before);
        Resource wanted = before.map(present -> draft.resource().salted(present.salt()))
                .orElseGet(() -> key.type() == ResourceType.SECRET
                        ? draft.resource().salted(Secrets.newSalt())
                        : draft.resource());
        Outcome outcome = outcome(wanted, before);
        switch (outcome) {
            case CREATED -> created.add(form.write(wanted));
            case CHANGED -> changed.add(form.write(wanted));
            case UNCHANGED, REMOVED -> {}
        }
        results.add(new Result(key, outcome, wanted.version(), draft.warnings()));
    }

    /** A row that cannot be read is replaced. */
    private Outcome outcome(Resource wanted, Optional<Resource> before) {
        if (!stored.containsKey(wanted.key())) {
            return Outcome.CREATED;
        }
        boolean same = before.filter(present -> present.version().equals(wanted.version()))
                .isPresent();
        return same ? Outcome.UNCHANGED : Outcome.CHANGED;
    }

    private void remove(ResourceKey key) {
        check(key, readable(stored.get(key)));
        if (!stored.containsKey(key)) {
            throw new RefusedException(new Refusal.UnknownResource(key));
        }
        drop(key);
    }

    private void prune() {
        Set<ResourceKey> kept = new HashSet<>();
        edit.put().forEach(draft -> kept.add(draft.key()));
        stored.keySet().stream()
                .filter(key -> edit.prune().covers(key) && !kept.contains(key))
                .forEach(this::drop);
    }

    private void drop(ResourceKey key) {
        removed.add(key);
        results.add(new Result(key, Outcome.REMOVED, null, List.of()));
    }

    private void check(ResourceKey key, Optional<Resource> before) {
        String version = before.map(Resource::version).orElse(null);
        if (!edit.condition().holds(stored.containsKey(key), version)) {
            throw new RefusedException(new Refusal.Stale(key, version));
        }
    }

    private Optional<Resource> readable(@Nullable StoredResource row) {
        try {
            return row == null ? Optional.empty() : Optional.of(form.read(row));
        } catch (InvalidEnvoyJson e) {
            return Optional.empty();
        }
    }
}
