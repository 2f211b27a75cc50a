package dev.roster.status;

import dev.roster.xds.FilesConfig;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready once files were written: an Envoy that starts then finds those that its bootstrap names. That they cannot be
 * written is said, and no reason to refuse those that come over the network.
 */
@Readiness
@Singleton
final class FilesReadiness implements HealthCheck {
    private final boolean wanted;
    private final FilesStatus status;

    FilesReadiness(FilesConfig config, FilesStatus status) {
        this.wanted = config.directory().isPresent();
        this.status = status;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("files")
                .status(status.tried() || !wanted)
                .withData("degraded", status.failure().isPresent());
        status.failure().ifPresent(cause -> response.withData("cause", cause));
        return response.build();
    }
}
