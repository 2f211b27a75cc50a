package dev.roster.registry.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.registry.Addresses;
import dev.roster.registry.Endpoint;
import dev.roster.registry.Health;
import dev.roster.registry.Locality;
import dev.roster.registry.Registration;
import dev.roster.registry.RegistryConfig;
import dev.roster.request.BadRequest;
import dev.roster.request.NameRule;
import dev.roster.request.Violation;
import dev.roster.rest.Fields;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes registrations of JSON objects and finds every rule that they break. Thread-safe. */
@Singleton
final class RegistrationReader {
    private static final Fields.Range PORTS = new Fields.Range(1, Endpoint.HIGHEST_PORT);
    private static final Fields.Range WEIGHTS = new Fields.Range(1, Endpoint.HIGHEST_WEIGHT);
    private static final Fields.Range PRIORITIES = new Fields.Range(0, Endpoint.HIGHEST_PRIORITY);

    private final String defaultService;

    RegistrationReader(RegistryConfig config) {
        this.defaultService = config.defaultService();
    }

    /** A registration that says itself for which service it is. */
    Registration registration(ObjectNode body) {
        List<Violation> violations = new ArrayList<>();
        Registration registration = registration(new Fields(body, "", violations));
        BadRequest.refuse(violations);
        return registration;
    }

    /** As {@link #registration(ObjectNode)}, with the rules that it breaks noted among the fields' violations. */
    Registration registration(Fields fields) {
        String service = fields.text("service", NameRule.NAME::broken);
        String id = fields.text("id", NameRule.ID::broken);
        Identity identity = new Identity(
                id == null ? UUID.randomUUID().toString() : id, service == null ? defaultService : service);
        return new Registration(endpoint(identity, fields), id != null);
    }

    /** The endpoint that this identity is to become by this body, which names none itself. */
    Endpoint endpoint(Identity identity, ObjectNode body) {
        List<Violation> violations = new ArrayList<>();
        Fields fields = new Fields(body, "", violations);
        fields.refuse("service", "is given by the path");
        fields.refuse("id", "is given by the path");
        Endpoint endpoint = endpoint(identity, fields);
        BadRequest.refuse(violations);
        return endpoint;
    }

    private static Endpoint endpoint(Identity identity, Fields fields) {
        Endpoint endpoint = new Endpoint(
                identity.id(),
                identity.service(),
                address(fields),
                fields.required("port_value", PORTS),
                fields.integer("weight", WEIGHTS, 1),
                fields.integer("priority", PRIORITIES, 0),
                locality(fields.fields("locality")),
                health(fields),
                fields.text("hostname", RegistrationReader::brokenHostname),
                metadata(fields));
        fields.refuse(
                "ttl", "leases are not supported yet: register without it, and deregister the endpoint when it leaves");
        fields.refuseOthers();
        return endpoint;
    }

    private static String address(Fields fields) {
        String literal = fields.required(
                "address",
                text -> Addresses.canonical(text).isPresent()
                        ? Optional.empty()
                        : Optional.of("must be an IPv4 or IPv6 address without a zone"));
        return Addresses.canonical(literal).orElse("");
    }

    private static Locality locality(Fields fields) {
        Locality locality = new Locality(part(fields, "region"), part(fields, "zone"), part(fields, "sub_zone"));
        fields.refuseOthers();
        return locality;
    }

    private static String part(Fields fields, String name) {
        String part = fields.text(name, NameRule::brokenText);
        return part == null ? "" : part;
    }

    private static Health health(Fields fields) {
        String name = fields.text(
                "health",
                text -> healthOf(text).isPresent()
                        ? Optional.empty()
                        : Optional.of("must be one of " + Arrays.toString(Health.values())));
        return name == null ? Health.UNKNOWN : healthOf(name).orElse(Health.UNKNOWN);
    }

    private static Optional<Health> healthOf(String name) {
        return Arrays.stream(Health.values())
                .filter(health -> health.name().equals(name))
                .findFirst();
    }

    private static Optional<String> brokenHostname(String hostname) {
        return hostname.isEmpty() ? Optional.of("must not be empty") : NameRule.brokenText(hostname);
    }

    private static @Nullable String metadata(Fields fields) {
        ObjectNode metadata = fields.object("metadata");
        if (metadata == null) {
            return null;
        }
        MetadataRule.broken(metadata).ifPresent(rule -> fields.violate("metadata", metadata, rule));
        return metadata.toString();
    }

    /** Which endpoint. Immutable. */
    record Identity(String id, String service) {}
}
