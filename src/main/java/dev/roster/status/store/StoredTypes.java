package dev.roster.status.store;

import dev.roster.xds.ResourceDescription;
import dev.roster.xds.Standing;
import dev.roster.xds.TypeDescription;
import dev.roster.xds.TypeDescription.Interest;
import dev.roster.xds.TypeDescription.Unsettled;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a client has, as JSON. What is false or empty is not there, and an error of many resources is there once: {@code
 * [{"type": …, "wildcard": true, "names": […], "more": 3, "unsettled": {"<name>": {"standing": …, "sent": …, "accepted": …,
 * "rejected": …, "error": 0}}, "cut": true, "errors": […]}]}.
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
        if (!type.interest().names().isEmpty()) {
            json.put("names", new JsonArray(texts(type.interest().names())));
        }
        if (type.interest().more() > 0) {
            json.put("more", type.interest().more());
        }
        if (!type.inSync()) {
            putUnsettled(json, type.unsettled());
        }
        return json;
    }

    private static List<String> texts(Collection<String> names) {
        return names.stream().map(Texts::storable).toList();
    }

    private static void putUnsettled(JsonObject json, Unsettled unsettled) {
        List<String> errors = new ArrayList<>();
        JsonObject resources = new JsonObject();
        for (ResourceDescription resource : unsettled.resources()) {
            JsonObject one =
                    new JsonObject().put("standing", resource.standing().name());
            put(one, "sent", resource.sent());
            put(one, "accepted", resource.accepted());
            put(one, "rejected", resource.rejected());
            if (resource.error() != null) {
                one.put("error", index(errors, Texts.storable(resource.error())));
            }
            resources.put(Texts.storable(resource.name()), one);
        }
        json.put("unsettled", resources);
        if (!errors.isEmpty()) {
            json.put("errors", new JsonArray(errors));
        }
        if (unsettled.cut()) {
            json.put("cut", true);
        }
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
                new Interest(
                        type.getBoolean("wildcard", false),
                        type.getJsonArray("names", new JsonArray()).stream()
                                .map(String.class::cast)
                                .collect(Collectors.toSet()),
                        type.getInteger("more", 0)),
                unsettled(type));
    }

    private static Unsettled unsettled(JsonObject type) {
        JsonArray errors = type.getJsonArray("errors", new JsonArray());
        JsonObject resources = type.getJsonObject("unsettled", new JsonObject());
        return new Unsettled(
                resources.stream()
                        .map(one -> resource(one.getKey(), (JsonObject) one.getValue(), errors))
                        .toList(),
                type.getBoolean("cut", false),
                0);
    }

    private static ResourceDescription resource(String name, JsonObject json, JsonArray errors) {
        Integer error = json.getInteger("error");
        return new ResourceDescription(
                name,
                Standing.valueOf(json.getString("standing")),
                json.getString("sent"),
                json.getString("accepted"),
                json.getString("rejected"),
                error == null ? null : errors.getString(error));
    }
}
