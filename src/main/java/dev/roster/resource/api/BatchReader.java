package dev.roster.resource.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.request.BadRequest;
import dev.roster.request.Violation;
import dev.roster.resource.Batch;
import dev.roster.resource.Draft;
import dev.roster.resource.ResourceKey;
import dev.roster.rest.Bodies;
import dev.roster.rest.Fields;
import io.quarkus.runtime.configuration.MemorySize;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Makes a batch of a {@code resources} list as Envoy's files hold it. Thread-safe. */
@Singleton
final class BatchReader {
    /** Nobody reads more, and an answer is not to be larger than its question. */
    private static final int MOST_VIOLATIONS = 1000;

    private static final String RESOURCES = "resources";

    /** What else a DiscoveryResponse may say, in both of its spellings; here it means nothing. */
    private static final List<String> IGNORED = List.of("version_info", "versionInfo", "type_url", "typeUrl", "nonce");

    private final DraftReader reader;
    private final long bodySize;

    BatchReader(DraftReader reader, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize bodySize) {
        this.reader = reader;
        this.bodySize = bodySize.asLongValue();
    }

    Batch batch(byte @Nullable [] body, @Nullable MediaType format, BatchScope scope) {
        String group = scope.checkedGroup();
        List<Violation> violations = new ArrayList<>();
        List<Draft> drafts = drafts(items(Bodies.object(body, format, bodySize), violations), group, violations);
        BadRequest.refuse(violations.subList(0, Math.min(violations.size(), MOST_VIOLATIONS)));
        return new Batch(group, drafts, scope.pruned(drafts), Set.of());
    }

    private static List<JsonNode> items(ObjectNode body, List<Violation> violations) {
        List<Violation> broken = new ArrayList<>();
        Fields fields = new Fields(body, "", broken);
        IGNORED.forEach(fields::allow);
        if (!body.has(RESOURCES)) {
            broken.add(new Violation(RESOURCES, "", "is required"));
        }
        List<JsonNode> items = new ArrayList<>();
        fields.items(RESOURCES).forEach(items::add);
        fields.refuseOthers();
        // Without values: what stands in the wrong place may be a secret.
        broken.forEach(violation -> violations.add(new Violation(violation.field(), "", violation.rule())));
        if (items.size() > Batch.MOST) {
            BadRequest.refuse(List.of(new Violation(
                    RESOURCES, items.size() + " items", "must not hold more than " + Batch.MOST + " items")));
        }
        return items;
    }

    private List<Draft> drafts(List<JsonNode> items, String group, List<Violation> violations) {
        List<Draft> drafts = new ArrayList<>();
        Map<ResourceKey, String> seen = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            String place = RESOURCES + "[" + i + "]";
            Optional<Draft> draft = reader.listed(group, items.get(i), place, violations);
            draft.ifPresent(read -> {
                String first = seen.putIfAbsent(read.resource().key(), place);
                if (first == null) {
                    drafts.add(read);
                } else {
                    violations.add(new Violation(
                            place, read.resource().key().name(), "must not occur twice in one list, see " + first));
                }
            });
        }
        return drafts;
    }
}
