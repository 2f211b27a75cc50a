package dev.roster.registry.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.registry.Batch;
import dev.roster.registry.EndpointAddress;
import dev.roster.registry.Registration;
import dev.roster.request.BadRequest;
import dev.roster.request.NameRule;
import dev.roster.request.Violation;
import dev.roster.rest.Fields;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a batch of a JSON object and finds every rule that it or one of its items breaks. Thread-safe. */
@Singleton
final class BatchReader {
    /** Nobody reads more, and an answer is not to be larger than its question. */
    private static final int MOST_VIOLATIONS = 1000;

    private final RegistrationReader registrations;

    BatchReader(RegistrationReader registrations) {
        this.registrations = registrations;
    }

    Batch batch(ObjectNode body) {
        List<Violation> violations = new ArrayList<>();
        Fields fields = new Fields(body, "", violations);
        refuseTooMany(body);
        Reading reading = new Reading(violations);
        int index = 0;
        for (JsonNode item : fields.items("register")) {
            reading.register(item, "register[" + index++ + "]");
        }
        index = 0;
        for (JsonNode item : fields.items("deregister")) {
            reading.deregister(item, "deregister[" + index++ + "]");
        }
        fields.refuseOthers();
        BadRequest.refuse(violations.subList(0, Math.min(violations.size(), MOST_VIOLATIONS)));
        return new Batch(reading.register, reading.deregister);
    }

    // Before anything is read of it, and alone: a batch too large is not read to the end.
    private static void refuseTooMany(ObjectNode body) {
        int items = body.path("register").size() + body.path("deregister").size();
        if (items > Batch.MOST) {
            BadRequest.refuse(List.of(new Violation(
                    "register", items + " items", "a batch must not hold more than " + Batch.MOST + " items")));
        }
    }

    /** What has been read so far; ids and addresses with the path at which they came first. */
    private final class Reading {
        private final List<Violation> violations;
        private final List<Registration> register = new ArrayList<>();
        private final List<String> deregister = new ArrayList<>();
        private final Map<Object, String> seen = new HashMap<>();

        Reading(List<Violation> violations) {
            this.violations = violations;
        }

        void register(JsonNode item, String path) {
            if (!(item instanceof ObjectNode body)) {
                violations.add(new Violation(path, item.toString(), "must be a JSON object"));
                return;
            }
            int before = violations.size();
            Registration registration = registrations.registration(new Fields(body, path + ".", violations));
            if (violations.size() == before) {
                EndpointAddress address = EndpointAddress.of(registration.endpoint());
                once(address, address.address() + ":" + address.port(), path + ".address");
                once(registration.endpoint().id(), registration.endpoint().id(), path + ".id");
                register.add(registration);
            }
        }

        void deregister(JsonNode item, String path) {
            Optional<String> broken =
                    item.isTextual() ? NameRule.ID.broken(item.textValue()) : Optional.of("must be a string");
            broken.ifPresent(rule -> violations.add(new Violation(path, item.toString(), rule)));
            if (broken.isEmpty()) {
                once(item.textValue(), item.textValue(), path);
                deregister.add(item.textValue());
            }
        }

        private void once(Object identity, String shown, String path) {
            String first = seen.putIfAbsent(identity, path);
            if (first != null) {
                violations.add(new Violation(path, shown, "must not occur twice in one batch, see " + first));
            }
        }
    }
}
