package dev.roster.xds;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.roster.envoy.EnvoyJson;
import dev.roster.envoy.EnvoyYaml;
import dev.roster.envoy.ResourceType;
import dev.roster.resource.ConfigSources;
import dev.roster.resource.FilePath;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes resources as an Envoy reads them from a file: a DiscoveryResponse in YAML. Thread-safe. */
@Singleton
public final class FileText {
    /** Before each item: what belongs to one is indented. */
    private static final Pattern ITEMS = Pattern.compile("^(?=- )", Pattern.MULTILINE);

    private final EnvoyJson json;

    public FileText(EnvoyJson json) {
        this.json = json;
    }

    /** A file of these items; the version is for people and Envoy's statistics. */
    public String file(String version, Collection<String> items) {
        String head = "version_info: \"" + version + "\"\n";
        return items.isEmpty() ? head + "resources: []\n" : head + "resources:\n" + String.join("", items);
    }

    /** The items of a file, as they were written here, by what their resources are called. */
    static Map<String, String> items(String file, ResourceType type) {
        Map<String, String> items = new HashMap<>();
        ITEMS.splitAsStream(file)
                .forEach(item -> EnvoyYaml.read(item)
                        .map(list -> list.path(0).path(type.nameField()))
                        .filter(JsonNode::isTextual)
                        .ifPresent(name -> items.put(name.textValue(), item)));
        return items;
    }

    /**
     * A file of one resource, or of none where others lead to one that is yet to come.
     *
     * @param folder where an Envoy finds the files of this node group
     */
    public String single(Optional<VersionedResource> resource, String folder) {
        return file(
                resource.map(VersionedResource::version).orElse(""),
                resource.stream().map(present -> item(present, folder)).toList());
    }

    /**
     * A resource as an item of a file's list.
     *
     * @param folder where an Envoy finds the files of this node group
     */
    public String item(VersionedResource resource, String folder) {
        Any content = resource.any();
        return yaml(
                content.getTypeUrl().equals(ResourceType.CLUSTER.typeUrl()) ? withEndpoints(content, folder) : content);
    }

    /** A cluster that does not say where its endpoints come from has them from their file. */
    private static Any withEndpoints(Any content, String folder) {
        Cluster cluster = cluster(content);
        if (cluster.getType() != DiscoveryType.EDS
                || cluster.getEdsClusterConfig().hasEdsConfig()) {
            return content;
        }
        String service = cluster.getEdsClusterConfig().getServiceName();
        FilePath file = FilePath.of(ResourceType.ENDPOINT, service.isEmpty() ? cluster.getName() : service);
        Cluster.Builder complete = cluster.toBuilder();
        complete.getEdsClusterConfigBuilder().setEdsConfig(ConfigSources.file(folder + "/" + file));
        return Any.pack(complete.build());
    }

    private static Cluster cluster(Any content) {
        try {
            return Cluster.parseFrom(content.getValue());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("what is served is no Cluster", e);
        }
    }

    private String yaml(Any content) {
        return EnvoyYaml.ofJson("[" + json.print(content) + "]");
    }
}
