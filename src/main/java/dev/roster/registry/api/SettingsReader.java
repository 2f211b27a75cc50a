package dev.roster.registry.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.roster.registry.ClusterSettings;
import dev.roster.registry.Service;
import dev.roster.request.BadRequest;
import dev.roster.request.Violation;
import dev.roster.rest.Fields;
import dev.roster.rest.JsonContent;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Makes a service of the JSON object that holds its settings. Thread-safe. */
@Singleton
final class SettingsReader {
    private static final int DEEPEST = 90;
    private static final String CLUSTER = "cluster";

    private final ClusterSettings settings;

    SettingsReader(ClusterSettings settings) {
        this.settings = settings;
    }

    Service service(String name, ObjectNode body) {
        List<Violation> violations = new ArrayList<>();
        Fields fields = new Fields(body, "", violations);
        ObjectNode cluster = fields.object(CLUSTER);
        fields.refuseOthers();
        if (cluster != null) {
            JsonContent.broken(cluster, DEEPEST).ifPresent(rule -> fields.violate(CLUSTER, cluster, rule));
        }
        BadRequest.refuse(violations);
        if (cluster == null) {
            return new Service(name, null);
        }
        String json = cluster.toString();
        settings.violation(json)
                .map(broken -> new Violation(path(broken.field()), json, broken.rule()))
                .ifPresent(broken -> BadRequest.refuse(List.of(broken)));
        return new Service(name, json);
    }

    private static String path(String field) {
        return field.isEmpty() ? CLUSTER : CLUSTER + "." + field;
    }
}
