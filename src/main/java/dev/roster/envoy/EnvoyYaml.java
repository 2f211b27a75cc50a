package dev.roster.envoy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.protobuf.Message;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Envoy's messages in the form in which its users keep them. Every text is quoted: Envoy takes a bare {@code 1e5} for a
 * number, whatever the field. Thread-safe.
 */
@Singleton
public final class EnvoyYaml {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE) // certificates have lines
            .build();

    private final EnvoyJson json;

    public EnvoyYaml(EnvoyJson json) {
        this.json = json;
    }

    public String print(Message message) {
        return ofJson(json.print(message));
    }

    /** What this YAML says, which may be anybody's: nothing where it is none. */
    public static Optional<JsonNode> read(String yaml) {
        try {
            return Optional.of(YAML.readTree(yaml));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** The same content as this JSON. */
    public static String ofJson(String json) {
        try {
            return YAML.writeValueAsString(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
    }
}
