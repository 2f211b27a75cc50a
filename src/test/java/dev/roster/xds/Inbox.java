package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/** The responses that a client has not read yet; no two on a stream have the same nonce. Not thread-safe. */
final class Inbox<R> implements Responses<R> {
    private final Queue<R> unread = new ArrayDeque<>();
    private final Set<String> nonces = new HashSet<>();
    private final ManualLoop loop;
    private final Consumer<R> taker;
    private final List<RuntimeException> failures = new ArrayList<>();
    private boolean reading = true;

    Inbox(ManualLoop loop, Consumer<R> taker) {
        this.loop = loop;
        this.taker = taker;
    }

    @Override
    public void send(R response) {
        taker.accept(response);
    }

    @Override
    public boolean ready() {
        return reading;
    }

    @Override
    public void end(StreamRefused why) {
        failures.add(why);
    }

    @Override
    public void fail(RuntimeException cause) {
        failures.add(cause);
    }

    void reading(boolean on) {
        reading = on;
    }

    /** Why the server ended the stream. */
    List<RuntimeException> failures() {
        return failures;
    }

    void add(R response, String nonce) {
        assertThat(nonce).as("nonce").isNotEmpty();
        assertThat(nonces.add(nonce)).as("nonce %s was not used before", nonce).isTrue();
        unread.add(response);
    }

    R next() {
        loop.turn();
        assertThat(unread).as("responses").isNotEmpty();
        return unread.remove();
    }

    boolean isEmpty() {
        loop.turn();
        return unread.isEmpty();
    }

    void expectEmpty() {
        loop.turn();
        assertThat(unread).as("responses").isEmpty();
    }
}
