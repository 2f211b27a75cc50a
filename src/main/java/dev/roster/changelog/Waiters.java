package dev.roster.changelog;

import io.smallrye.mutiny.subscription.UniEmitter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Who waits until what he committed is applied. A read covers those that came before it began; who comes later is covered
 * by the next one. {@link #add} is thread-safe, the rest is the tail's alone.
 */
final class Waiters {
    private final Queue<UniEmitter<? super Void>> arrived = new ConcurrentLinkedQueue<>();
    private final List<UniEmitter<? super Void>> covered = new ArrayList<>();

    void add(UniEmitter<? super Void> waiter) {
        arrived.add(waiter);
    }

    /** A read begins. When the one before failed, those that it covered are covered by this one. */
    void readBegins() {
        for (var waiter = arrived.poll(); waiter != null; waiter = arrived.poll()) {
            covered.add(waiter);
        }
    }

    /** What the read brought is applied. */
    void applied() {
        List<UniEmitter<? super Void>> done = List.copyOf(covered);
        covered.clear();
        done.forEach(waiter -> waiter.complete(null));
    }

    void fail(Throwable cause) {
        readBegins();
        List<UniEmitter<? super Void>> failed = List.copyOf(covered);
        covered.clear();
        failed.forEach(waiter -> waiter.fail(cause));
    }
}
