package dev.roster.registry.store;

import dev.roster.changelog.Schema;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Reads through Hibernate before anybody asks: its first session loads classes for longer than a caller waits. Ready
 * once that is done. Thread-safe.
 */
@Readiness
@Singleton
final class FirstSession implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(FirstSession.class);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Schema schema;
    private volatile boolean open;

    FirstSession(Schema schema) {
        this.schema = schema;
    }

    void begin(@Observes StartupEvent event) {
        schema.ready()
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .subscribe()
                .with(ready -> read(), failure -> LOG.error("There is no schema", failure));
    }

    // A method reference would name Panache's own method, which is not the enhanced one.
    private void read() {
        VertxContextSupport.subscribe(
                () -> Panache.withTransaction(() -> ServiceEntity.count()).toMulti(),
                first -> first.with(page -> open = true, this::again));
    }

    private void again(Throwable failure) {
        LOG.debug("The first session is not open yet", failure);
        Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(PAUSE)
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .subscribe()
                .with(pause -> read());
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("registry").status(open).build();
    }
}
