package dev.roster.database;

import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says that the database is not usable: at once, when the reason changes, and every so often. Not thread-safe. */
final class Complaint {
    private final Duration every;
    private final Logger log;
    private @Nullable String said;
    private long saidAt;

    Complaint(Duration every, Logger log) {
        this.every = every;
        this.log = log;
    }

    void say(Throwable cause) {
        String reason = rootOf(cause);
        if (!reason.equals(said) || System.nanoTime() - saidAt > every.toNanos()) {
            log.warnf("The database cannot be used yet, trying on: %s", reason);
            said = reason;
            saidAt = System.nanoTime();
        }
    }

    private static String rootOf(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message.strip();
    }
}
