package dev.roster.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Plain HTTP calls to one server on this machine. */
final class Http implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpClient client;
    private final URI server;

    Http(int port) {
        this(HttpClient.newBuilder(), "http://127.0.0.1:" + port);
    }

    private Http(HttpClient.Builder client, String server) {
        this.client = client.version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        this.server = URI.create(server);
    }

    /** The same over TLS, with servers that have one of these certificates. */
    static Http secure(int port, Certificate... trusted) {
        return new Http(HttpClient.newBuilder().sslContext(Certificate.trusting(trusted)), "https://127.0.0.1:" + port);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /** One request with one header of its own. */
    Answer get(String path, String header, String value) {
        return send(request(path).header(header, value).GET());
    }

    Answer send(String method, String path, String json) {
        return send(method, path, new Body("application/json", json));
    }

    Answer send(String method, String path, Body body) {
        return send(
                request(path).header("Content-Type", body.type()).method(method, BodyPublishers.ofString(body.text())));
    }

    /** What is sent, and as what. Immutable. */
    record Body(String type, String text) {}

    /** Whether the path is answered with 200; a server that does not answer at all says no. */
    boolean ok(String path) {
        try {
            return get(path).status() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + server, e);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
