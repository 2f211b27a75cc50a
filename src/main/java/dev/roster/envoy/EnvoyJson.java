package dev.roster.envoy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.roster.request.Violation;
import jakarta.inject.Singleton;
import java.util.List;

/** Envoy's JSON, snake_case with every {@code typed_config} expanded, to and from its messages. Thread-safe. */
@Singleton
public final class EnvoyJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Reads JSON in which every field and every {@code @type} must be known. */
    public void parse(String json, Message.Builder into) throws InvalidEnvoyJson {
        parse(object(json), into);
    }

    /** As {@link #parse(String, Message.Builder)}; where it throws, what was right is in the builder nevertheless. */
    public void parse(JsonNode json, Message.Builder into) throws InvalidEnvoyJson {
        Findings findings = new Findings();
        read(json, into, findings);
        List<Violation> violations = findings.violations();
        if (!violations.isEmpty()) {
            throw new InvalidEnvoyJson(violations);
        }
    }

    public static void read(JsonNode json, Message.Builder into, Findings findings) {
        new JsonReader(findings).read(json, into, FieldPath.root(into.getDescriptorForType()));
    }

    /** Reads a request: what it says beyond the fields known here is none of our business. */
    public void parseLeniently(String json, Message.Builder into) throws InvalidEnvoyJson {
        object(json);
        try {
            JsonFormat.parser()
                    .ignoringUnknownFields()
                    .usingTypeRegistry(MessageTypes.registry())
                    .merge(json, into);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidEnvoyJson(String.valueOf(e.getMessage()));
        }
    }

    public String print(Message message) {
        // what came from the store may hold types that this process has not met yet: the walk finds them
        MessageTree.walk(message, Complaints.NONE, (inner, at) -> {});
        try {
            return JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .omittingInsignificantWhitespace()
                    .usingTypeRegistry(MessageTypes.registry())
                    .print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a message holds a type that is not of Envoy's API", e);
        }
    }

    /** One JSON object and nothing after it; the proto parser would also take less and more. */
    private static JsonNode object(String json) throws InvalidEnvoyJson {
        try {
            JsonNode node = JSON.readTree(json);
            if (!node.isObject()) {
                throw new InvalidEnvoyJson("must be a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new InvalidEnvoyJson(e.getOriginalMessage());
        }
    }
}
