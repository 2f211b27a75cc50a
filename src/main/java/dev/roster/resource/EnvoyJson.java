package dev.roster.resource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import jakarta.inject.Singleton;

/** Envoy's JSON, snake_case with every {@code typed_config} expanded, to and from its messages. Thread-safe. */
@Singleton
public final class EnvoyJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final MessageTypes types = new MessageTypes();

    /** Reads JSON in which every field and every {@code @type} must be known. */
    public void parse(String json, Message.Builder into) throws InvalidEnvoyJson {
        knowTypesOf(json);
        try {
            JsonFormat.parser().usingTypeRegistry(types.registry()).merge(json, into);
        } catch (InvalidProtocolBufferException e) {
            throw new InvalidEnvoyJson(String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads a request: what it says beyond the fields known here is none of our business. */
    public void parseLeniently(String json, Message.Builder into) throws InvalidEnvoyJson {
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

    private void knowTypesOf(String json) throws InvalidEnvoyJson {
        try {
            for (String typeUrl : JSON.readTree(json).findValuesAsText("@type")) {
                if (!types.know(typeUrl)) {
                    throw new InvalidEnvoyJson("unknown @type " + typeUrl, null);
                }
            }
        } catch (JsonProcessingException e) {
            throw new InvalidEnvoyJson(e.getOriginalMessage(), e);
        }
    }
}
