package dev.roster.envoy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The serialisation of a message with its map entries in order: the same content has the same bytes everywhere. */
public final class DeterministicBytes {
    private DeterministicBytes() {}

    public static ByteString of(MessageLite message) {
        ByteString.Output bytes = ByteString.newOutput(message.getSerializedSize());
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.useDeterministicSerialization();
            message.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteString();
    }
}
