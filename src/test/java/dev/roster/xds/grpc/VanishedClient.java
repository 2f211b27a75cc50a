package dev.roster.xds.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.envoyproxy.envoy.service.discovery.v3.AggregatedDiscoveryServiceGrpc;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A client of the aggregated delta stream that says one thing, in frames of its own making, and then nothing more: it answers
 * no ping and closes nothing, as if its machine were gone. Not thread-safe: one test drives it.
 */
final class VanishedClient implements AutoCloseable {
    static final int PING = 6;

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_HEADERS = 4;
    private static final int NEW_LITERAL = 0;

    private final Socket socket;
    private final DataOutputStream out;

    VanishedClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        out = new DataOutputStream(socket.getOutputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        frame(SETTINGS, 0, new byte[0]);
    }

    /** Opens its stream with this request. */
    void asks(DeltaDiscoveryRequest request) throws IOException {
        String method = AggregatedDiscoveryServiceGrpc.getDeltaAggregatedResourcesMethod()
                .getFullMethodName();
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        header(headers, ":method", "POST");
        header(headers, ":scheme", "http");
        header(headers, ":authority", "roster");
        header(headers, ":path", "/" + method);
        header(headers, "content-type", "application/grpc");
        header(headers, "te", "trailers");
        frame(HEADERS, END_HEADERS, headers.toByteArray());
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        DataOutputStream prefix = new DataOutputStream(message);
        prefix.writeByte(0);
        prefix.writeInt(request.getSerializedSize());
        request.writeTo(message);
        frame(DATA, 0, message.toByteArray());
    }

    private static void header(ByteArrayOutputStream block, String name, String value) {
        block.write(NEW_LITERAL);
        for (String text : List.of(name, value)) {
            block.write(text.length());
            block.writeBytes(text.getBytes(US_ASCII));
        }
    }

    private void frame(int type, int flags, byte[] payload) throws IOException {
        out.writeShort(payload.length >> 8);
        out.writeByte(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(type == SETTINGS ? 0 : 1);
        out.write(payload);
        out.flush();
    }

    /** The types of the frames that arrive until the server closes the connection, which it must within this time. */
    List<Integer> framesUntilClosed(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        List<Integer> types = new ArrayList<>();
        DataInputStream in = new DataInputStream(socket.getInputStream());
        for (int high = in.read(); high >= 0; high = in.read()) {
            int length = (high << 16) | in.readUnsignedShort();
            types.add(in.readUnsignedByte());
            in.skipNBytes(1 + Integer.BYTES + length);
        }
        return types;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
