package dev.roster.system;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One Envoy's share of the resources: its own node group, ports and values. Not thread-safe. */
final class Story {
    private final Deployment deployment;
    private final Path folder;
    private final Discovery way;
    private final String group;
    private final Map<String, String> values = new HashMap<>();

    Story(Deployment deployment, Path folder, Discovery way, String name) {
        this.deployment = deployment;
        this.folder = folder;
        this.way = way;
        this.group = name + "-" + way.name().toLowerCase(Locale.ROOT);
        with("BLUE", "blue-service");
        with("GREEN", "green-service");
        with("SECURE", String.valueOf(FreePort.next()));
        with("SCOPED", String.valueOf(FreePort.next()));
        with("ONDEMAND", String.valueOf(FreePort.next()));
        with("SERVER", "envoy");
        with("STORY", "one");
    }

    Story with(String name, String value) {
        values.put(name, value);
        return this;
    }

    Story with(Certificate certificate) {
        return with("CHAIN", certificate.quotedChain()).with("KEY", certificate.quotedKey());
    }

    Envoy envoy() {
        return Envoy.start(
                folder.resolve("envoy-" + group),
                way.bootstrap(deployment.roster().grpcPort(), group));
    }

    /** The whole edge with the values of now. */
    String edge() {
        return way.resources("edge.yaml", values);
    }

    void apply() {
        applyText(edge());
    }

    void apply(String file) {
        applyText(way.resources(file, values));
    }

    /** Applies these resources and no others. */
    void applyText(String resources) {
        deployment.client().apply(group, resources, "prune=true");
    }

    /** Envoy's words on what it rejected and goes on without, by name, as the node's page shows them. */
    Map<String, String> rejections() {
        Map<String, String> rejections = new TreeMap<>();
        Answer answer = deployment.client().get("/v1/nodes/node-of-" + group);
        for (JsonNode found : answer.json().findParents("rejected")) {
            rejections.put(found.path("name").asText(), found.path("error").asText());
        }
        return rejections;
    }
}
