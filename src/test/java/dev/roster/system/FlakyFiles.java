package dev.roster.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of one file for Envoys that does not always give it. Thread-safe. */
final class FlakyFiles implements AutoCloseable {
    /** What it does when it is asked. */
    enum Mood {
        /** Nothing of this name is there. */
        UNKNOWN,
        /** The connection ends half-way through the file. */
        BREAKING_OFF,
        WHOLE
    }

    private final HttpServer server;
    private final AtomicInteger failures = new AtomicInteger();
    private volatile Mood mood = Mood.UNKNOWN;
    private volatile String content = "";

    FlakyFiles() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/files/edge/index.txt", exchange -> answer(exchange, version() + " cds.yaml\n"));
        server.createContext("/v1/files/edge/cds.yaml", this::file);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** From now on the file is this. */
    void serve(Mood then, String file) {
        content = file;
        mood = then;
        failures.set(0);
    }

    /** How often somebody was not given what he asked for, since it serves as it does. */
    int failures() {
        return failures.get();
    }

    private String version() {
        return Integer.toHexString(content.hashCode());
    }

    private void file(HttpExchange exchange) throws IOException {
        if (mood == Mood.BREAKING_OFF) {
            byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
            exchange.getResponseBody().flush();
            failures.incrementAndGet();
            exchange.close();
        } else {
            answer(exchange, content);
        }
    }

    private void answer(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean known = mood != Mood.UNKNOWN;
        exchange.getResponseHeaders().add("ETag", "\"" + version() + "\"");
        exchange.sendResponseHeaders(known ? 200 : 404, known ? bytes.length : -1);
        if (known) {
            exchange.getResponseBody().write(bytes);
        } else {
            failures.incrementAndGet();
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
