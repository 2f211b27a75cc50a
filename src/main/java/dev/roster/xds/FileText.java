package dev.roster.xds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.roster.resource.ConfigSources;
import dev.roster.resource.EnvoyJson;
import dev.roster.resource.ResourceType;
import dev.roster.snapshot.VersionedResource;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.cluster.v3.Cluster.DiscoveryType;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;

/** Writes resources as an Envoy reads them from a file: a DiscoveryResponse in YAML. Thread-safe. */
@Singleton
public final class FileText {
    private static final JsonMapper JSON = new JsonMapper();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .build();

    private final EnvoyJson json;

    public FileText(EnvoyJson json) {
        this.json = json;
    }

    /** A file of these items; the version is for people and Envoy's statistics. */
    public String file(String version, Collection<String> items) {
        String head = "version_info: \"" + version + "\"\n";
        return items.isEmpty() ? head + "resources: []\n" : head + "resources:\n" + String.join("", items);
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
        try {
            return YAML.writeValueAsString(List.of(JSON.readTree(json.print(content))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was printed is no JSON", e);
        }
    }
}
