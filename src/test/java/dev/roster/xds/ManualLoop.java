package dev.roster.xds;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An event loop that runs when told, on a clock that moves when told. Not thread-safe. */
final class ManualLoop extends AbstractExecutorService implements ScheduledExecutorService {
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final PriorityQueue<Timer<?>> timers = new PriorityQueue<>(Comparator.comparingLong(timer -> timer.due));
    private long now = 1_000_000_000_000L;

    long nanoTime() {
        return now;
    }

    /** Runs what is queued, and what that queues. */
    void turn() {
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            task.run();
        }
    }

    /** Lets time pass, and runs what becomes due at the time at which it does. */
    void advance(Duration time) {
        turn();
        long until = now + time.toNanos();
        for (Timer<?> next = timers.peek(); next != null && next.due <= until; next = timers.peek()) {
            timers.remove(next);
            now = Math.max(now, next.due);
            next.run();
            turn();
        }
        now = until;
    }

    /** Whether nothing would run however long one waits. */
    boolean isQuiet() {
        return queue.isEmpty() && timers.isEmpty();
    }

    @Override
    public void execute(Runnable task) {
        queue.add(task);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return schedule(
                () -> {
                    task.run();
                    return true;
                },
                delay,
                unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        Timer<V> timer = new Timer<>(task, now + unit.toNanos(delay));
        timers.add(timer);
        return timer;
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Runnable> shutdownNow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    /** A task for later. */
    private final class Timer<V> extends FutureTask<V> implements RunnableScheduledFuture<V> {
        private final long due;

        Timer(Callable<V> task, long due) {
            super(task);
            this.due = due;
        }

        @Override
        protected void done() {
            timers.remove(this);
        }

        @Override
        protected void setException(Throwable failure) {
            throw new AssertionError("a task of the loop failed", failure);
        }

        @Override
        public boolean isPeriodic() {
            return false;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(due - now, TimeUnit.NANOSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }
    }
}
