package dev.roster.status.store;

import dev.roster.xds.ResourceDescription;
import dev.roster.xds.Standing;
import dev.roster.xds.TypeDescription;
import dev.roster.xds.TypeDescription.Interest;
import dev.roster.xds.TypeDescription.Unsettled;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client has, as JSON. What is false or empty is not there, an error of many resources is there once, and what is
 * unsettled is there by the resources' own names, the gravest first, with the name by which the client has it where that is
 * another: {@code [{"type": …, "wildcard": true, "names": […], "more": 3, "hosts": […], "unsettled": {"<own name>": [{"name": …,
 * "standing": …, "sent": …, "accepted": …, "rejected": …, "error": 0}]}, "cut": true, "errors": […]}]}.
 */
final class StoredTypes {
    private StoredTypes() {}

    static String encode(List<TypeDescription> types) {
        JsonArray all = new JsonArray();
        types.forEach(type -> all.add(encode(type)));
        return all.encode();
    }

    private static JsonObject encode(TypeDescription type) {
        JsonObject json = new JsonObject().put("type", Texts.storable(type.typeUrl()));
        if (type.interest().wildcard()) {
            json.put("wildcard", true);
        }
        putNames(json, "names", type.interest().names());
        if (type.interest().more() > 0) {
            json.put("more", type.interest().more());
        }
        putNames(json, "hosts", type.hosts());
        if (!type.inSync()) {
            putUnsettled(json, type.unsettled());
        }
        return json;
    }

    private static void putNames(JsonObject json, String field, Set<String> names) {
        if (!names.isEmpty()) {
            json.put(field, new JsonArray(names.stream().map(Texts::storable).toList()));
        }
    }

    private static void putUnsettled(JsonObject json, Unsettled unsettled) {
        List<String> errors = new ArrayList<>();
        Map<String, Object> resources = new LinkedHashMap<>();
        for (ResourceDescription resource : gravestFirst(unsettled)) {
            JsonObject one =
                    new JsonObject().put("standing", resource.standing().name());
            put(one, "name", resource.name().equals(resource.ownName()) ? null : resource.name());
            put(one, "sent", resource.sent());
            put(one, "accepted", resource.accepted());
            put(one, "rejected", resource.rejected());
            if (resource.error() != null) {
                one.put("error", index(errors, Texts.storable(resource.error())));
            }
            ((JsonArray) resources.computeIfAbsent(Texts.storable(resource.ownName()), own -> new JsonArray()))
                    .add(one);
        }
        json.put("unsettled", new JsonObject(resources));
        if (!errors.isEmpty()) {
            json.put("errors", new JsonArray(errors));
        }
        if (unsettled.cut()) {
            json.put("cut", true);
        }
    }

    private static List<ResourceDescription> gravestFirst(Unsettled unsettled) {
        return unsettled.resources().stream()
                .sorted(Comparator.comparing(ResourceDescription::standing).reversed())
                .toList();
    }

    private static void put(JsonObject json, String field, @Nullable String value) {
        if (value != null) {
            json.put(field, Texts.storable(value));
        }
    }

    private static int index(List<String> errors, String error) {
        int known = errors.indexOf(error);
        if (known >= 0) {
            return known;
        }
        errors.add(error);
        return errors.size() - 1;
    }

    static List<TypeDescription> decode(JsonArray types) {
        return types.stream().map(type -> decode((JsonObject) type)).toList();
    }

    private static TypeDescription decode(JsonObject type) {
        return new TypeDescription(
                type.getString("type"),
                new Interest(type.getBoolean("wildcard", false), names(type, "names"), type.getInteger("more", 0)),
                names(type, "hosts"),
                unsettled(type));
    }

    private static Set<String> names(JsonObject type, String field) {
        return type.getJsonArray(field, new JsonArray()).stream()
                .map(String.class::cast)
                .collect(Collectors.toSet());
    }

    private static Unsettled unsettled(JsonObject type) {
        JsonArray errors = type.getJsonArray("errors", new JsonArray());
        JsonObject resources = type.getJsonObject("unsettled", new JsonObject());
        return new Unsettled(
                resources.stream()
                        .flatMap(own -> ((JsonArray) own.getValue())
                                .stream().map(one -> resource(own.getKey(), (JsonObject) one, errors)))
                        .toList(),
                type.getBoolean("cut", false),
                0);
    }

    private static ResourceDescription resource(String ownName, JsonObject json, JsonArray errors) {
        Integer error = json.getInteger("error");
        return new ResourceDescription(
                json.getString("name", ownName),
                ownName,
                Standing.valueOf(json.getString("standing")),
                json.getString("sent"),
                json.getString("accepted"),
                json.getString("rejected"),
                error == null ? null : errors.getString(error));
    }
}
