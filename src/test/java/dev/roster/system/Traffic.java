package dev.roster.system;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Requests, one after the other for as long as this is open; what failed is remembered. */
final class Traffic implements AutoCloseable {
    private final Supplier<Answer> request;
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final Thread loop;
    private volatile boolean open = true;

    private Traffic(Supplier<Answer> request) {
        this.request = request;
        this.loop = new Thread(this::run, "traffic");
    }

    static Traffic through(Envoy envoy) {
        return of(() -> envoy.get("/"));
    }

    static Traffic of(Supplier<Answer> request) {
        Traffic traffic = new Traffic(request);
        traffic.loop.start();
        return traffic;
    }

    private void run() {
        while (open) {
            try {
                Answer answer = request.get();
                if (answer.status() != 200) {
                    failures.add(answer.toString());
                }
            } catch (RuntimeException e) {
                failures.add(e.toString());
            }
            requests.incrementAndGet();
        }
    }

    /** Waits until so many more requests have gone through. */
    void flow(int more) {
        int enough = requests.get() + more;
        await().until(() -> requests.get() >= enough);
    }

    List<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        open = false;
        try {
            loop.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
