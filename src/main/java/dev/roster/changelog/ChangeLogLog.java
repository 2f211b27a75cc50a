package dev.roster.changelog;

import jakarta.inject.Singleton;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Says once what has become of the tail, not at each retry. Not thread-safe: the tail's own. */
@Singleton
final class ChangeLogLog implements ChangeLogObserver {
    private static final Logger LOG = Logger.getLogger("dev.roster.changelog");

    private @Nullable String outage;

    @Override
    public void connected() {
        LOG.info(outage == null ? "Reading the change log" : "Reading the change log again");
        outage = null;
    }

    @Override
    public void disconnected(Throwable cause) {
        String reason =
                Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
        if (!reason.equals(outage)) {
            LOG.warnf("Cannot read the change log; what is served may be stale: %s", reason);
            outage = reason;
        }
    }

    @Override
    public void reloading(ReloadReason reason) {
        LOG.warnf("Loading everything anew: %s", reason);
    }

    @Override
    public void listening(boolean listening) {
        if (listening) {
            LOG.info("Hints of other replicas arrive");
        } else {
            LOG.warn("No hints arrive; changes of other replicas are found at each tick");
        }
    }
}
