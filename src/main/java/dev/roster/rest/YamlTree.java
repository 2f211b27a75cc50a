package dev.roster.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.Parser;

/**
 * Makes a tree of the events of a document. What an alias stands for is counted each time: few lines cannot become a
 * large tree. Not thread-safe: used within one reading.
 */
final class YamlTree {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** The tag of a key that Envoy skips with what stands under it: a place for anchors. */
    private static final String IGNORE = "!ignore";

    private final Parser events;
    private final long limit;
    private final Map<String, Anchored> anchors = new HashMap<>();
    /** Characters and nodes so far. */
    private long size;

    YamlTree(Parser events, long limit) {
        this.events = events;
        this.limit = limit;
    }

    JsonNode root() {
        return node(events.getEvent(), 1);
    }

    private JsonNode node(Event event, int depth) {
        if (depth > StrictJson.DEEPEST) {
            throw StrictYaml.malformed("the body is nested deeper than " + StrictJson.DEEPEST, event);
        }
        return switch (event) {
            case AliasEvent alias -> referred(alias);
            case ScalarEvent scalar -> anchored(scalar.getAnchor(), size, scalar(scalar));
            case CollectionStartEvent collection -> {
                refuseTag(collection, collection.getTag());
                long before = size++;
                JsonNode node = collection.is(Event.ID.SequenceStart) ? sequence(depth) : mapping(depth);
                yield anchored(collection.getAnchor(), before, node);
            }
            default -> throw StrictYaml.malformed("a value was expected", event);
        };
    }

    private JsonNode scalar(ScalarEvent scalar) {
        size += scalar.getValue().length() + 1L;
        String tag = scalar.getTag();
        boolean text = Tag.STR.getValue().equals(tag) || "!".equals(tag);
        if (!text) {
            refuseTag(scalar, tag);
        }
        return text || !scalar.isPlain() ? JSON.textNode(scalar.getValue()) : YamlScalars.plain(scalar.getValue());
    }

    private ArrayNode sequence(int depth) {
        ArrayNode items = JSON.arrayNode();
        for (Event next = events.getEvent(); !next.is(Event.ID.SequenceEnd); next = events.getEvent()) {
            items.add(node(next, depth + 1));
        }
        return items;
    }

    private ObjectNode mapping(int depth) {
        ObjectNode fields = JSON.objectNode();
        for (Event next = events.getEvent(); !next.is(Event.ID.MappingEnd); next = events.getEvent()) {
            if (!(next instanceof ScalarEvent key)) {
                throw StrictYaml.malformed("a key must be a text", next);
            }
            size += key.getValue().length();
            if (IGNORE.equals(key.getTag())) {
                node(events.getEvent(), depth + 1); // for the anchors in it
                continue;
            }
            if (fields.has(key.getValue())) {
                throw StrictYaml.malformed("a key must not occur twice", key);
            }
            fields.set(key.getValue(), node(events.getEvent(), depth + 1));
        }
        return fields;
    }

    private JsonNode anchored(@Nullable String anchor, long before, JsonNode node) {
        if (anchor != null) {
            anchors.put(anchor, new Anchored(node, size - before));
        }
        return node;
    }

    private JsonNode referred(AliasEvent alias) {
        Anchored target = Optional.ofNullable(anchors.get(alias.getAnchor()))
                .orElseThrow(() -> StrictYaml.malformed("an alias must follow the end of what it stands for", alias));
        size += target.size();
        if (size > limit) {
            throw StrictYaml.malformed("aliases make the body larger than " + limit, alias);
        }
        return target.node();
    }

    private static void refuseTag(Event at, @Nullable String tag) {
        if (tag != null) {
            throw StrictYaml.malformed("tags are not taken", at);
        }
    }

    /** What an anchor stands at, and how much that is. Immutable. */
    private record Anchored(JsonNode node, long size) {}
}
