package dev.roster.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Locality;
import dev.roster.request.BadRequest;
import dev.roster.request.Violation;
import dev.roster.rest.Fields;
import dev.roster.rest.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** JSON merge patch (RFC 7396) of an endpoint's attributes. */
final class MergePatch {
    private static final Set<String> PATCHABLE =
            Set.of("address", "port_value", "weight", "priority", "locality", "health", "hostname", "metadata");
    private static final Set<String> PARTS = Set.of("region", "zone", "sub_zone");

    private MergePatch() {}

    /** The attributes of this endpoint as this patch leaves them, yet to be checked. */
    static ObjectNode merged(Endpoint endpoint, ObjectNode patch) {
        ObjectNode attributes = attributes(endpoint);
        merge(attributes, patch);
        return attributes;
    }

    /** Refuses what a merge would silently drop: unknown fields that are set to null. */
    static void check(ObjectNode patch) {
        List<Violation> violations = new ArrayList<>();
        Fields fields = new Fields(patch, "", violations);
        fields.refuse("id", "cannot be changed");
        fields.refuse("service", "cannot be changed");
        fields.refuse("ttl", "leases are not supported yet");
        PATCHABLE.forEach(fields::allow);
        if (patch.path("locality").isObject()) {
            Fields parts = fields.fields("locality");
            PARTS.forEach(parts::allow);
            parts.refuseOthers();
        }
        fields.refuseOthers();
        BadRequest.refuse(violations);
    }

    private static void merge(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> field : patch.properties()) {
            if (field.getValue().isNull()) {
                target.remove(field.getKey());
            } else if (field.getValue() instanceof ObjectNode inner) {
                ObjectNode into =
                        target.get(field.getKey()) instanceof ObjectNode present ? present : StrictJson.empty();
                merge(into, inner);
                target.set(field.getKey(), into);
            } else {
                target.set(field.getKey(), field.getValue());
            }
        }
    }

    private static ObjectNode attributes(Endpoint endpoint) {
        ObjectNode attributes = StrictJson.empty()
                .put("address", endpoint.address())
                .put("port_value", endpoint.port())
                .put("weight", endpoint.weight())
                .put("priority", endpoint.priority())
                .put("health", endpoint.health().name());
        Locality locality = endpoint.locality();
        attributes
                .putObject("locality")
                .put("region", locality.region())
                .put("zone", locality.zone())
                .put("sub_zone", locality.subZone());
        if (endpoint.hostname() != null) {
            attributes.put("hostname", endpoint.hostname());
        }
        if (endpoint.metadata() != null) {
            attributes.set("metadata", StrictJson.stored(endpoint.metadata()));
        }
        return attributes;
    }
}
