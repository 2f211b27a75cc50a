package dev.roster.registry;

import dev.roster.request.UnavailableException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Collects requests while one statement is in flight and writes them together with the next, because a commit costs
 * about the same for one row and for a hundred. Each caller gets the answer to its own request, once what was committed
 * is published. Thread-safe: the queue takes requests from anywhere, and only the holder of {@code inFlight} takes them
 * out.
 */
final class GroupCommit<T, R> {
    private final Lane<T, R> lane;
    private final Limits limits;
    private final Queue<Pending<T, R>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean inFlight = new AtomicBoolean();

    GroupCommit(Lane<T, R> lane, Limits limits) {
        this.lane = lane;
        this.limits = limits;
    }

    Uni<R> submit(T request) {
        return Uni.createFrom().emitter(emitter -> {
            if (waiting.incrementAndGet() > limits.waiting()) {
                waiting.decrementAndGet();
                emitter.fail(new RefusedException(new Refusal.Overloaded(limits.retryAfter())));
                return;
            }
            Pending<T, R> pending = new Pending<>(request, emitter, new AtomicBoolean());
            emitter.onTermination(() -> pending.over().set(true));
            queue.add(pending);
            flush();
        });
    }

    private void flush() {
        while (!queue.isEmpty() && inFlight.compareAndSet(false, true)) {
            List<Pending<T, R>> batch = take();
            if (batch.isEmpty()) {
                inFlight.set(false);
            } else {
                write(batch);
            }
        }
    }

    /**
     * The longest run of waiting requests that fit into one statement and do not write the same row twice. Whoever
     * stopped waiting may have been answered 503 and asked again, and is left out.
     */
    private List<Pending<T, R>> take() {
        List<Pending<T, R>> batch = new ArrayList<>();
        Set<Object> identities = new HashSet<>();
        for (Pending<T, R> next = queue.peek(); next != null && batch.size() < limits.batch(); next = queue.peek()) {
            if (!next.over().get()) {
                Set<Object> own = lane.identities(next.request());
                if (own.stream().anyMatch(identities::contains)) {
                    break;
                }
                identities.addAll(own);
                batch.add(next);
            }
            queue.remove();
            waiting.decrementAndGet();
        }
        return batch;
    }

    private void write(List<Pending<T, R>> batch) {
        together(batch)
                .invoke(this::release)
                .call(answers -> answers.stream().anyMatch(Answer::committed)
                        ? lane.published()
                        : Uni.createFrom().voidItem())
                .subscribe()
                .with(answers -> deliver(batch, answers), failure -> fail(batch, failure));
    }

    private Uni<List<Answer<R>>> together(List<Pending<T, R>> batch) {
        return lane.write(batch.stream().map(Pending::request).toList())
                .map(GroupCommit::answers)
                .onFailure()
                .recoverWithUni(failure -> apart(batch, failure));
    }

    /**
     * What was rolled back together is tried one by one, so that only the guilty one fails. Any other failure fails them
     * all: what may have been committed must not be written again.
     */
    private Uni<List<Answer<R>>> apart(List<Pending<T, R>> batch, Throwable failure) {
        if (failure instanceof UnavailableException) {
            failWaiting(failure);
        }
        if (batch.size() == 1 || !(failure instanceof RolledBackException)) {
            return Uni.createFrom().item(GroupCommit.<R>failed(batch.size(), failure));
        }
        Uni<List<Answer<R>>> all = Uni.createFrom().item(new ArrayList<>(batch.size()));
        for (Pending<T, R> one : batch) {
            all = all.chain(answers -> alone(one, failure).map(answer -> {
                answers.addAll(answer);
                return answers;
            }));
        }
        return all;
    }

    private Uni<List<Answer<R>>> alone(Pending<T, R> one, Throwable failure) {
        return one.over().get() ? Uni.createFrom().item(GroupCommit.<R>failed(1, failure)) : together(List.of(one));
    }

    // Those who came during an outage would otherwise wait for one time limit more each.
    private void failWaiting(Throwable failure) {
        for (Pending<T, R> next = queue.poll(); next != null; next = queue.poll()) {
            waiting.decrementAndGet();
            next.emitter().fail(failure);
        }
    }

    private void release() {
        inFlight.set(false);
        flush();
    }

    private static <R> List<Answer<R>> answers(List<R> results) {
        return results.stream().<Answer<R>>map(Answer.Given::new).toList();
    }

    private static <R> List<Answer<R>> failed(int count, Throwable failure) {
        List<Answer<R>> answers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            answers.add(new Answer.Failed<>(failure));
        }
        return answers;
    }

    private static <T, R> void deliver(List<Pending<T, R>> batch, List<Answer<R>> answers) {
        for (int i = 0; i < batch.size(); i++) {
            UniEmitter<? super R> emitter = batch.get(i).emitter();
            switch (answers.get(i)) {
                case Answer.Given<R>(R result) -> emitter.complete(result);
                case Answer.Failed<R>(Throwable failure) -> emitter.fail(failure);
            }
        }
    }

    private static <T, R> void fail(List<Pending<T, R>> batch, Throwable failure) {
        batch.forEach(pending -> pending.emitter().fail(failure));
    }

    /** How one sort of request is written. */
    interface Lane<T, R> {
        /** What no two requests of one statement may share. */
        Set<Object> identities(T request);

        /** Commits all and answers in their order; fails with {@link RolledBackException} when it surely did not. */
        Uni<List<R>> write(List<T> requests);

        /** Completes when what was committed before the call can be discovered. */
        Uni<Void> published();
    }

    /** Immutable. */
    record Limits(int waiting, int batch, Duration retryAfter) {}

    /** A request and whether its caller stopped waiting or was answered. */
    private record Pending<T, R>(T request, UniEmitter<? super R> emitter, AtomicBoolean over) {}

    private sealed interface Answer<R> {
        default boolean committed() {
            return this instanceof Given<R>;
        }

        record Given<R>(R result) implements Answer<R> {}

        record Failed<R>(Throwable failure) implements Answer<R> {}
    }
}
