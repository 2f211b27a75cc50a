package dev.roster.envoy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Optional;

/** What a {@code google.protobuf.Any} holds, whichever class holds that. Immutable. */
public record Packed(String typeUrl, ByteString bytes) {
    public static Packed of(Message any) {
        Descriptor fields = any.getDescriptorForType();
        return new Packed((String) any.getField(fields.findFieldByName("type_url")), (ByteString)
                any.getField(fields.findFieldByName("value")));
    }

    boolean isNothing() {
        return typeUrl.isEmpty();
    }

    /** Nothing where the type is none of Envoy's API. */
    Optional<Descriptor> type() {
        return MessageTypes.find(typeUrl);
    }

    /** Nothing where the bytes are not of the type. */
    Optional<Message> message(Descriptor type) {
        try {
            return Optional.of(DynamicMessage.parseFrom(type, bytes));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }

    /** The full name of the type of what is meant: of a {@code TypedStruct}, the message that it writes as JSON. */
    public String typeName() {
        String url = type().filter(TypedStructs::is)
                .flatMap(this::message)
                .map(TypedStructs::typeUrl)
                .orElse(typeUrl);
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
