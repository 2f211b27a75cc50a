package dev.roster.registry.store;

import dev.roster.changelog.Schema;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Reads through Hibernate before anybody asks: its first session loads classes for longer than a caller waits. */
@Singleton
final class FirstSession {
    private static final Logger LOG = Logger.getLogger(FirstSession.class);
    private static final String NOBODY = "";

    private final Schema schema;
    private final PanacheServices services;

    FirstSession(Schema schema, PanacheServices services) {
        this.schema = schema;
        this.services = services;
    }

    void open(@Observes StartupEvent event) {
        schema.ready().subscribe().with(ready -> read(), failure -> LOG.debug("No schema", failure));
    }

    private void read() {
        VertxContextSupport.subscribe(
                () -> services.view(NOBODY).toMulti(),
                first -> first.with(view -> {}, expected -> LOG.debug("The first session is open", expected)));
    }
}
