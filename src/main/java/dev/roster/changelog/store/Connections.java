package dev.roster.changelog.store;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.core.Future;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnectOptions;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections outside the pool with the pool's own settings: address, credentials, TLS, whether statements are
 * cached. It learns them by creating the pool. Thread-safe.
 */
@Singleton
final class Connections implements PgPoolCreator {
    private volatile @Nullable Input settings;

    @Override
    public Pool create(Input input) {
        settings = input;
        return PgBuilder.pool()
                .with(input.poolOptions())
                .connectingTo(List.<SqlConnectOptions>copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }

    /** Opens a connection that the caller closes. */
    Future<PgConnection> open() {
        Input known = settings;
        if (known == null) {
            return Future.failedFuture("the connection pool does not exist yet");
        }
        PgConnectOptions own = new PgConnectOptions(known.pgConnectOptionsList().getFirst());
        own.setProperties(withName(own.getProperties()));
        return PgConnection.connect(known.vertx(), own);
    }

    private static Map<String, String> withName(Map<String, String> properties) {
        Map<String, String> named = new HashMap<>(properties);
        named.put("application_name", "roster-changes");
        return named;
    }
}
