package dev.roster.envoy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.Timestamps;
import java.text.ParseException;
import java.util.Optional;

/** The messages that JSON writes as one string. Each method gives the rule that is broken, or nothing after reading. */
final class JsonTexts {
    private JsonTexts() {}

    static Optional<String> duration(JsonNode json, Message.Builder into) {
        return read(json, into, Durations::parse, "must be a duration in seconds, such as 1.5s");
    }

    static Optional<String> timestamp(JsonNode json, Message.Builder into) {
        return read(json, into, Timestamps::parse, "must be a time, such as 2026-01-31T12:00:00Z");
    }

    static Optional<String> fieldMask(JsonNode json, Message.Builder into) {
        return read(json, into, FieldMaskUtil::fromJsonString, "must be the paths of fields, such as user.name,photo");
    }

    private static Optional<String> read(JsonNode json, Message.Builder into, Text text, String rule) {
        if (!json.isTextual()) {
            return Optional.of(rule);
        }
        try {
            into.mergeFrom(text.parse(json.textValue()).toByteString());
            return Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.of(rule);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the bytes of a message are not of its type", e);
        }
    }

    @FunctionalInterface
    private interface Text {
        Message parse(String text) throws ParseException;
    }
}
