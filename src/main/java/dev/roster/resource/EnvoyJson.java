package dev.roster.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import jakarta.inject.Singleton;

/** Envoy's JSON, snake_case with every {@code typed_config} expanded, to and from its messages. Thread-safe. */
@Singleton
public final class EnvoyJson {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final MessageTypes types = new MessageTypes();

    /** Reads JSON in which every field and every {@code @type} must be known. */
    public void parse(String json, Message.Builder into) throws InvalidEnvoyJson {
        for (String typeUrl : object(json).findValuesAsText("@type")) {
            if (!types.know(typeUrl)) {
                throw new InvalidEnvoyJson("unknown @type " + typeUrl, null);
            }
        }
        try {
            JsonFormat.parser().usingTypeRegistry(types.registry()).merge(json, into);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidEnvoyJson(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads a request: what it says beyond the fields known here is none of our business. */
    public void parseLeniently(String json, Message.Builder into) throws InvalidEnvoyJson {
        object(json);
        try {
            JsonFormat.parser()
                    .ignoringUnknownFields()
                    .usingTypeRegistry(types.registry())
                    .merge(json, into);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidEnvoyJson(String.valueOf(e.getMessage()), e);
        }
    }

    public String print(MessageOrBuilder message) {
        try {
            return JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .omittingInsignificantWhitespace()
                    .usingTypeRegistry(types.registry())
                    .print(message);
        } catch (InvalidProtocolBufferException e) {
            // what is printed was parsed by this instance or has a type of the table
            throw new IllegalStateException("a message holds a type that was never parsed", e);
        }
    }

    /** One JSON object and nothing after it; the proto parser would also take less and more. */
    private static JsonNode object(String json) throws InvalidEnvoyJson {
        try {
            JsonNode node = JSON.readTree(json);
            if (!node.isObject()) {
                throw new InvalidEnvoyJson("not a JSON object", null);
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new InvalidEnvoyJson(e.getOriginalMessage(), e);
        }
    }
}
