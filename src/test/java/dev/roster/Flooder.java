package dev.roster;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that floods a port until the server ends the connection. Thread-safe. */
final class Flooder implements AutoCloseable {
    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int SETTINGS = 4;
    /** So that the server can soon write no more to one who does not read. */
    private static final int RECEIVE_BUFFER = 4096;

    private final Flood flood;
    private final byte[] request;
    private final Socket connection = new Socket();
    private final Thread writer = new Thread(this::write, "flooder");

    private Flooder(Flood flood, byte[] request) {
        this.flood = flood;
        this.request = request;
    }

    static Flooder start(int port, Flood flood, byte[] request) {
        Flooder flooder = new Flooder(flood, request);
        try {
            flooder.connection.setReceiveBufferSize(RECEIVE_BUFFER);
            flooder.connection.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (flood.read) {
            Thread.ofVirtual().start(flooder::read);
        }
        flooder.writer.start();
        return flooder;
    }

    /** Whether the server has ended the connection. */
    boolean ended() {
        return !writer.isAlive();
    }

    private void write() {
        try {
            OutputStream out = new BufferedOutputStream(connection.getOutputStream());
            out.write(PREFACE);
            out.write(Flood.frame(SETTINGS, 0, 0));
            for (int number = 0; true; number++) {
                out.write(flood.part(number, request));
            }
        } catch (IOException ended) {
            // as it has to be
        }
    }

    private void read() {
        try {
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // the writer notices it too
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
            writer.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
