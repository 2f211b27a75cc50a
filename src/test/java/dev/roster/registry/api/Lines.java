package dev.roster.registry.api;

import java.util.Queue;
import java.util.concurrent.Flow;

/** Keeps the data lines of server-sent events. */
final class Lines implements Flow.Subscriber<String> {
    private final Queue<String> data;

    Lines(Queue<String> data) {
        this.data = data;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        if (line.startsWith("data:")) {
            data.add(line);
        }
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
}
