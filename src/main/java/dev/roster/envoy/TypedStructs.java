package dev.roster.envoy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.util.Optional;
import java.util.Set;

/** Messages written as a free object with the name of their type: Envoy reads them as if they stood there themselves. */
final class TypedStructs {
    static final String VALUE = "value";

    private static final Set<String> NAMES = Set.of("xds.type.v3.TypedStruct", "udpa.type.v1.TypedStruct");
    private static final ObjectMapper JSON = new ObjectMapper();

    private TypedStructs() {}

    static boolean is(Descriptor type) {
        return NAMES.contains(type.getFullName());
    }

    /** The type of the message that is meant. */
    static String typeUrl(Message struct) {
        return (String) struct.getField(struct.getDescriptorForType().findFieldByName("type_url"));
    }

    /** The message that is meant; nothing where its type is none of the API's, as a plugin's configuration. */
    static Optional<Message> read(Message struct, FieldPath at, Complaints complaints) {
        FieldDescriptor field = struct.getDescriptorForType().findFieldByName(VALUE);
        return MessageTypes.find(typeUrl(struct)).map(meant -> {
            Message.Builder message = DynamicMessage.newBuilder(meant);
            Message value = (Message) struct.getField(field);
            new JsonReader(complaints).read(json(value), message, at.field(VALUE));
            return message.buildPartial();
        });
    }

    private static JsonNode json(Message struct) {
        try {
            return JSON.readTree(JsonFormat.printer().print(struct));
        } catch (InvalidProtocolBufferException | JsonProcessingException e) {
            throw new IllegalStateException("a struct is not JSON", e);
        }
    }
}
