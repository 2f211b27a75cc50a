package dev.roster.database;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/** Says at the start, in the first lines, where everything is. */
@Singleton
final class StartMessage {
    /** The folder of the embedded database, if there is one. */
    static final String EMBEDDED = "roster.embedded-database.running-in";

    private static final Logger LOG = Logger.getLogger("dev.roster");

    private final Config config;

    StartMessage(Config config) {
        this.config = config;
    }

    /** Before anybody else says anything. */
    void print(@Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event) {
        String http = "http://localhost:" + port("quarkus.http.port", 8080);
        String management = "http://localhost:" + port("quarkus.management.port", 9000) + "/q";
        LOG.infof(
                "Register:  curl -d '{\"address\":\"10.0.0.1\",\"port_value\":8080}' "
                        + "-H 'Content-Type: application/json' %s/endpoints",
                http);
        LOG.infof(
                "xDS:       gRPC on port %d, REST-JSON on %s/v3/discovery:endpoints",
                port("quarkus.grpc.server.port", 18000), http);
        LOG.infof("API:       %s/q/openapi", http);
        LOG.infof("Health:    %1$s/health, metrics: %1$s/metrics", management);
        LOG.infof("Data:      %s", data());
    }

    private int port(String property, int usual) {
        return config.getOptionalValue(property, Integer.class).orElse(usual);
    }

    private String data() {
        return config.getOptionalValue(EMBEDDED, String.class)
                .map(folder -> "an embedded PostgreSQL in " + folder)
                .or(() -> config.getOptionalValue(JdbcUrlInterceptor.REACTIVE, String.class)
                        .map(url -> DatabaseUrl.parse(url).shown()))
                .orElse("no database is configured");
    }
}
