package dev.roster.xds;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Wakes a session at a time, once for all that want to be woken by then. Not thread-safe: belongs to its session. */
final class Alarm {
    static final long NEVER = Long.MAX_VALUE;

    private final ScheduledExecutorService loop;
    private final LongSupplier clock;
    private final Runnable task;
    private long due = NEVER;
    private @Nullable ScheduledFuture<?> set;

    Alarm(ScheduledExecutorService loop, LongSupplier clock, Runnable task) {
        this.loop = loop;
        this.clock = clock;
        this.task = task;
    }

    /** Runs the task at this time, in nanoseconds of the clock, or earlier where it is to be run earlier anyway. */
    void at(long time) {
        if (time < due) {
            unset();
            due = time;
            set = loop.schedule(this::ring, Math.max(0, time - clock.getAsLong()), TimeUnit.NANOSECONDS);
        }
    }

    boolean isSet() {
        return set != null;
    }

    void unset() {
        if (set != null) {
            set.cancel(false);
            set = null;
            due = NEVER;
        }
    }

    private void ring() {
        set = null;
        due = NEVER;
        task.run();
    }
}
