package dev.roster.changelog;

import java.time.Duration;

/** Told what the tail does, for metrics, logs and broadcasts. Called by the tail's own thread: do not block. */
public interface ChangeLogObserver {
    /** A read succeeded: how many keys it brought, how long it took, and the age of its oldest change. */
    default void read(int keys, Duration took, Duration lag) {}

    /** A batch has been applied: whoever looks at the snapshot now sees it. */
    default void applied(Changes changes) {}

    /** The horizon is of no use any more; the next read loads everything. */
    default void reloading(ReloadReason reason) {}

    /** The first read after a failure, or after the start, succeeded. */
    default void connected() {}

    /** A connection try or a read failed. Called for each one, so an outage calls this again and again. */
    default void disconnected(Throwable cause) {}

    /** Hints of other replicas are known to arrive now, or not any more. */
    default void listening(boolean listening) {}
}
