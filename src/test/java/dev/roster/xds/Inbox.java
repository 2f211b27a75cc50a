package dev.roster.xds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/** The responses that a client has not read yet; no two on a stream have the same nonce. Not thread-safe. */
final class Inbox<R> {
    private final Queue<R> unread = new ArrayDeque<>();
    private final Set<String> nonces = new HashSet<>();
    private final ManualLoop loop;

    Inbox(ManualLoop loop) {
        this.loop = loop;
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
