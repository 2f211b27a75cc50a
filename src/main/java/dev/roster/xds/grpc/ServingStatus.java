package dev.roster.xds.grpc;

import dev.roster.snapshot.Snapshots;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import io.quarkus.grpc.runtime.health.GrpcHealthStorage;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** What gRPC's own health service says: that nothing is served until the first full view is there. Thread-safe. */
@Singleton
final class ServingStatus {
    private final GrpcHealthStorage health;
    private final Snapshots snapshots;

    ServingStatus(GrpcHealthStorage health, Snapshots snapshots) {
        this.health = health;
        this.snapshots = snapshots;
    }

    void start(@Observes StartupEvent event) {
        snapshots.follow(update -> tell());
        tell();
    }

    private void tell() {
        HealthCheckResponse.ServingStatus status = snapshots.ready()
                ? HealthCheckResponse.ServingStatus.SERVING
                : HealthCheckResponse.ServingStatus.NOT_SERVING;
        List.copyOf(health.getStatuses().keySet()).forEach(service -> health.setStatus(service, status));
    }
}
