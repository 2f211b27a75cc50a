package dev.roster.xds;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.roster.envoy.ResourceType;
import dev.roster.envoy.ResourceType.Removal;
import dev.roster.resource.FilePath;
import dev.roster.snapshot.TypeView;
import dev.roster.snapshot.VersionedResource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the file with all resources of a type holds. Each resource is written once per change and copied from then on. Not
 * thread-safe.
 */
public final class WholeFile {
    /** Of a type whose resources have a file each this one is for people: an Envoy takes only one from it. */
    private static final int MOST_TO_SHOW = 100;

    private final ResourceType type;
    private final FileText text;
    private final String folder;
    private final SortedMap<String, Item> items = new TreeMap<>();
    private int omitted;

    /** @param folder where an Envoy finds the files of the node group */
    public WholeFile(ResourceType type, FileText text, String folder) {
        this.type = type;
        this.text = text;
        this.folder = folder;
    }

    /** Takes in what changed; what is to be removed last stays until it is forgotten. */
    public void update(Set<String> names, TypeView view) {
        int count = view.names().size();
        if (FilePath.hasOneEach(type) && count > MOST_TO_SHOW) {
            items.clear();
            omitted = count;
            return;
        }
        Set<String> changed = omitted > 0 ? view.names() : names;
        omitted = 0;
        for (String name : changed) {
            view.listed(name).ifPresentOrElse(present -> items.put(name, item(present)), () -> {
                if (type.removal() == Removal.IN_TURN) {
                    items.remove(name);
                }
            });
        }
    }

    /** Takes in what an earlier run has written of those that are to be removed last; returns their names. */
    public Set<String> takeOver(String earlier) {
        if (type.removal() != Removal.LAST || FilePath.hasOneEach(type)) {
            return Set.of();
        }
        Map<String, String> texts = FileText.items(earlier, type);
        texts.forEach((name, written) -> items.putIfAbsent(name, new Item(written, written)));
        return texts.keySet();
    }

    private Item item(VersionedResource resource) {
        return new Item(resource.version(), text.item(resource, folder));
    }

    /** Lets go of a resource that is gone. */
    public void forget(String name) {
        items.remove(name);
    }

    public String content() {
        List<String> texts = items.values().stream().map(Item::text).toList();
        String note = omitted == 0
                ? ""
                : "# There are " + omitted + ": each is in a file of its own in " + type.abbreviation() + "/.\n";
        return note + text.file(version(), texts);
    }

    private String version() {
        Hasher hasher = Hashing.sha256().newHasher().putInt(omitted);
        for (Map.Entry<String, Item> item : items.entrySet()) {
            hasher.putString(item.getKey() + "\n" + item.getValue().version() + "\n", StandardCharsets.UTF_8);
        }
        return hasher.hash().toString().substring(0, 16);
    }

    private record Item(String version, String text) {}
}
