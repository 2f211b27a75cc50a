package dev.roster.status;

import dev.roster.changelog.ChangeTail;
import dev.roster.changelog.TailState;
import dev.roster.snapshot.Snapshots;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once the first full view is there, and from then on: with the database gone the last view is still served, and
 * the answer says that it is degraded.
 */
@Readiness
@Singleton
final class ViewReadiness implements HealthCheck {
    private final Snapshots snapshots;
    private final ChangeTail tail;

    ViewReadiness(Snapshots snapshots, ChangeTail tail) {
        this.snapshots = snapshots;
        this.tail = tail;
    }

    @Override
    public HealthCheckResponse call() {
        TailState state = tail.state();
        return HealthCheckResponse.named("view")
                .status(snapshots.ready())
                .withData("database", state.connected() ? "connected" : "unreachable")
                .withData("degraded", !state.connected())
                .withData("hints", state.listening())
                .build();
    }
}
